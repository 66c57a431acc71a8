"""The conflicts of a meeting, item by item and person by person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, groupby

from django.urls import reverse

from boards.directory.models import Organisation
from boards.meetings.models import ItemParticipation, Meeting
from boards.meetings.permissions import may_rule
from boards.meetings.presenters.stages import StageLink, stages_for
from boards.meetings.selectors import (
    AgendaReading,
    MeetingHeading,
    meeting_heading,
    read_agenda,
)
from boards.meetings.withholding import withheld_records
from declarations.enums import ConflictState, Showing
from declarations.models import Conflict, WithheldRecord
from declarations.permissions import may_add_to_ruling, may_see_conflicts
from declarations.selectors.withheld import named_to, records_at
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.words import moment

Chip = tuple[str, str, str]
NOT_ON_THE_REGISTER = "an interest that the public register does not show"

_CHIPS: dict[str, Chip] = {
    ConflictState.FOUND: ("To be ruled on", "warn", ""),
    ConflictState.STANDING: ("Standing ruling", "info", "half"),
    ConflictState.RULED: ("Ruled on", "ok", "tick"),
    ConflictState.DISMISSED: ("No conflict", "quiet", ""),
}


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One match: why, how it stands, and where it is said to be none."""

    why: str
    kind: str
    chip: Chip
    reason: str
    dismiss_url: str


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """A record that is withheld with the papers of the item, and why."""

    kind: str
    words: str
    reason: str
    added: str
    take_back_url: str


@dataclass(frozen=True, slots=True)
class PersonBlock:
    """One person at one item. ``others`` are the other records this reader may know by
    name, ``unnamed`` counts the rest."""

    person: str
    lines: Sequence[MatchLine]
    ruling: str
    papers: str
    rule_url: str
    rule_label: str
    others: Sequence[OtherRecord] = ()
    unnamed: int = 0
    add_url: str = ""


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """One item with the people something of whom meets it."""

    number: str
    title: str
    people: Sequence[PersonBlock]


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """An organisation that an item's papers name; ``value`` is what a form sends back."""

    value: str
    organisation: str
    item: str


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    """The conflicts stage of a meeting. ``holds`` says that papers are held back until
    somebody rules. ``sees_all`` is false for who sees one's own."""

    meeting: Meeting
    heading: MeetingHeading
    stages: Sequence[StageLink]
    items: Sequence[ItemBlock]
    waiting: int
    holds: bool
    sees_all: Verdict
    has_parties: bool
    suggested: Sequence[SuggestedLine] = ()


def conflicts_page(
    meeting: Meeting,
    actor: Actor,
    *,
    has_parties: bool,
    suggested: Mapping[int, Sequence[Organisation]] | None = None,
) -> ConflictsPage:
    """Assemble the page for its reader; in a number of queries that does not grow."""
    rows = list(
        Conflict.objects.visible_to(actor)
        .filter(item__meeting=meeting)
        .exclude(state=ConflictState.GONE)
        .select_related("item", "person")
    )
    reading = read_agenda(meeting)
    order = {item.pk: place for place, item in enumerate(reading.items)}
    rows.sort(key=lambda row: (order[row.item_id], row.person.name, row.pk))
    participations = {
        (row.item_id, row.person_id): row
        for row in ItemParticipation.objects.filter(
            item__meeting=meeting
        ).select_related("ruling__ruled_by")
    }
    added = records_at(meeting)
    named = named_to(actor, meeting.body_id, chain.from_iterable(added.values()))
    sees_all = may_see_conflicts(actor, meeting)
    blocks = []
    for item, of_item in groupby(rows, key=lambda row: row.item):
        people = [
            _person(
                list(of_person),
                participations.get((item.pk, person.pk)),
                Added(added.get((item.pk, person.pk), ()), named),
                actor,
                meeting,
            )
            for person, of_person in groupby(of_item, key=lambda row: row.person)
        ]
        blocks.append(ItemBlock(reading.numbers.get(item.pk, ""), item.title, people))
    return ConflictsPage(
        meeting=meeting,
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        items=blocks,
        waiting=len(
            {(r.item_id, r.person_id) for r in rows if r.state == ConflictState.FOUND}
        ),
        holds=any(
            row.papers_withheld and row.ruling_id is None
            for row in participations.values()
        ),
        sees_all=sees_all,
        has_parties=has_parties,
        suggested=_suggested(reading, suggested or {}),
    )


