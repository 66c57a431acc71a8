"""Assessments of places as their pages, files and panels print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from boards.bodies.models import Body
from boards.bodies.presenters.body import Link
from boards.bodies.rules.days import span_words
from boards.duties.enums import AssessmentKind, JointArea
from boards.duties.models import MaturityAssessment, MaturityScale
from boards.duties.rules.maturity import agreement, compared
from ics_portal.core.web.words import plural, shortday

COLUMNS = 6
"""Assessments that fit beside one another; earlier ones are on earlier days' pages."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An area as one assessment sees it. ``steps`` draws the level: one for each of the
    scale, True up to it; empty where it was not assessed."""

    words: str
    why: str = ""
    steps: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment."""

    link: Link
    kind: str
    day: date
    assessors: str
    scale: str
    assessed: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area: both latest views with their difference in words, and all over time."""

    area: str
    own: Cell
    peers: Cell
    difference: str
    over_time: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """How far a place has come up to a day. ``columns`` heads ``AreaRow.over_time``, the
    earliest first; ``earlier_on`` is a day that shows what does not fit, or None."""

    areas: tuple[AreaRow, ...]
    own: AssessmentRow | None
    peers: AssessmentRow | None
    agreement: str
    columns: tuple[str, ...]
    assessments: tuple[AssessmentRow, ...]
    earlier_on: date | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the system's page."""

    place: Link
    own: AssessmentRow | None
    peers: AssessmentRow | None
    agreement: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """A scale with its levels, the lowest first."""

    scale_id: int
    name: str
    days: str
    levels: tuple[str, ...]
    is_used: bool


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """All that one assessment says."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, Cell], ...]


def assessment_url(one: MaturityAssessment) -> str:
    """The page of an assessment; its body must be loaded."""
    return reverse("duties:assessment", args=[one.body.slug, one.pk])


def assessment_row(one: MaturityAssessment) -> AssessmentRow:
    """An assessment in a list."""
    kind = str(one.get_kind_display())
    assessed = sum(score.level is not None for score in one.scores.all())
    return AssessmentRow(
        link=Link(f"{kind}, {shortday(one.assessed_on)}", assessment_url(one)),
        kind=kind,
        day=one.assessed_on,
        assessors=one.assessors,
        scale=one.scale.name,
        assessed=f"{assessed} of {len(JointArea)}",
    )


def scale_row(one: MaturityScale) -> ScaleRow:
    """A scale in a list."""
    return ScaleRow(
        scale_id=one.pk,
        name=one.name,
        days=span_words(one.starts_on, one.ends_on),
        levels=tuple(one.levels),
        is_used=bool(one.assessments.all()),
    )


def cells_of(one: MaturityAssessment | None) -> dict[str, Cell]:
    """Every area as an assessment sees it."""
    found = {area: Cell("Not assessed") for area in JointArea.values}
    if one is None:
        return found
    levels: Sequence[str] = one.scale.levels
    for score in one.scores.all():
        if score.level is None:
            found[score.area] = Cell("Not assessed", score.words)
            continue
        found[score.area] = Cell(
            f"{score.level} of {len(levels)}: {levels[score.level - 1]}",
            score.words,
            tuple(number <= score.level for number in range(1, len(levels) + 1)),
        )
    return found


def _levels(one: MaturityAssessment | None) -> dict[str, int | None]:
    found: dict[str, int | None] = dict.fromkeys(JointArea.values)
    if one is not None:
        found |= {score.area: score.level for score in one.scores.all()}
    return found


def latest_of(
    assessments: Iterable[MaturityAssessment], kind: AssessmentKind
) -> MaturityAssessment | None:
    """The first of a kind in a list that begins with the latest."""
    return next((one for one in assessments if one.kind == kind), None)


def agreement_words(
    own: MaturityAssessment | None, peers: MaturityAssessment | None
) -> str:
    """In how many areas the place and its peers say the same."""
    if own is None or peers is None:
        return ""
    if own.scale_id != peers.scale_id:
        return "The two were made on different scales and are not compared."
    same, both = agreement(_levels(own), _levels(peers))
    if not both:
        return "No area was assessed by both."
    return f"The place and its peers say the same in {same} of {plural(both, 'area')}."


def place_page(assessments: Sequence[MaturityAssessment]) -> PlacePage:
    """A place's assessments up to a day, the latest first."""
    own = latest_of(assessments, AssessmentKind.SELF)
    peers = latest_of(assessments, AssessmentKind.PEER)
    shown = list(reversed(assessments[:COLUMNS]))
    over_time = [cells_of(one) for one in shown]
    own_cells, peer_cells = cells_of(own), cells_of(peers)
    own_levels, peer_levels = _levels(own), _levels(peers)
    one_scale = own is None or peers is None or own.scale_id == peers.scale_id
    older = assessments[COLUMNS:]
    return PlacePage(
        areas=tuple(
            AreaRow(
                area=str(area.label),
                own=own_cells[area.value],
                peers=peer_cells[area.value],
                difference=compared(
                    own_levels[area.value],
                    peer_levels[area.value],
                    on_one_scale=one_scale,
                ),
                over_time=tuple(cells[area.value] for cells in over_time),
            )
            for area in JointArea
        ),
        own=assessment_row(own) if own else None,
        peers=assessment_row(peers) if peers else None,
        agreement=agreement_words(own, peers),
        columns=tuple(assessment_row(one).link.words for one in shown),
        assessments=tuple(assessment_row(one) for one in assessments),
        earlier_on=shown[0].assessed_on - timedelta(days=1) if older else None,
    )


def place_row(
    body: Body, assessments: Sequence[MaturityAssessment], query: str
) -> PlaceRow:
    """A place on the system's page, with its latest views."""
    own = latest_of(assessments, AssessmentKind.SELF)
    peers = latest_of(assessments, AssessmentKind.PEER)
    address = reverse("duties:place_maturity", args=[body.slug])
    return PlaceRow(
        place=Link(body.name, address + query),
        own=assessment_row(own) if own else None,
        peers=assessment_row(peers) if peers else None,
        agreement=agreement_words(own, peers),
    )


def assessment_page(one: MaturityAssessment) -> AssessmentPage:
    """All that one assessment says."""
    cells = cells_of(one)
    return AssessmentPage(
        heading=f"{one.get_kind_display()}, {shortday(one.assessed_on)}",
        facts=(
            ("Who assessed", one.assessors),
            ("Scale", f"{one.scale.name}: {', '.join(one.scale.levels)}"),
            ("Note", one.note),
        ),
        areas=tuple((str(area.label), cells[area.value]) for area in JointArea),
    )


CSV_HEADER = (
    *("Place", "Day", "Whose view", "Who assessed", "Scale", "Levels of the scale"),
    *("Area", "Level", "In words", "Why"),
)


def maturity_csv(
    assessments: Iterable[MaturityAssessment],
) -> Iterator[tuple[object, ...]]:
    """A line for each area of each assessment; no level where it was not assessed."""
    for one in assessments:
        levels = one.scale.levels
        by_area = {score.area: score for score in one.scores.all()}
        start = (
            *(one.body.name, one.assessed_on, str(one.get_kind_display())),
            *(one.assessors, one.scale.name, len(levels)),
        )
        for area in JointArea:
            score = by_area.get(area.value)
            level = score.level if score else None
            words = levels[level - 1] if level else "Not assessed"
            why = score.words if score else ""
            yield (*start, str(area.label), level, words, why)
