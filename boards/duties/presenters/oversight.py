"""Oversight by regulators as its pages, files and panels print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from boards.bodies.presenters.body import Link
from boards.bodies.rules.days import span_words
from boards.directory.selectors.history import SHOWN, Change
from boards.duties.enums import Segment
from boards.duties.models import OversightRating, RegulatoryAction
from boards.duties.selectors.oversight import OversightOf, RatedOn

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem, Organisation

_KINDS: Mapping[int, str] = {
    Segment.ONE: "ok",
    Segment.TWO: "info",
    Segment.THREE: "warn",
    Segment.FOUR: "bad",
}
WHOLE = "The system as a whole"


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating in words. ``chip`` is words and kind; ``meaning`` is empty for segment 2,
    which no source names."""

    rating_id: int
    scheme: str
    segment: int
    chip: tuple[str, str]
    meaning: str
    status: str
    days: str
    since: date | None
    until: date | None
    source: str
    note: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """The system or an organisation; without a rating of the day it is not known."""

    organisation_id: int | None
    subject: Link
    kind: str
    ratings: tuple[RatingRow, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What a regulator did about an organisation."""

    action_id: int
    about: Link
    taken_by: str
    kind: str
    words: str
    days: str
    since: date | None
    until: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class OversightPage:
    """Ratings and actions of a day, with how many subjects are rated."""

    subjects: tuple[SubjectRow, ...]
    actions: tuple[ActionRow, ...]
    rated: int
    not_known: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """All of one subject over time."""

    name: str
    organisation_id: int | None
    ratings: tuple[RatingRow, ...]
    actions: tuple[ActionRow, ...]
    changes: tuple[Change, ...]
    more_changes: int


def rating_row(one: OversightRating) -> RatingRow:
    """A rating as every page prints it."""
    _, _, meaning = str(one.get_segment_display()).partition(", ")
    return RatingRow(
        rating_id=one.pk,
        scheme=one.scheme,
        segment=one.segment,
        chip=(f"Segment {one.segment}", _KINDS[one.segment]),
        meaning=meaning.capitalize(),
        status=str(one.get_status_display()),
        days=span_words(one.starts_on, one.ends_on),
        since=one.starts_on,
        until=one.ends_on,
        source=one.source,
        note=one.note,
        is_open=one.ends_on is None,
    )


def action_row(one: RegulatoryAction, query: str = "") -> ActionRow:
    """An action as every page prints it."""
    return ActionRow(
        action_id=one.pk,
        about=Link(one.about.name, history_url(one.about_id, query)),
        taken_by=one.taken_by.name,
        kind=str(one.get_kind_display()),
        words=one.words,
        days=span_words(one.starts_on, one.ends_on),
        since=one.starts_on,
        until=one.ends_on,
        is_open=one.ends_on is None,
    )


def history_url(organisation_id: int | None, query: str = "") -> str:
    """The page with all that was recorded of the system (None) or an organisation."""
    if organisation_id is None:
        address = reverse("duties:oversight_of_system")
    else:
        address = reverse("duties:oversight_of", args=[organisation_id])
    return f"{address}?{query.rstrip('&')}" if query else address


def oversight_page(
    system: IntegratedCareSystem,
    rated: Iterable[RatedOn],
    actions: Iterable[RegulatoryAction],
    query: str = "",
) -> OversightPage:
    """A day; ``query`` keeps a system that is not one's own."""
    subjects = tuple(_subject(system, one, query) for one in rated)
    known = sum(bool(one.ratings) for one in subjects)
    return OversightPage(
        subjects=subjects,
        actions=tuple(action_row(one, query) for one in actions),
        rated=known,
        not_known=len(subjects) - known,
    )


def _subject(system: IntegratedCareSystem, one: RatedOn, query: str) -> SubjectRow:
    organisation = one.organisation
    return SubjectRow(
        organisation_id=organisation.pk if organisation else None,
        subject=Link(
            organisation.name if organisation else system.name,
            history_url(organisation.pk if organisation else None, query),
        ),
        kind=str(organisation.get_kind_display()) if organisation else WHOLE,
        ratings=tuple(rating_row(each) for each in one.ratings),
    )


def history_page(name: str, found: OversightOf, query: str = "") -> HistoryPage:
    """All of one subject, the latest first."""
    organisation: Organisation | None = found.organisation
    return HistoryPage(
        name=name,
        organisation_id=organisation.pk if organisation else None,
        ratings=tuple(rating_row(one) for one in found.ratings),
        actions=tuple(action_row(one, query) for one in found.actions),
        changes=found.changes[:SHOWN],
        more_changes=max(0, len(found.changes) - SHOWN),
    )


RATINGS_HEADER = (
    *("Organisation", "Kind", "Scheme", "Segment", "What it means"),
    *("Expected or final", "From", "To", "Source", "Note", "Day shown"),
)
ACTIONS_HEADER = (
    "About",
    "Taken by",
    "Kind",
    "What was done",
    "From",
    "To",
    "Day shown",
)


def ratings_csv(
    subjects: Iterable[SubjectRow], day: date
) -> Iterator[tuple[object, ...]]:
    """A line for each rating; "Not known" for a subject without one."""
    for one in subjects:
        start = (one.subject.words, one.kind)
        for each in one.ratings:
            yield (
                *start, each.scheme, each.segment, each.meaning, each.status,
                each.since, each.until, each.source, each.note, day,
            )  # fmt: skip
        if not one.ratings:
            yield (*start, "", "Not known", "", "", None, None, "", "", day)


def actions_csv(
    actions: Iterable[ActionRow], day: date
) -> Iterator[tuple[object, ...]]:
    """A line for each action."""
    for one in actions:
        yield (
            one.about.words, one.taken_by, one.kind, one.words,
            one.since, one.until, day,
        )  # fmt: skip