def _suggested(
    reading: AgendaReading, found: Mapping[int, Sequence[Organisation]]
) -> list[SuggestedLine]:
    return [
        SuggestedLine(
            f"{item.pk}-{row.pk}",
            row.name,
            f"item {reading.numbers.get(item.pk, '')}, {item.title}",
        )
        for item in reading.items
        for row in found.get(item.pk, ())
    ]


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a ruling, and the ids of those rows the reader may know."""

    rows: Sequence[WithheldRecord]
    named: Set[int]


def _person(
    rows: Sequence[Conflict],
    now: ItemParticipation | None,
    added: Added,
    actor: Actor,
    meeting: Meeting,
) -> PersonBlock:
    first = rows[0]
    where = {
        "meeting_id": meeting.pk,
        "item_id": first.item_id,
        "person_id": first.person_id,
    }
    rules = may_rule(actor, meeting, first.person)
    ruling = now.ruling if now else None
    keeps = may_add_to_ruling(actor, meeting, first.person_id)
    withholds = bool(now and now.ruling and now.papers_withheld)
    known = [row for row in added.rows if row.pk in added.named]
    return PersonBlock(
        person=first.person.name,
        lines=[_line(row, rules, meeting) for row in rows],
        ruling=(
            f"{ruling.get_option_display()}. {ruling.words}"
            f" ({ruling.ruled_by}, {moment(ruling.ruled_at)})"
            if ruling
            else ""
        ),
        papers=_papers(now),
        rule_url=reverse("declarations:rule", kwargs=where) if rules else "",
        rule_label="Rule again" if ruling else "Rule",
        others=[_other(row, where, keeps) for row in known],
        unnamed=len(added.rows) - len(known) if withholds else 0,
        add_url=(
            reverse("declarations:withhold", kwargs=where)
            if keeps and withholds
            else ""
        ),
    )


def _other(
    row: WithheldRecord, where: Mapping[str, int], keeps: Verdict
) -> OtherRecord:
    kind = withheld_records.kind(row.kind)
    return OtherRecord(
        kind=kind.label if kind else row.kind,
        words=row.words,
        reason=row.reason,
        added=moment(row.added_at),
        take_back_url=(
            reverse("declarations:open_record", kwargs={**where, "record_id": row.pk})
            if keeps
            else ""
        ),
    )


def _papers(now: ItemParticipation | None) -> str:
    if now is None or not now.papers_withheld:
        return "Papers open"
    return "Papers withheld" if now.ruling else "Papers held back until it is ruled on"


def _line(row: Conflict, rules: Verdict, meeting: Meeting) -> MatchLine:
    settled = row.state != ConflictState.FOUND
    return MatchLine(
        why=row.why,
        kind="direct" if row.is_direct else "indirect",
        chip=_CHIPS[row.state],
        reason=row.state_reason,
        dismiss_url=""
        if settled or not rules
        else reverse(
            "declarations:dismiss",
            kwargs={"meeting_id": meeting.pk, "conflict_id": row.pk},
        ),
    )


def nature_for_minutes(conflict: Conflict) -> str:
    """What a ruling is proposed to say the interest is; the minutes are published.

    Of one that the public register does not show it says no more than that.
    """
    interest = conflict.interest
    if interest is not None and interest.showing != Showing.PUBLIC:
        return NOT_ON_THE_REGISTER
    return conflict.why
