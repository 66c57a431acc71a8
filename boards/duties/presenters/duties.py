"""Duties as their pages, file and API print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from boards.bodies.models import InstrumentVersion
from boards.bodies.rules.sources import short_sources, source_words
from boards.duties.enums import Level, Subject
from boards.duties.rules.facts import (
    Duty,
    DutyFinding,
    EvidenceFact,
    OwnerFact,
    PartFinding,
    State,
)
from boards.duties.selectors.duties import Documents
from ics_portal.core.web.words import shortday

Chip = tuple[str, str, str]

CHIPS: Mapping[State, Chip] = {
    State.MET: ("Met", "ok", "tick"),
    State.NOT_MET: ("Not met", "bad", "cross"),
    State.NOT_KNOWN: ("Not known", "quiet", "ring"),
    State.NOT_DUE: ("Not due yet", "info", "half"),
}
_MILDER: Mapping[tuple[Level, State], Chip] = {
    (Level.EXPECTED, State.NOT_MET): ("Warning: not met", "warn", "warn"),
    (Level.RECORDED, State.MET): ("On record", "quiet", "tick"),
    (Level.RECORDED, State.NOT_MET): ("Not there", "quiet", "cross"),
    (Level.RECORDED, State.NOT_KNOWN): ("Nothing on record", "quiet", "ring"),
}
"""What is expected warns where it is not met; what is kept on record is only listed."""

STATES = (State.NOT_MET, State.NOT_KNOWN, State.NOT_DUE, State.MET)
_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Proof:
    """A version that is evidence. ``is_overdue``: its review should have been."""

    title: str
    approved: str
    owner: str
    review_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What somebody found. ``part`` is its key and ``about`` its words, both empty for
    the whole."""

    id: int
    part: str
    about: str
    is_met: bool
    words: str
    rests_on: str
    address: str
    found_on: date | None
    ends_on: date | None
    review_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Who answers for a duty or a part of it."""

    id: int
    part: str
    about: str
    name: str
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """One thing of the checklist."""

    key: str
    words: str
    due_on: date | None
    state: State
    chip: Chip
    why: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty of one body on a day. ``chip`` is (words, kind, icon); ``href`` leads to
    its page, empty where no body has it yet."""

    key: str
    title: str
    asked: str
    requirements: str
    sources: str
    short_sources: str
    subject: Subject
    level: Level
    due_on: date | None
    body_id: int | None
    body: str
    slug: str
    body_url: str
    href: str
    state: State
    chip: Chip
    words: str
    covered: int
    of: int
    parts: tuple[PartRow, ...]
    owners: tuple[OwnerRow, ...]
    evidence: tuple[Proof, ...]
    found: tuple[FoundRow, ...]

    @property
    def is_breach(self) -> bool:
        """Whether something that is required is not met."""
        return self.level is Level.REQUIRED and self.state is State.NOT_MET

    @property
    def level_words(self) -> str:
        return str(self.level.label)

    @property
    def subject_words(self) -> str:
        return str(self.subject.label)

    @property
    def overdue(self) -> int:
        """How many reviews of what shows it should have been."""
        documents = sum(one.is_overdue for one in self.evidence)
        return documents + sum(one.is_overdue for one in self.found)


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """The duties of one subject."""

    key: str
    heading: str
    rows: tuple[DutyRow, ...]
    not_met: int


def duty_rows(
    findings: Iterable[DutyFinding],
    documents: Documents,
    slugs: Mapping[int, str],
    day: date,
) -> list[DutyRow]:
    """By subject; within it what needs somebody first, else in the order of the
    duties."""
    subjects = list(Subject)
    rows = [_row(one, documents, slugs, day) for one in findings]
    return sorted(
        rows,
        key=lambda row: (
            subjects.index(row.subject),
            STATES.index(row.state),
            _LEVELS.index(row.level),
        ),
    )


