"""Who may ask for, write, send, judge and withdraw a paper.

Each answers for someone who can already see the paper: what may be seen is the gate in
``querysets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.papers.enums import PaperState
from boards.papers.rules import PAPER_STATES, WITH_THE_AUTHOR
from ics_portal.accounts.actor import OFFICE_ROLES, Role
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from boards.meetings.models import Meeting
    from boards.papers.models import Paper
    from ics_portal.accounts.actor import Actor

ADDING_ROLES = (*OFFICE_ROLES, Role.CHAIR, Role.AUTHOR)


def holds_office(actor: Actor, paper: Paper) -> bool:
    """Whether the actor is of the board office of the body the paper goes to."""
    return actor.holds_any(*OFFICE_ROLES, body_id=paper.item.meeting.body_id)


def is_named(actor: Actor, paper: Paper) -> bool:
    """Whether the actor presents, writes or contributes to the paper, and still has a
    role in the body it goes to."""
    if actor.person_id is None or paper.item.meeting.body_id not in actor.body_ids():
        return False
    return any(named.person_id == actor.person_id for named in paper.people.all())


def works_with(actor: Actor, paper: Paper) -> bool:
    """Whether the actor sees the paper's drafts, versions and comments."""
    return (
        holds_office(actor, paper)
        or actor.holds_any(Role.CHAIR, body_id=paper.item.meeting.body_id)
        or is_named(actor, paper)
    )


def may_add_paper(actor: Actor, meeting: Meeting) -> Verdict:
    """The office and the chair ask for papers; an author of the body may bring one."""
    if not actor.holds_any(*ADDING_ROLES, body_id=meeting.body_id):
        return refused(
            "Only the board secretary, the chair or a paper author of this body can add "
            "a paper."
        )
    return ALLOWED


def may_ask_others(actor: Actor, meeting: Meeting) -> Verdict:
    """Asking somebody else for a paper, and setting its deadline, is the office's."""
    if not actor.holds_any(*OFFICE_ROLES, Role.CHAIR, body_id=meeting.body_id):
        return refused("Only the board secretary or the chair can ask for a paper.")
    return ALLOWED


def may_order_papers(actor: Actor, meeting: Meeting) -> Verdict:
    """The order of the papers under an item is the agenda's, so the office sets it."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=meeting.body_id):
        return refused("Only the board secretary can change the order of papers.")
    return ALLOWED


def may_set_forms(actor: Actor, body: Body) -> Verdict:
    """The office decides what a body's cover sheets ask."""
    if not actor.holds_any(*OFFICE_ROLES, body_id=body.pk):
        return refused("Only the board secretary can change the cover sheet's form.")
    return ALLOWED


def may_edit_paper(actor: Actor, paper: Paper) -> Verdict:
    """Its authors until they send it, the office until it is withdrawn.

    Covers the cover sheet and uploading a version.
    """
    if paper.state == PaperState.WITHDRAWN:
        return refused("This paper was withdrawn. It cannot be changed.")
    if holds_office(actor, paper):
        return ALLOWED
    if not is_named(actor, paper):
        return refused("Only its authors and the board secretary can change a paper.")
    if paper.state == PaperState.SUBMITTED:
        return refused(
            "This paper is with the board secretary. Ask for it back if it has to change."
        )
    if paper.state == PaperState.ACCEPTED:
        return refused(
            "This paper has been accepted for the pack. Ask the board secretary to "
            "return it if it has to change."
        )
    return ALLOWED


def may_import_sheet(actor: Actor, paper: Paper) -> Verdict:
    """The office takes in sheets that were filled in elsewhere."""
    if not holds_office(actor, paper):
        return refused("Only the board secretary can import a cover sheet.")
    return may_edit_paper(actor, paper)


def may_redact(actor: Actor, paper: Paper) -> Verdict:
    """The office says what the public gets instead of the full paper, accepted or not."""
    if not holds_office(actor, paper):
        return refused(
            "Only the board secretary can add a redacted version for the public."
        )
    if paper.state == PaperState.WITHDRAWN:
        return refused("This paper was withdrawn. It cannot be changed.")
    return ALLOWED


def may_submit_paper(actor: Actor, paper: Paper) -> Verdict:
    """Whoever may change it, while it is with its authors."""
    if not (verdict := may_edit_paper(actor, paper)):
        return verdict
    if paper.state not in WITH_THE_AUTHOR:
        return refused("This paper has already been sent to the board secretary.")
    return ALLOWED


def may_review_paper(actor: Actor, paper: Paper) -> Verdict:
    """The office accepts a paper or returns it."""
    if not holds_office(actor, paper):
        return refused("Only the board secretary can accept or return a paper.")
    return ALLOWED


def may_accept_paper(actor: Actor, paper: Paper) -> Verdict:
    """The office, once the paper was sent."""
    return _office_move(actor, paper, PaperState.ACCEPTED)


def may_return_paper(actor: Actor, paper: Paper) -> Verdict:
    """The office, once the paper was sent, also after it was accepted."""
    return _office_move(actor, paper, PaperState.RETURNED)


def may_withdraw_paper(actor: Actor, paper: Paper) -> Verdict:
    """The office takes a paper out; it and its versions are kept."""
    if not holds_office(actor, paper):
        return refused("Only the board secretary can withdraw a paper.")
    if paper.state == PaperState.WITHDRAWN:
        return refused("This paper has already been withdrawn.")
    return ALLOWED


def may_restore_paper(actor: Actor, paper: Paper) -> Verdict:
    """The office takes a withdrawn paper up again, as a draft."""
    if not holds_office(actor, paper):
        return refused("Only the board secretary can take a paper up again.")
    if paper.state != PaperState.WITHDRAWN:
        return refused("This paper has not been withdrawn.")
    return ALLOWED


def _office_move(actor: Actor, paper: Paper, to: PaperState) -> Verdict:
    if not (verdict := may_review_paper(actor, paper)):
        return verdict
    if not PAPER_STATES.allows(paper.state, to):
        state = PaperState(paper.state)
        return refused(
            f"This paper is {state.label.lower()}, so it cannot be "
            f"{to.label.lower()} now.",
            PAPER_STATES.rule_id,
        )
    return ALLOWED
