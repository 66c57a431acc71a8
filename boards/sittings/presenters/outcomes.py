"""The outcomes of an item as the run page and the pages of outcomes print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem
from boards.meetings.permissions import may_record_decision, may_see_private_items
from boards.meetings.presenters.decisions import dissent_words, votes_in_words
from boards.meetings.querysets import withheld_items
from boards.meetings.selectors import with_body
from boards.sittings.enums import OutcomeKind
from boards.sittings.models import Outcome
from boards.sittings.rules.outcomes import (
    OPEN_STATES,
    decides,
    moment_of,
    offered_kinds,
    own_kind,
    refusal,
)
from boards.sittings.selectors.deciding import Deciding, course_of, deciding_at
from boards.sittings.selectors.outcomes import (
    AskedRow,
    asked_of_item,
    asked_rows_for,
    outcomes_of,
    reserved_to_others,
)
from ics_portal.accounts.actor import Actor

IN_ONE_STEP = (OutcomeKind.NOT_APPROVED, OutcomeKind.DEFERRED)
"""Beside its own past tense; whatever needs more to be said has a page of its own."""

_SHAPES = {
    OutcomeKind.NOT_APPROVED: ("bad", "cross"),
    OutcomeKind.DEFERRED: ("warn", "clock"),
    OutcomeKind.REFERRED: ("warn", ""),
    OutcomeKind.NONE_RECORDED: ("quiet", ""),
}


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """What is on record. ``chip`` is (words, kind, icon); ``more`` are lines below."""

    chip: tuple[str, str, str]
    words: str
    decision: str
    decision_href: str
    more: tuple[str, ...]
    change_url: str


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A recommendation, or the item itself where none is; with its outcome or without.

    ``key`` names its radios, ``choices`` are (value, label), its own past tense first.
    """

    key: str
    words: str
    paper: str
    outcome: OutcomeShown | None
    choices: tuple[tuple[str, str], ...] = ()
    record_url: str = ""