def grouped(rows: Iterable[DutyRow]) -> list[SubjectGroup]:
    """The rows under the heading of their subject; a subject without rows is left out."""
    found: dict[Subject, list[DutyRow]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return [
        SubjectGroup(
            key=subject.value.replace("_", "-"),
            heading=str(subject.label),
            rows=tuple(some),
            not_met=sum(row.is_breach for row in some),
        )
        for subject, some in found.items()
    ]


def _row(
    one: DutyFinding, documents: Documents, slugs: Mapping[int, str], day: date
) -> DutyRow:
    duty, slug = one.duty, slugs.get(one.body_id or 0, "")
    on = f"?on={day.isoformat()}"
    body_url = f"{reverse('bodies:body', kwargs={'slug': slug})}{on}" if slug else ""
    href = f"{duty_url(duty.key, slug)}{on}" if slug else ""
    proofs = documents.get((one.body_id or 0, duty.document), ())
    return DutyRow(
        key=duty.key,
        title=duty.title,
        asked=duty.asked,
        requirements=", ".join(duty.requirements),
        sources="; ".join(source_words(each) for each in duty.sources),
        short_sources=short_sources(duty.sources),
        subject=duty.subject,
        level=duty.level,
        due_on=duty.due_on,
        body_id=one.body_id,
        body=one.body,
        slug=slug,
        body_url=body_url,
        href=href,
        state=one.state,
        chip=chip_of(duty.level, one.state),
        words=one.words,
        covered=one.covered,
        of=len(one.parts),
        parts=tuple(_part(each, duty.level) for each in one.parts),
        owners=tuple(_owner(each, duty) for each in one.owners),
        evidence=tuple(_proof(each, day) for each in proofs),
        found=tuple(found_row(each, duty, day) for each in one.evidence),
    )


def duty_url(key: str, slug: str) -> str:
    """The page of one duty of a body."""
    return reverse("duties:duty", kwargs={"key": key, "slug": slug})


def chip_of(level: Level, state: State) -> Chip:
    """The state in words, as grave as the level makes it."""
    return _MILDER.get((level, state), CHIPS[state])


def _part(one: PartFinding, level: Level) -> PartRow:
    part = one.part
    return PartRow(
        key=part.key,
        words=part.words,
        due_on=part.due_on,
        state=one.state,
        chip=chip_of(level, one.state),
        why=one.words,
    )


def _owner(one: OwnerFact, duty: Duty) -> OwnerRow:
    about = duty.words_of(one.part)
    return OwnerRow(one.id, one.part, about, one.name, one.starts_on)


def found_row(one: EvidenceFact, duty: Duty, day: date) -> FoundRow:
    """A piece of evidence as pages print it."""
    return FoundRow(
        id=one.id,
        part=one.part,
        about=duty.words_of(one.part),
        is_met=one.is_met,
        words=one.words,
        rests_on=one.rests_on,
        address=one.address,
        found_on=one.starts_on,
        ends_on=one.ends_on,
        review_on=one.review_on,
        is_overdue=_is_overdue(one.review_on, day),
    )


def _proof(one: InstrumentVersion, day: date) -> Proof:
    approved = " ".join(filter(None, (one.approved_by, shortday(one.approved_on))))
    return Proof(
        title=f"{one.instrument.title}, version {one.version}",
        approved=approved,
        owner=one.instrument.owner,
        review_on=one.review_on,
        is_overdue=_is_overdue(one.review_on, day),
    )


def _is_overdue(review_on: date | None, day: date) -> bool:
    return review_on is not None and review_on < day


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties stand how. The four states count what is required."""

    met: int
    not_met: int
    not_known: int
    not_due: int
    warnings: int
    on_record: int
    recorded: int
    overdue: int


def counted(rows: Iterable[DutyRow]) -> Counts:
    """What stands above the lists."""
    found = list(rows)
    states = Counter(row.state for row in found if row.level is Level.REQUIRED)
    recorded = [row for row in found if row.level is Level.RECORDED]
    return Counts(
        met=states[State.MET],
        not_met=states[State.NOT_MET],
        not_known=states[State.NOT_KNOWN],
        not_due=states[State.NOT_DUE],
        warnings=sum(
            row.level is Level.EXPECTED and row.state is State.NOT_MET for row in found
        ),
        on_record=sum(row.state is State.MET for row in recorded),
        recorded=len(recorded),
        overdue=sum(row.overdue for row in found),
    )


CSV_HEADER = (
    *("Duty", "What is asked", "Requirements", "Source", "Subject", "Level", "Body"),
    *("Finding", "Why", "Parts there", "Parts", "Who answers for it"),
    *("Part", "Evidence", "Approved or found", "Owner", "Found on", "Review on"),
    *("Review overdue", "Day"),
)


def csv_rows(rows: Iterable[DutyRow], day: date) -> list[tuple[object, ...]]:
    """A line for each piece of evidence; one without where there is none."""
    return [
        (*_of_duty(row), *piece, day.isoformat())
        for row in rows
        for piece in _pieces(row)
    ]


def _of_duty(row: DutyRow) -> tuple[object, ...]:
    return (
        *(row.title, row.asked, row.requirements, row.sources),
        *(row.subject_words, row.level_words, row.body, row.chip[0], row.words),
        *((row.covered, row.of) if row.of else ("", "")),
        "; ".join(
            f"{one.about}: {one.name}" if one.about else one.name for one in row.owners
        ),
    )


def _pieces(row: DutyRow) -> list[tuple[object, ...]]:
    documents = [
        ("", one.title, one.approved, one.owner, "", *_review(one))
        for one in row.evidence
    ]
    found = [
        (
            one.about,
            " ".join(filter(None, (one.words, one.rests_on, one.address))),
            "Met" if one.is_met else "Not met",
            "",
            one.found_on.isoformat() if one.found_on else "",
            *_review(one),
        )
        for one in row.found
    ]
    return [*documents, *found] or [("", "", "", "", "", "", "")]


def _review(one: Proof | FoundRow) -> tuple[str, str]:
    return (
        one.review_on.isoformat() if one.review_on else "",
        "Yes" if one.is_overdue else "No",
    )
