"""Asking for papers, and their moves from request to acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from boards.directory.models import Person
from boards.meetings.enums import ItemState
from boards.meetings.models import AgendaItem
from boards.papers.enums import PaperKind, PaperRole, PaperState, VersionState
from boards.papers.models import Paper, PaperMove, PaperPerson
from boards.papers.permissions import (
    may_accept_paper,
    may_add_paper,
    may_ask_others,
    may_order_papers,
    may_restore_paper,
    may_return_paper,
    may_submit_paper,
    may_withdraw_paper,
)
from boards.papers.rules import PAPER_STATES, Stop, one_line, tidy
from boards.papers.rules.typed import LIMITS
from boards.papers.selectors import appendices_missing, stops_of, what_was_read
from boards.papers.services.locks import lock_paper
from boards.papers.services.people import Named
from boards.papers.services.templates import add_cover_sheet
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_update,
    create_with_reason,
    record,
    save_with_reason,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

TITLE_LENGTH = 300


class PaperIncomplete(RuleBroken):
    """A paper cannot be sent yet; ``stops`` says everything that must be put right."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        first = stops[0]
        super().__init__(first.rule_id, first.message, field=first.field)
        self.stops = tuple(stops)


@transaction.atomic
def request_paper(
    *,
    item: AgendaItem,
    actor: Actor,
    at: datetime,
    title: str = "",
    kind: PaperKind = PaperKind.PAPER,
    authors: Sequence[Named] = (),
    due_on: date | None = None,
) -> Paper:
    """Ask for a paper. Without a title it bears the item's; without a day, the body's
    usual deadline before the meeting.

    A paper proper gets the body's usual cover sheet. Raises RuleBroken for an item that
    is off the agenda, an empty or too long title, or a deadline after the meeting.
    """
    require(may_ask_others(actor, item.meeting))
    return _add(
        item=item, actor=actor, at=at, title=title, kind=kind,
        authors=authors, due_on=due_on, state=PaperState.REQUESTED,
    )  # fmt: skip


@transaction.atomic
def add_paper(
    *,
    item: AgendaItem,
    actor: Actor,
    at: datetime,
    title: str = "",
    kind: PaperKind = PaperKind.PAPER,
    authors: Sequence[Named] = (),
    due_on: date | None = None,
    is_stand_in: bool = False,
) -> Paper:
    """Begin a paper as a draft. An author who brings one is named on it.

    ``is_stand_in`` marks a paper made for demonstration. Raises as ``request_paper``.
    """
    require(may_add_paper(actor, item.meeting))
    if not may_ask_others(actor, item.meeting):
        authors = _with_the_actor(authors, actor)
    return _add(
        item=item, actor=actor, at=at, title=title, kind=kind, authors=authors,
        due_on=due_on, state=PaperState.DRAFTING, is_stand_in=is_stand_in,
    )  # fmt: skip


def _with_the_actor(authors: Sequence[Named], actor: Actor) -> Sequence[Named]:
    if actor.person_id is None or any(a.person_id == actor.person_id for a in authors):
        return authors
    return (Named.person(Person.objects.get(pk=actor.person_id)), *authors)


def _add(
    *,
    item: AgendaItem,
    actor: Actor,
    at: datetime,
    title: str,
    kind: PaperKind,
    authors: Sequence[Named],
    due_on: date | None,
    state: PaperState,
    is_stand_in: bool = False,
) -> Paper:
    if item.state != ItemState.LIVE:
        raise RuleBroken(
            "PAPER-2", "This item is no longer on the agenda.", field="item"
        )
    meeting = item.meeting
    due_on = due_on or meeting.held_on - timedelta(days=meeting.body.papers_due_days)
    if due_on > meeting.held_on:
        raise RuleBroken(
            "PAPER-3", "The deadline must be on or before the meeting.", field="due_on"
        )
    AgendaItem.objects.select_for_update().get(pk=item.pk)  # one place for each paper
    last = Paper.objects.filter(item=item).aggregate(last=Max("position"))["last"]
    asked = state == PaperState.REQUESTED
    paper = create_with_reason(
        Paper,
        "Paper asked for" if asked else "Paper begun",
        actor=actor,
        item=item,
        title=_title(title or item.title),
        kind=kind,
        position=0 if last is None else last + 1,
        state=state,
        due_on=due_on,
        is_stand_in=is_stand_in,
    )
    for position, named in enumerate(authors):
        create_with_reason(
            PaperPerson,
            "Named as author",
            actor=actor,
            paper=paper,
            role=PaperRole.AUTHOR,
            title=_author(named.title),
            person_id=named.person_id,
            position=position,
        )
    if kind == PaperKind.PAPER:
        add_cover_sheet(paper=paper, actor=actor)
    _audit("paper.requested" if asked else "paper.added", paper, actor, at)
    return paper


def _author(text: str) -> str:
    name = one_line(text)
    if len(name) > LIMITS["name"]:
        raise RuleBroken(
            "CVR-01",
            f"The name of an author is too long: {len(name)} letters, at most "
            f"{LIMITS['name']}.",
            field="authors",
        )
    return name


def _title(text: str) -> str:
    title = one_line(text)
    if len(title) > TITLE_LENGTH:
        raise RuleBroken(
            "CVR-01",
            f"The title is too long: {len(title)} letters, at most {TITLE_LENGTH}.",
            field="title",
        )
    return title


