"""Milestones and workstreams as their pages, files and API print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.timezone import localdate

from boards.bodies.rules.days import said, span_words
from boards.bodies.rules.sources import source_words
from boards.duties.enums import MilestoneStatus, Pillar
from boards.duties.models import Milestone, Workstream
from boards.duties.rules.transition import Progress, last_day_of, standing
from boards.duties.rules.workstreams import LEADS, lacking, verdict_words
from boards.duties.selectors.transition import document_words

Chip = tuple[str, str, str]

CHIPS: Mapping[Progress, tuple[str, str]] = {
    Progress.DONE: ("ok", "tick"),
    Progress.DROPPED: ("quiet", "cross"),
    Progress.OVERDUE: ("bad", "clock"),
    Progress.DUE: ("warn", "clock"),
    Progress.AHEAD: ("info", "half"),
    Progress.NO_DAY: ("quiet", "ring"),
}


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone on a day. ``chip`` is (words, kind, icon); ``standing`` says the same in
    full, ``more`` what the chip leaves out."""

    id: int
    code: str
    href: str
    programme: str
    quarter: str
    phase: str
    text: str
    due_on: date | None
    owner: str
    status: str
    status_words: str
    done_on: date | None
    progress: Progress
    chip: Chip
    more: str
    standing: str
    evidence: str
    documents: tuple[str, ...]
    depends_on: str
    source: str
    correction: str


@dataclass(frozen=True, slots=True)
class QuarterGroup:
    """A quarter and its milestones, in the published order."""

    heading: str
    rows: tuple[MilestoneRow, ...]


@dataclass(frozen=True, slots=True)
class PastRow:
    """What a milestone said from a day on."""

    on: date
    status: str
    owner: str
    reason: str


MILESTONE_HEADER = (
    *("Code", "Programme", "Quarter", "Phase", "Milestone", "Due on", "Owner"),
    *("Status", "On the day", "Done on", "Evidence", "Documents", "Depends on"),
    *("Source", "Correction", "Day shown"),
)


def milestone_row(one: Milestone, day: date) -> MilestoneRow:
    """A milestone as it stands on a day; needs its documents read."""
    found = standing(status=one.status, due_on=one.due_on, done_on=one.done_on, day=day)
    return MilestoneRow(
        id=one.pk,
        code=one.code,
        href=reverse("duties:milestone", args=[one.pk]),
        programme=one.programme,
        quarter=one.quarter,
        phase=one.get_phase_display() if one.phase else "",
        text=one.text,
        due_on=one.due_on,
        owner=one.owner,
        status=one.status,
        status_words=str(MilestoneStatus(one.status).label),
        done_on=one.done_on,
        progress=found.progress,
        chip=(found.words, *CHIPS[found.progress]),
        more=found.more,
        standing=found.in_full,
        evidence=one.evidence,
        documents=tuple(document_words(each) for each in one.documents.all()),
        depends_on=one.depends_on,
        source=_source(one.source),
        correction=one.correction,
    )


def _source(source: str) -> str:
    return "; ".join(source_words(each) for each in source.split("; ") if each)


def by_quarter(rows: Iterable[MilestoneRow]) -> list[QuarterGroup]:
    """The quarters in their order, a whole year after its last; within each the rows in
    theirs. Two quarters of one phase stay two."""

    def key(row: MilestoneRow) -> tuple[date, str]:
        return last_day_of(row.quarter) or date.max, f"{len(row.quarter):02}"

    def order(row: MilestoneRow) -> tuple[date, int]:
        # "2021/22" ends with "2021/22 Q4" and stands behind it.
        return last_day_of(row.quarter) or date.max, -len(row.quarter)

    ordered = sorted(rows, key=order)
    return [
        QuarterGroup(_quarter_words(group[0].quarter), group)
        for group in (tuple(some) for _, some in groupby(ordered, key=key))
    ]


def _quarter_words(quarter: str) -> str:
    ends_on = last_day_of(quarter)
    if ends_on is None:
        return quarter or "Without a quarter"
    year, _, number = quarter.partition(" Q")
    words = f"Quarter {number} of {year}" if number else f"The year {year}"
    return f"{words}, to {said(ends_on)}"


def counted(rows: Iterable[MilestoneRow]) -> Mapping[str, int]:
    """How many stand how, by the word of their progress."""
    return Counter(str(row.progress) for row in rows)


def milestones_csv(
    rows: Iterable[MilestoneRow], day: date
) -> Iterator[tuple[object, ...]]:
    """A line for each milestone."""
    for row in rows:
        yield (
            *(row.code, row.programme, row.quarter, row.phase, row.text, row.due_on),
            *(row.owner, row.status_words, row.standing, row.done_on, row.evidence),
            *("; ".join(row.documents), row.depends_on, row.source, row.correction),
            day,
        )


def past_rows(one: Milestone) -> list[PastRow]:
    """What was said of a milestone since it was loaded, the latest first: with its owners
    and the days they took over (TRN-04). One query.

    A change of its documents leaves a row of its own; it is told with what else changed.
    """
    rows = [
        PastRow(
            on=localdate(row.history_date),
            status=str(MilestoneStatus(row.status).label),
            owner=row.owner,
            reason=row.history_change_reason or "",
        )
        for row in one.history.order_by("-history_date", "-history_id")
    ]
    return [row for row, _ in groupby(rows)]


@dataclass(frozen=True, slots=True)
class WorkstreamRow:
    """A workstream. ``leads`` are (post, name), the name empty where nobody has it."""

    id: int
    name: str
    pillar: str
    leads: tuple[tuple[str, str], ...]
    is_met: bool
    words: str
    days: str
    starts_on: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class PillarGroup:
    """A pillar and its workstreams."""

    heading: str
    rows: tuple[WorkstreamRow, ...]


WORKSTREAM_HEADER = (
    *("Workstream", "Pillar", "Senior responsible owner", "Clinical lead"),
    *("Finance lead", "Finding", "Why", "From", "Day shown"),
)


def workstream_row(one: Workstream) -> WorkstreamRow:
    """A workstream with what it lacks; needs its leads selected."""
    missing = lacking({name: getattr(one, name) is not None for name in LEADS})
    return WorkstreamRow(
        id=one.pk,
        name=one.name,
        pillar=str(Pillar(one.pillar).label),
        leads=tuple(
            (words.capitalize(), str(getattr(one, name) or ""))
            for name, words in LEADS.items()
        ),
        is_met=not missing,
        words=verdict_words(missing),
        days=span_words(one.starts_on, one.ends_on),
        starts_on=one.starts_on,
        is_open=one.ends_on is None,
    )


def by_pillar(rows: Iterable[WorkstreamRow]) -> list[PillarGroup]:
    """All six pillars in their order, with or without workstreams (CPL-08)."""
    known = list(rows)
    return [
        PillarGroup(
            str(pillar.label), tuple(row for row in known if row.pillar == pillar.label)
        )
        for pillar in Pillar
    ]


def workstreams_csv(
    rows: Iterable[WorkstreamRow], day: date
) -> Iterator[tuple[object, ...]]:
    """A line for each workstream."""
    for row in rows:
        yield (
            *(row.name, row.pillar, *(name for _, name in row.leads)),
            *("Met" if row.is_met else "Not met", row.words, row.starts_on, day),
        )
