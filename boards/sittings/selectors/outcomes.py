"""Outcomes, and the recommendations they are the outcomes of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from boards.bodies.models import Body, Delegation, Purpose
from boards.meetings.enums import StandingItem
from boards.meetings.models import AgendaItem, CarriedItem, ItemPurpose, Meeting
from boards.meetings.querysets import is_of_open_item, sits_at
from boards.meetings.rules.reserved import (
    DecidesOn,
    ReservedWarning,
    reserved_warnings,
)
from boards.meetings.selectors import read_agenda
from boards.papers.enums import PaperState
from boards.papers.issued import issued_papers
from boards.papers.models import Paper, Recommendation
from boards.sittings.models import Outcome
from boards.sittings.rules.outcomes import Asked, ItemFacts, without_outcome
from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A recommendation as it was read: its words and what it asks with."""

    recommendation: Recommendation
    asked: Asked
    text: str
    paper_title: str

    @property
    def words(self) -> str:
        """``Approve the winter plan``, whichever way the sheet writes its verb."""
        words = " ".join(f"{self.asked.verb} {self.text}".split())
        return words[:1].upper() + words[1:]


def outcomes_for(actor: Actor) -> QuerySet[Outcome]:
    """The outcomes the actor may read: every road to an outcome passes through here. Of a
    meeting in common those of every body that sits there, as with decisions."""
    way = "item__meeting__"
    return (
        Outcome.objects.filter(
            sits_at(actor.body_ids(), way), is_of_open_item(actor, way=way)
        )
        .select_related("item", "body", "decision", "carried__due_at_meeting__body")
        .order_by("item", "position", "pk")
    )


def outcomes_of(item: AgendaItem, body: Body) -> list[Outcome]:
    """What is on record of an item for a body, in order."""
    return list(
        Outcome.objects.filter(item=item, body=body)
        .select_related("decision__casting_vote_by", "carried__body")
        .prefetch_related("decision__dissents__person")
        .order_by("position", "pk")
    )


def asked_rows(item: AgendaItem, body: Body) -> list[AskedRow]:
    """The recommendations of the item's papers in the words that were read."""
    words = purposes_of(body.pk)
    return [
        _asked_row(row, read, words)
        for row, read in _as_read(_recommendations([item.pk]))
    ]


def asked_rows_for(actor: Actor, item: AgendaItem, body: Body) -> list[AskedRow]:
    """Those of papers the actor reads: the office of a body in common with the host has
    no road to drafts, nor to what is withheld (PAPER-10, CONF-1)."""
    readable = Paper.objects.readable_by(actor).filter(item=item)
    ids = set(readable.values_list("pk", flat=True))
    rows = asked_rows(item, body)
    return [row for row in rows if row.recommendation.sheet.paper_id in ids]


def _recommendations(item_ids: Iterable[int]) -> QuerySet[Recommendation]:
    return (
        Recommendation.objects.filter(sheet__paper__item_id__in=list(item_ids))
        .exclude(sheet__paper__state=PaperState.WITHDRAWN)
        .select_related("sheet__paper")
        .order_by("sheet__paper__position", "sheet__paper_id", "position", "pk")
    )


def _as_read(
    rows: Iterable[Recommendation],
) -> Iterable[tuple[Recommendation, tuple[str, str]]]:
    """Each with verb and text as the last issued pack has them, where it has as many."""
    by_paper: dict[int, list[Recommendation]] = defaultdict(list)
    for row in rows:
        by_paper[row.sheet.paper_id].append(row)
    for paper_id, found in by_paper.items():
        issued = _issued_words(paper_id)
        live = [(row.verb, row.text) for row in found]
        yield from zip(found, issued if len(issued) == len(live) else live, strict=True)


def _issued_words(paper_id: int) -> list[tuple[str, str]]:
    sheet = issued_papers.sheet(paper_id)
    if sheet is None:
        return []
    return [
        (row[0], row[1])
        for part in sheet.parts
        if part.key == "recommendations"
        for row in part.rows
        if len(row) == 2
    ]


def purposes_of(body_id: int) -> dict[str, Purpose]:
    """The words a body asks with, by the word in small letters."""
    return {
        purpose.word.casefold(): purpose
        for purpose in Purpose.objects.filter(body_id=body_id)
    }