@transaction.atomic
def set_deadline(
    *, paper: Paper, due_on: date | None, actor: Actor, at: datetime
) -> Paper:
    """Change the day a paper is due; None takes the deadline away."""
    require(may_ask_others(actor, paper.item.meeting))
    paper = lock_paper(paper)
    if due_on is not None and due_on > paper.item.meeting.held_on:
        raise RuleBroken(
            "PAPER-3", "The deadline must be on or before the meeting.", field="due_on"
        )
    paper.due_on = due_on
    save_with_reason(paper, "Deadline changed", actor=actor, update_fields=["due_on"])
    _audit("paper.deadline_changed", paper, actor, at, reason=str(due_on or ""))
    return paper


@transaction.atomic
def move_paper(*, paper: Paper, up: bool, actor: Actor, at: datetime) -> None:
    """Swap a paper with its neighbour under the same item; nothing at either end."""
    require(may_order_papers(actor, paper.item.meeting))
    AgendaItem.objects.select_for_update().get(pk=paper.item_id)
    papers = list(Paper.objects.filter(item_id=paper.item_id).in_order())
    place = [each.pk for each in papers].index(paper.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(papers):
        return
    papers[place], papers[other] = papers[other], papers[place]
    for position, each in enumerate(papers):
        each.position = position
    bulk_update(Paper, papers, ["position"], "Papers put in order", actor=actor)
    _audit("paper.moved", paper, actor, at, reason="up" if up else "down")


@transaction.atomic
def submit_paper(*, paper: Paper, actor: Actor, at: datetime) -> Paper:
    """Send a paper to the board office.

    Raises PaperIncomplete with everything that is missing. An imported sheet records
    what was printed, so its gaps are listed for the secretary and stop nothing.
    """
    paper = lock_paper(paper)
    require(may_submit_paper(actor, paper))
    if stops := stops_of(paper):
        raise PaperIncomplete(stops)
    return move_to(paper=paper, to=PaperState.SUBMITTED, actor=actor, at=at)


@transaction.atomic
def accept_paper(
    *,
    paper: Paper,
    actor: Actor,
    at: datetime,
    comment: str = "",
    read: str | None = None,
) -> Paper:
    """Take a paper into the pack.

    ``read`` is the mark of what was read (``selectors.what_was_read``); None compares
    nothing. Raises RuleBroken where that is not what is there now (PAPER-11), where the
    file is not ready, or where it cites an appendix that is not there and no ``comment``
    says why it is taken all the same (PCK-05).
    """
    paper = lock_paper(paper)
    require(may_accept_paper(actor, paper))
    if read is not None and read != what_was_read(paper):
        raise RuleBroken(
            "PAPER-11",
            "This paper was changed after you opened it. Read it again as it stands "
            "here, then decide.",
        )
    comment = tidy(comment)
    current = paper.current_version
    if paper.kind != PaperKind.ACTION_LOG and (
        current is None or current.state != VersionState.READY
    ):
        raise RuleBroken(
            "PAPER-4", "The paper has no file that is ready for the pack.", field="file"
        )
    if (missing := appendices_missing(paper)) and not comment:
        cited = "Appendix" if len(missing) == 1 else "Appendices"
        raise RuleBroken(
            "PCK-05",
            f"{cited} {', '.join(missing)} cited in the paper but not there. Say why it "
            "is accepted without, or return it.",
            field="comment",
        )
    return move_to(
        paper=paper, to=PaperState.ACCEPTED, actor=actor, at=at, comment=comment
    )


@transaction.atomic
def return_paper(*, paper: Paper, comment: str, actor: Actor, at: datetime) -> Paper:
    """Give a paper back to its authors; ``comment`` tells them what to change."""
    paper = lock_paper(paper)
    require(may_return_paper(actor, paper))
    comment = tidy(comment)
    if not comment:
        raise RuleBroken("PAPER-5", "Say what has to change.", field="comment")
    return move_to(
        paper=paper,
        to=PaperState.RETURNED,
        actor=actor,
        at=at,
        comment=comment,
    )


@transaction.atomic
def withdraw_paper(*, paper: Paper, reason: str, actor: Actor, at: datetime) -> Paper:
    """Take a paper out of the meeting; the record of it and its versions stays."""
    paper = lock_paper(paper)
    require(may_withdraw_paper(actor, paper))
    reason = tidy(reason)
    if not reason:
        raise RuleBroken("PAPER-6", "Say why the paper is withdrawn.", field="comment")
    return move_to(
        paper=paper,
        to=PaperState.WITHDRAWN,
        actor=actor,
        at=at,
        comment=reason,
    )


@transaction.atomic
def restore_paper(*, paper: Paper, actor: Actor, at: datetime) -> Paper:
    """Take a withdrawn paper up again, as a draft."""
    paper = lock_paper(paper)
    require(may_restore_paper(actor, paper))
    return move_to(paper=paper, to=PaperState.DRAFTING, actor=actor, at=at)


def move_to(
    *, paper: Paper, to: PaperState, actor: Actor, at: datetime, comment: str = ""
) -> Paper:
    """Move a locked paper along its table and record the move.

    Raises RuleBroken where the table has no such move.
    """
    before = paper.state
    paper.state = PAPER_STATES.move(before, to)
    save_with_reason(
        paper, f"Paper {to.label.lower()}", actor=actor, update_fields=["state"]
    )
    PaperMove.objects.create(
        paper=paper,
        from_state=before,
        to_state=to,
        comment=comment,
        moved_at=at,
        moved_by_id=actor.user_id,
        moved_by_name=actor.name,
    )
    _audit(f"paper.{to}", paper, actor, at, reason=comment)
    return paper


def _audit(
    verb: str, paper: Paper, actor: Actor, at: datetime, reason: str = ""
) -> None:
    record(
        verb=verb,
        target=paper,
        actor=actor,
        at=at,
        reason=reason,
        body_id=paper.item.meeting.body_id,
    )
