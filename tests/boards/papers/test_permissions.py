from types import SimpleNamespace

import pytest

from boards.papers.enums import PaperState
from boards.papers.permissions import (
    may_accept_paper,
    may_add_paper,
    may_ask_others,
    may_edit_paper,
    may_import_sheet,
    may_order_papers,
    may_redact,
    may_restore_paper,
    may_return_paper,
    may_review_paper,
    may_set_forms,
    may_submit_paper,
    may_withdraw_paper,
    works_with,
)
from ics_portal.accounts.actor import Role
from tests.factories.accounts import an_actor

BODY, OTHER = 1, 2
SECRETARY = an_actor(roles={BODY: {Role.SECRETARY}})
LEAD = an_actor(roles={BODY: {Role.GOVERNANCE_LEAD}})
CHAIR = an_actor(roles={BODY: {Role.CHAIR}})
MEMBER = an_actor(roles={BODY: {Role.MEMBER}})
AUTHOR_ROLE = an_actor(person_id=8, roles={BODY: {Role.AUTHOR}})
NAMED = an_actor(person_id=7, roles={BODY: {Role.AUTHOR}})
ELSEWHERE = an_actor(roles={OTHER: {Role.SECRETARY}})
NOBODY = an_actor(person_id=None)


class FakePaper(SimpleNamespace):
    """A paper as the verdicts look at it, without a database."""

    def __init__(self, state):
        named = SimpleNamespace(person_id=7)
        team = SimpleNamespace(person_id=None)
        super().__init__(
            state=state,
            item=SimpleNamespace(meeting=SimpleNamespace(body_id=BODY)),
            people=SimpleNamespace(all=lambda: [team, named]),
        )


MEETING = SimpleNamespace(body_id=BODY)
DRAFT = FakePaper(PaperState.DRAFTING)
SENT = FakePaper(PaperState.SUBMITTED)
TAKEN = FakePaper(PaperState.ACCEPTED)
GONE = FakePaper(PaperState.WITHDRAWN)


@pytest.mark.parametrize(
    ("may", "actor", "thing", "reason"),
    [
        (may_add_paper, SECRETARY, MEETING, ""),
        (may_add_paper, CHAIR, MEETING, ""),
        (may_add_paper, AUTHOR_ROLE, MEETING, ""),
        (
            may_add_paper,
            MEMBER,
            MEETING,
            (
                "Only the board secretary, the chair or a paper author of this body can add "
                "a paper."
            ),
        ),
        (may_ask_others, CHAIR, MEETING, ""),
        (
            may_ask_others,
            AUTHOR_ROLE,
            MEETING,
            "Only the board secretary or the chair can ask for a paper.",
        ),
        (may_order_papers, LEAD, MEETING, ""),
        (
            may_order_papers,
            CHAIR,
            MEETING,
            "Only the board secretary can change the order of papers.",
        ),
        (may_set_forms, SECRETARY, SimpleNamespace(pk=BODY), ""),
        (
            may_set_forms,
            MEMBER,
            SimpleNamespace(pk=BODY),
            "Only the board secretary can change the cover sheet's form.",
        ),
        (may_edit_paper, SECRETARY, SENT, ""),
        (may_edit_paper, SECRETARY, TAKEN, ""),
        (may_edit_paper, NAMED, DRAFT, ""),
        (
            may_edit_paper,
            AUTHOR_ROLE,
            DRAFT,
            "Only its authors and the board secretary can change a paper.",
        ),
        (
            may_edit_paper,
            NOBODY,
            DRAFT,
            "Only its authors and the board secretary can change a paper.",
        ),
        (
            may_edit_paper,
            ELSEWHERE,
            DRAFT,
            "Only its authors and the board secretary can change a paper.",
        ),
        (
            may_edit_paper,
            NAMED,
            SENT,
            (
                "This paper is with the board secretary. Ask for it back if it has to "
                "change."
            ),
        ),
        (
            may_edit_paper,
            NAMED,
            TAKEN,
            (
                "This paper has been accepted for the pack. Ask the board secretary to "
                "return it if it has to change."
            ),
        ),
        (
            may_edit_paper,
            SECRETARY,
            GONE,
            "This paper was withdrawn. It cannot be changed.",
        ),
        (may_import_sheet, SECRETARY, DRAFT, ""),
        (
            may_import_sheet,
            SECRETARY,
            GONE,
            "This paper was withdrawn. It cannot be changed.",
        ),
        (
            may_import_sheet,
            NAMED,
            DRAFT,
            "Only the board secretary can import a cover sheet.",
        ),
        (may_submit_paper, NAMED, DRAFT, ""),
        (
            may_submit_paper,
            SECRETARY,
            SENT,
            "This paper has already been sent to the board secretary.",
        ),
        (
            may_submit_paper,
            MEMBER,
            DRAFT,
            "Only its authors and the board secretary can change a paper.",
        ),
        (may_review_paper, LEAD, DRAFT, ""),
        (
            may_review_paper,
            NAMED,
            SENT,
            "Only the board secretary can accept or return a paper.",
        ),
        (may_accept_paper, SECRETARY, SENT, ""),
        (
            may_accept_paper,
            SECRETARY,
            DRAFT,
            "This paper is drafting, so it cannot be accepted now.",
        ),
        (
            may_accept_paper,
            NAMED,
            SENT,
            "Only the board secretary can accept or return a paper.",
        ),
        (may_return_paper, SECRETARY, TAKEN, ""),
        (
            may_return_paper,
            SECRETARY,
            DRAFT,
            "This paper is drafting, so it cannot be returned now.",
        ),
        (may_withdraw_paper, SECRETARY, TAKEN, ""),
        (
            may_withdraw_paper,
            NAMED,
            DRAFT,
            "Only the board secretary can withdraw a paper.",
        ),
        (
            may_withdraw_paper,
            SECRETARY,
            GONE,
            "This paper has already been withdrawn.",
        ),
        (may_restore_paper, SECRETARY, GONE, ""),
        (
            may_restore_paper,
            NAMED,
            GONE,
            "Only the board secretary can take a paper up again.",
        ),
        (may_restore_paper, SECRETARY, DRAFT, "This paper has not been withdrawn."),
        (may_redact, SECRETARY, TAKEN, ""),
        (
            may_redact,
            NAMED,
            DRAFT,
            "Only the board secretary can add a redacted version for the public.",
        ),
        (
            may_redact,
            SECRETARY,
            GONE,
            "This paper was withdrawn. It cannot be changed.",
        ),
    ],
)
def test_who_may(may, actor, thing, reason):
    verdict = may(actor, thing)

    assert (bool(verdict), verdict.reason) == (not reason, reason)


@pytest.mark.parametrize(
    ("actor", "works"),
    [
        (SECRETARY, True),
        (CHAIR, True),
        (NAMED, True),
        (MEMBER, False),
        (AUTHOR_ROLE, False),
        (ELSEWHERE, False),
    ],
)
def test_who_sees_drafts_and_comments(actor, works):
    assert works_with(actor, DRAFT) is works