def _asked(verb: str, words: dict[str, Purpose]) -> Asked:
    known = words.get(verb.strip().casefold())
    if known is None:
        return Asked(verb)
    return Asked(verb, known.past_tense, known.strength)


def _asked_row(
    row: Recommendation, read: tuple[str, str], words: dict[str, Purpose]
) -> AskedRow:
    verb, text = read
    return AskedRow(row, _asked(verb, words), text, row.sheet.paper.title)


RATIFY = Asked("Ratify")
ACCEPT = Asked("Accept")


def asked_of_item(item: AgendaItem) -> Asked:
    """What the agenda asks of an item without recommendations: to ratify what was decided
    between meetings, to accept the minutes, or else its strongest purpose."""
    if item.carried_from.filter(ratifies__isnull=False).exists():
        return RATIFY
    if item.standing == StandingItem.MINUTES:
        return ACCEPT
    found = (
        ItemPurpose.objects.filter(item=item)
        .select_related("purpose")
        .order_by("-purpose__strength")
        .first()
    )
    if found is None:
        return Asked("")
    purpose = found.purpose
    return Asked(purpose.word, purpose.past_tense, purpose.strength)


@dataclass(frozen=True, slots=True)
class Missing:
    """An item that was to be decided and has no outcome yet."""

    item_id: int
    number: str
    title: str


def items_without_outcome(meeting: Meeting, body: Body) -> list[Missing]:
    """What is still without an outcome when the meeting closes (MIN-14)."""
    lines = [line for line in read_agenda(meeting).numbered if line.is_heard]
    item_ids = [line.item_id for line in lines]
    known = purposes_of(body.pk)
    asked: dict[int, list[Asked]] = defaultdict(list)
    for row in ItemPurpose.objects.filter(item_id__in=item_ids).select_related(
        "purpose"
    ):
        word = row.purpose
        asked[row.item_id].append(Asked(word.word, word.past_tense, word.strength))
    for line in lines:
        if line.standing == StandingItem.MINUTES:
            asked[line.item_id].append(ACCEPT)
    ratified = CarriedItem.objects.filter(
        taken_as_id__in=item_ids, ratifies__isnull=False
    )
    for item_id in ratified.values_list("taken_as_id", flat=True):
        if item_id is not None:
            asked[item_id].append(RATIFY)
    recommended: dict[int, list[int]] = defaultdict(list)
    for recommendation in _recommendations(item_ids):
        item_id = recommendation.sheet.paper.item_id
        recommended[item_id].append(recommendation.pk)
        asked[item_id].append(_asked(recommendation.verb, known))
    done: dict[int, set[int | None]] = defaultdict(set)
    for item_id, recommendation_id in Outcome.objects.filter(
        item_id__in=item_ids, body=body
    ).values_list("item_id", "recommendation_id"):
        done[item_id].add(recommendation_id)
    missing = without_outcome(
        ItemFacts(
            item_id=item_id,
            asked=tuple(asked[item_id]),
            open_recommendations=len(
                set(recommended[item_id]) - done.get(item_id, set())
            ),
            has_outcome=item_id in done,
        )
        for item_id in item_ids
    )
    return [
        Missing(line.item_id, line.number, line.title)
        for line in lines
        if line.item_id in missing
    ]


def reserved_to_others(body: Body, said: str, day: date) -> list[ReservedWarning]:
    """Functions the words speak of that the scheme gives to others (DEC-5)."""
    rows = (
        Delegation.objects.in_force_on(day)
        .filter(function__system_id=body.system_id)
        .exclude(kind=Delegation.Kind.ADVISORY)
        .select_related("function", "holder")
        .order_by("function_id", "pk")
    )
    names: dict[int, str] = {}
    deciders: dict[int, list[tuple[int | None, str, bool]]] = defaultdict(list)
    for row in rows:
        if row.function.is_in_force_on(day):
            names[row.function_id] = row.function.name
            deciders[row.function_id].append(
                (
                    row.holder_id,
                    str(row.holder or row.officer),
                    row.kind == Delegation.Kind.RESERVED,
                )
            )
    return reserved_warnings(
        body.pk,
        said,
        [
            DecidesOn(function_id, names[function_id], tuple(held))
            for function_id, held in deciders.items()
        ],
    )