@dataclass(frozen=True, slots=True)
class OutcomePanel:
    """All outcomes of an item for one body.

    ``refused`` says why nothing can be recorded or decided now; ``warnings`` keep nobody
    from going on. The addresses are empty for whoever only reads.
    """

    body: str
    lines: tuple[OutcomeLine, ...]
    others: tuple[OutcomeShown, ...]
    may_record: bool
    refused: str
    warnings: tuple[str, ...]
    action: str
    all_url: str
    another_url: str

    @property
    def open_lines(self) -> int:
        """How many lines have no outcome yet."""
        return sum(line.outcome is None for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.others and all(line.outcome is None for line in self.lines)


def outcome_panel(
    item: AgendaItem, actor: Actor, at: datetime, *, body: Body | None = None
) -> OutcomePanel:
    """What ``boards/sittings/_outcomes.html`` prints; the item's meeting is selected."""
    body = body or item.meeting.body
    outcomes = outcomes_of(item, body) if _may_read(item, actor) else []
    if not may_record_decision(actor, body):
        return _for_reading(outcomes, body)
    course = course_of(item)
    reached = course.begun_at is not None and item.meeting.state in OPEN_STATES
    moment = moment_of(course, at)
    deciding = deciding_at(item, body, moment)
    rows = asked_rows_for(actor, item, body)
    lines = tuple(_lines(item, body, rows, outcomes, deciding))
    shown = {one.pk for one in outcomes} - _of_rows(rows, outcomes)
    if not rows and outcomes:
        shown.discard(outcomes[0].pk)
    at_item = {"meeting_id": item.meeting_id, "item_id": item.pk}
    asks_to_decide = any(decides(own_kind(one.asked)) for one in rows) or (
        not rows and decides(own_kind(asked_of_item(item)))
    )
    return OutcomePanel(
        body=str(body),
        lines=lines,
        others=tuple(
            _shown(one, item, may_change=reached) for one in outcomes if one.pk in shown
        ),
        may_record=reached,
        refused=_refused(item, deciding, was_begun=course.begun_at is not None),
        warnings=tuple(
            _warnings(item, body, rows, deciding, moment, asks_to_decide=asks_to_decide)
        ),
        action=_with_body(reverse("sittings:outcomes", kwargs=at_item), item, body),
        all_url=_with_body(
            reverse("sittings:outcomes_as_recommended", kwargs=at_item), item, body
        ),
        another_url=_with_body(
            reverse("sittings:record_item_outcome", kwargs=at_item), item, body
        ),
    )


def _may_read(item: AgendaItem, actor: Actor) -> bool:
    """Part 2 as everywhere: not what is withheld of it, but to the office (CONF-1)."""
    if item.part == Part.ONE or may_record_decision(actor, item.meeting.body):
        return True
    if withheld_items(actor).filter(pk=item.pk).exists():
        return False
    if may_see_private_items(actor, item.meeting):
        return True
    if actor.person_id is None:
        return False
    return item.owners.filter(person_id=actor.person_id).exists()


def _for_reading(outcomes: Sequence[Outcome], body: Body) -> OutcomePanel:
    return OutcomePanel(
        body=str(body),
        lines=(),
        others=tuple(_shown(one, one.item, may_change=False) for one in outcomes),
        may_record=False,
        refused="",
        warnings=(),
        action="",
        all_url="",
        another_url="",
    )


def _of_rows(rows: Sequence[AskedRow], outcomes: Sequence[Outcome]) -> set[int]:
    asked = {row.recommendation.pk for row in rows}
    return {one.pk for one in outcomes if one.recommendation_id in asked}


def _lines(
    item: AgendaItem,
    body: Body,
    rows: Sequence[AskedRow],
    outcomes: Sequence[Outcome],
    deciding: Deciding,
) -> list[OutcomeLine]:
    by_row = {one.recommendation_id: one for one in outcomes if one.recommendation_id}
    at_item = {"meeting_id": item.meeting_id, "item_id": item.pk}
    lines = []
    for row in rows:
        pk = row.recommendation.pk
        there = by_row.get(pk)
        url = reverse(
            "sittings:record_outcome", kwargs={**at_item, "recommendation_id": pk}
        )
        lines.append(
            OutcomeLine(
                key=line_key(pk),
                words=row.words,
                paper=row.paper_title,
                outcome=_shown(there, item, may_change=True) if there else None,
                choices=_choices(own_kind(row.asked), deciding),
                record_url=_with_body(url, item, body),
            )
        )
    if rows:
        return lines
    there = outcomes[0] if outcomes else None
    url = reverse("sittings:record_item_outcome", kwargs=at_item)
    return [
        OutcomeLine(
            key=line_key(None),
            words=item.title,
            paper="",
            outcome=_shown(there, item, may_change=True) if there else None,
            choices=_choices(own_kind(asked_of_item(item)), deciding),
            record_url=_with_body(url, item, body),
        )
    ]


def line_key(recommendation_id: int | None) -> str:
    """The name of a line's radios."""
    return f"outcome-{recommendation_id or 'item'}"


def _choices(own: OutcomeKind, deciding: Deciding) -> tuple[tuple[str, str], ...]:
    offered = offered_kinds(own, may_decide=deciding.may_decide)
    wanted = {own, OutcomeKind.DEFERRED}
    if decides(own):
        wanted.add(OutcomeKind.NOT_APPROVED)
    if own not in offered:
        wanted.add(OutcomeKind.DISCUSSED)
    return tuple((kind.value, kind.label) for kind in offered if kind in wanted)


def _with_body(url: str, item: AgendaItem, body: Body) -> str:
    return with_body(url, item.meeting, body)


def _refused(item: AgendaItem, deciding: Deciding, *, was_begun: bool) -> str:
    if item.meeting.state not in OPEN_STATES:
        return "Outcomes are recorded while the meeting sits, or once it was held."
    if not was_begun:
        return "The meeting has not reached this item yet."
    return "" if deciding.may_decide else refusal(deciding.reasons)


def _warnings(
    item: AgendaItem,
    body: Body,
    rows: Sequence[AskedRow],
    deciding: Deciding,
    moment: datetime,
    *,
    asks_to_decide: bool,
) -> list[str]:
    if not asks_to_decide:
        return []
    said = f"{item.title} {' '.join(row.words for row in rows)}"
    found = reserved_to_others(body, said, localdate(moment))
    told = [f"{one.words} Check that {body} may decide it." for one in found]
    if deciding.state == "not_known":
        why = " ".join(deciding.reasons)
        told.append(
            f"Whether the meeting is quorate is not known. {why} A decision is recorded"
            " with that."
        )
    return told


def _shown(outcome: Outcome, item: AgendaItem, *, may_change: bool) -> OutcomeShown:
    kind = OutcomeKind(outcome.kind)
    shape = _SHAPES.get(kind, ("ok", "") if decides(kind) else ("info", "tick"))
    decision = outcome.decision
    more = []
    if decision is not None:
        more += [decision.get_method_display(), votes_in_words(decision)]
        more.append(dissent_words(decision))
    if outcome.bring_back:
        more.append("May come back if required")
    if outcome.carried is not None:
        more.append(f"Offered to {outcome.carried.body}: {outcome.carried.title}")
    if decision is not None and outcome.quorum.get("state") == "not_known":
        more.append("The quorum was not known")
    return OutcomeShown(
        chip=(kind.label, *shape),
        words=outcome.words,
        decision=decision.number if decision else "",
        decision_href=decision.get_absolute_url() if decision else "",
        more=tuple(filter(None, more)),
        change_url=reverse(
            "sittings:change_outcome",
            kwargs={
                "meeting_id": item.meeting_id,
                "item_id": item.pk,
                "outcome_id": outcome.pk,
            },
        )
        if may_change
        else "",
    )
