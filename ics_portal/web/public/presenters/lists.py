"""Lists: meetings, what was published lately, decisions, bodies and their members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from boards.bodies.enums import Capacity
from boards.bodies.models import Appointment, Body, InstrumentVersion, Seat
from boards.meetings.enums import DecisionMethod, PublicationKind
from boards.meetings.models import Decision, Meeting, Publication
from ics_portal.core.web.words import longday, plural
from ics_portal.web.public.addresses import days_of, meeting_url, publication_url
from ics_portal.web.public.presenters.common import (
    Chip,
    hours,
    state_chip,
    told_at,
    where,
)
from ics_portal.web.public.selectors import kinds_published, names_on


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list; ``published`` says in words what there is to read."""

    href: str
    day: date
    name: str
    hours: str
    where: str
    chip: Chip | None
    published: str


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """Something published lately."""

    href: str
    title: str
    meeting: str
    at: str
    moment: datetime
    key: str
    file_words: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of the public register."""

    number: str
    wording: str
    day: date
    body: str
    method: str
    votes: str
    meeting_href: str


@dataclass(frozen=True, slots=True)
class BodyLines:
    """A body with who sits on it: role and name, nothing else of a person."""

    name: str
    long_name: str
    slug: str
    meetings_href: str
    feed_href: str
    members: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document by which a body is governed."""

    title: str
    body: str
    owner: str
    version: str
    approved: str
    published: date
    review: date | None


SHOWN_KINDS = (
    (PublicationKind.AGENDA, "Agenda"),
    (PublicationKind.PACK, "Papers"),
    (PublicationKind.MINUTES, "Minutes"),
)


def meeting_rows(meetings: Iterable[Meeting], at: datetime) -> list[MeetingRow]:
    """Rows of a list; three queries however many there are."""
    wanted = list(meetings)
    days = days_of(wanted)
    kinds = kinds_published(wanted, at)
    names = names_on((meeting.body, meeting.held_on) for meeting in wanted)
    return [
        MeetingRow(
            href=meeting_url(meeting.body.slug, days[meeting.pk]),
            day=meeting.held_on,
            name=names[meeting.body_id, meeting.held_on],
            hours=hours(meeting),
            where=where(meeting),
            chip=state_chip(meeting),
            published=_kinds_in_words(kinds.get(meeting.pk, set())),
        )
        for meeting in wanted
    ]


def _kinds_in_words(kinds: set[str]) -> str:
    return ", ".join(words for kind, words in SHOWN_KINDS if kind in kinds)


def published_rows(rows: Iterable[Publication]) -> list[PublishedRow]:
    """What was published, with where to read it: two queries."""
    wanted = list(rows)
    days = days_of(row.meeting for row in wanted)
    names = names_on((row.body, row.meeting.held_on) for row in wanted)
    return [
        PublishedRow(
            href=publication_url(row, row.meeting.body.slug, days[row.meeting_id]),
            title=row.title,
            meeting=f"{names[row.body_id, row.meeting.held_on]},"
            f" {longday(row.meeting.held_on)}",
            at=told_at(row.published_at),
            moment=row.published_at,
            key=f"{row.kind}-{row.key}",
            file_words=plural(row.page_count, "page") if row.page_count else "",
        )
        for row in wanted
        if row.meeting_id in days
    ]


def decision_lines(rows: Iterable[Decision]) -> list[DecisionLine]:
    """Decisions with the meeting at which they were come to: two queries."""
    wanted = list(rows)
    days = days_of(row.meeting for row in wanted if row.meeting)
    names = names_on((row.body, row.decided_on) for row in wanted)
    return [
        DecisionLine(
            number=row.number,
            wording=row.wording,
            day=row.decided_on,
            body=names[row.body_id, row.decided_on],
            method=row.get_method_display(),
            votes=_votes(row),
            meeting_href=(
                meeting_url(row.meeting.body.slug, days[row.meeting.pk])
                if row.meeting and row.meeting.pk in days
                else ""
            ),
        )
        for row in wanted
    ]


def _votes(row: Decision) -> str:
    if row.method != DecisionMethod.VOTE or row.votes_for is None:
        return ""
    return (
        f"{row.votes_for} for, {row.votes_against or 0} against,"
        f" {row.votes_abstained or 0} abstained"
    )


def body_lines(bodies: Iterable[Body], today: date) -> list[BodyLines]:
    """Bodies with their members of today: one query for all of them."""
    wanted = list(bodies)
    members: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    seated = (
        Appointment.objects.in_force_on(today)
        .filter(
            seat__body__in=wanted,
            seat__in=Seat.objects.in_force_on(today),
            deputy_for__isnull=True,
        )
        .select_related("seat", "person")
        .order_by("seat__position", "seat__pk", "pk")
    )
    for row in seated:
        votes = "Votes" if row.seat.is_voting else "Does not vote"
        acting = row.capacity != Capacity.CONFIRMED
        title = row.seat.title
        if acting:
            title = f"{title} ({row.get_capacity_display().lower()})"
        members[row.seat.body_id].append((title, row.person.name, votes))
    listing = reverse("public:meetings")
    return [
        BodyLines(
            name=body.name,
            long_name=body.long_name if body.long_name != body.name else "",
            slug=body.slug,
            meetings_href=f"{listing}?body={body.slug}",
            feed_href=reverse("public:body_feed", kwargs={"slug": body.slug}),
            members=members.get(body.pk, ()),
        )
        for body in wanted
    ]


def document_lines(rows: Iterable[InstrumentVersion]) -> list[DocumentLine]:
    """The version of each document that was published last."""
    newest: dict[int, InstrumentVersion] = {}
    for row in rows:
        newest.setdefault(row.instrument_id, row)
    return [
        DocumentLine(
            title=row.instrument.title,
            body=row.instrument.body.name,
            owner=row.instrument.owner,
            version=str(row.version),
            approved=longday(row.approved_on),
            published=row.published_on,
            review=row.review_on,
        )
        for row in newest.values()
        if row.published_on is not None
    ]
