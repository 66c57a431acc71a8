"""Duties as their page, file and API print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from boards.bodies.models import InstrumentVersion
from boards.bodies.rules.sources import short_sources, source_words
from boards.duties.rules.duties import DutyFinding, State
from boards.duties.selectors.duties import Evidence
from ics_portal.core.web.words import shortday

CHIPS: Mapping[State, tuple[str, str, str]] = {
    State.MET: ("Met", "ok", "tick"),
    State.NOT_MET: ("Not met", "bad", "cross"),
    State.NOT_KNOWN: ("Not known", "quiet", "ring"),
    State.NOT_DUE: ("Not due yet", "info", "half"),
}
_ORDER = (State.NOT_MET, State.NOT_KNOWN, State.NOT_DUE, State.MET)


@dataclass(frozen=True, slots=True)
class Proof:
    """A version that is evidence. ``is_overdue``: its review should have been."""

    title: str
    approved: str
    owner: str
    review_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty of one body on a day. ``chip`` is (words, kind, icon)."""

    key: str
    title: str
    asked: str
    requirements: str
    sources: str
    short_sources: str
    body_id: int | None
    body: str
    body_url: str
    state: State
    chip: tuple[str, str, str]
    words: str
    evidence: tuple[Proof, ...]


CSV_HEADER = (
    *("Duty", "What is asked", "Requirements", "Source", "Body", "Finding", "Why"),
    *("Evidence", "Approved", "Owner", "Review on", "Review overdue", "Day"),
)


def duty_rows(
    findings: Iterable[DutyFinding],
    evidence: Evidence,
    slugs: Mapping[int, str],
    day: date,
) -> list[DutyRow]:
    """What needs somebody first, else in the order of the duties."""
    rows = [_row(one, evidence, slugs, day) for one in findings]
    return sorted(rows, key=lambda row: _ORDER.index(row.state))


def _row(
    one: DutyFinding, evidence: Evidence, slugs: Mapping[int, str], day: date
) -> DutyRow:
    duty, slug = one.duty, slugs.get(one.body_id or 0, "")
    address = reverse("bodies:body", kwargs={"slug": slug}) if slug else ""
    proofs = evidence.get((one.body_id or 0, duty.document), ())
    return DutyRow(
        key=duty.key,
        title=duty.title,
        asked=duty.asked,
        requirements=", ".join(duty.requirements),
        sources="; ".join(source_words(each) for each in duty.sources),
        short_sources=short_sources(duty.sources),
        body_id=one.body_id,
        body=one.body,
        body_url=f"{address}?on={day.isoformat()}" if slug else "",
        state=one.state,
        chip=CHIPS[one.state],
        words=one.words,
        evidence=tuple(_proof(each, day) for each in proofs),
    )


def _proof(one: InstrumentVersion, day: date) -> Proof:
    approved = " ".join(filter(None, (one.approved_by, shortday(one.approved_on))))
    return Proof(
        title=f"{one.instrument.title}, version {one.version}",
        approved=approved,
        owner=one.instrument.owner,
        review_on=one.review_on,
        is_overdue=one.review_on is not None and one.review_on < day,
    )


def counted(rows: Iterable[DutyRow]) -> Mapping[str, int]:
    """How many stand how, by the word of the state."""
    return Counter(str(row.state) for row in rows)


def csv_rows(rows: Iterable[DutyRow], day: date) -> list[tuple[object, ...]]:
    """A line for each piece of evidence; one without where there is none."""
    lines: list[tuple[object, ...]] = []
    for row in rows:
        start = (
            *(row.title, row.asked, row.requirements, row.sources, row.body),
            *(row.chip[0], row.words),
        )
        lines += [
            (
                *start,
                one.title,
                one.approved,
                one.owner,
                one.review_on.isoformat() if one.review_on else "",
                "Yes" if one.is_overdue else "No",
                day.isoformat(),
            )
            for one in row.evidence
        ] or [(*start, "", "", "", "", "", day.isoformat())]
    return lines
