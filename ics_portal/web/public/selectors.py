"""What the public may read, found in a number of queries that nothing makes grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.meetings.enums import (
    MeetingState,
    NoticeKind,
    PublicationKind,
    QuestionState,
)
from boards.meetings.models import (
    Decision,
    Meeting,
    MeetingNotice,
    MeetingSettings,
    Publication,
    PublicQuestion,
)
from boards.meetings.querysets import (
    DecisionQuerySet,
    MeetingQuerySet,
    PublicationQuerySet,
)
from declarations.selectors.held_files import held_files
from ics_portal.web.public.addresses import day_and_place

if TYPE_CHECKING:
    from collections.abc import Mapping

LATEST = 10
SHOWN_NOTICES = (
    NoticeKind.PUBLIC,
    NoticeKind.POSTPONED,
    NoticeKind.ADJOURNED,
    NoticeKind.RESUMED,
    NoticeKind.CANCELLED,
)
"""The notices that are for everybody; those to members are not."""


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """A meeting with all that is published of it, for one of the bodies that sit.

    ``publications`` are by kind and key. ``name`` is what the body was called that day.
    """

    meeting: Meeting
    body: Body
    name: str
    day: str
    settings: MeetingSettings
    publications: Mapping[tuple[str, str], Publication]
    notices: Sequence[MeetingNotice] = ()
    questions: Sequence[PublicQuestion] = ()
    decisions: Sequence[Decision] = ()
    in_common: Sequence[Body] = ()
    successors: Sequence[Body] = field(default=())

    def of_kind(self, kind: str) -> list[Publication]:
        """Its publications of a kind, in the order in which they came out."""
        found = [row for (own, _), row in self.publications.items() if own == kind]
        return sorted(found, key=lambda row: (row.published_at, row.pk))

    def first(self, kind: str) -> Publication | None:
        """The one there is of most kinds: notice, agenda, pack, minutes."""
        found = self.of_kind(kind)
        return found[0] if found else None


def public_bodies() -> QuerySet[Body]:
    """The bodies that meet in public, those that ended too."""
    found: QuerySet[Body] = Body.objects.filter(meets_in_public=True).order_by("name")
    return found


def meetings_listed(
    *, slug: str = "", year: int | None = None, body_id: int | None = None
) -> MeetingQuerySet:
    """Meetings held in public, the latest first; narrowed to a body and a year."""
    found = Meeting.objects.public().select_related("body")
    if slug:
        found = found.filter(Q(body__slug=slug) | Q(in_common_with__slug=slug))
    if body_id is not None:
        found = found.filter(body_id=body_id)
    if year is not None:
        found = found.filter(held_on__year=year)
    return found.order_by("-held_on", "-starts_at", "-pk").distinct()


def next_meetings(today: date, *, most: int) -> list[Meeting]:
    """What comes, the soonest first; cancelled ones are told as such."""
    return list(
        Meeting.objects.public()
        .filter(held_on__gte=today)
        .select_related("body")
        .order_by("held_on", "starts_at", "pk")[:most]
    )


def years_of_meetings(slug: str = "") -> list[int]:
    """The years in which there are meetings to read of, the latest first."""
    found = meetings_listed(slug=slug).order_by()
    return [day.year for day in found.dates("held_on", "year", order="DESC")]


def published(at: datetime) -> PublicationQuerySet:
    """What may be read now, the newest first, with what its address needs."""
    return (
        Publication.objects.readable(at)
        .select_related("meeting__body", "body", "stored")
        .defer("words")
        .order_by("-published_at", "-pk")
    )


def kinds_published(meetings: Iterable[Meeting], at: datetime) -> dict[int, set[str]]:
    """Which kinds of things are out, by meeting; one query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = (
        Publication.objects.readable(at)
        .filter(meeting__in=[meeting.pk for meeting in meetings])
        .values_list("meeting_id", "kind")
        .order_by()
        .distinct()
    )
    for meeting_id, kind in rows:
        found[meeting_id].add(kind)
    return found


def decisions_listed(
    *, slug: str = "", year: int | None = None, words: str = ""
) -> DecisionQuerySet:
    """The public register of decisions, the latest first, narrowed by each argument."""
    found = (
        Decision.objects.public()
        .select_related("body", "meeting__body", "item")
        .order_by("-decided_on", "-number")
    )
    if slug:
        found = found.filter(body__slug=slug)
    if year is not None:
        found = found.filter(decided_on__year=year)
    for word in words.split():
        found = found.filter(Q(wording__icontains=word) | Q(number__iexact=word))
    return found


def meeting_at(slug: str, words: str) -> tuple[Meeting, Body]:
    """The meeting at an address, and which of its bodies was asked for.

    Raises Http404 for what is not there and for what is held in private.
    """
    told = day_and_place(words)
    if told is None:
        raise Http404
    day, place = told
    that_day = Meeting.objects.public().filter(held_on=day).select_related("body")
    own = list(that_day.filter(body__slug=slug).order_by("pk")[:place])
    if len(own) == place:
        return own[-1], own[-1].body
    body = Body.objects.filter(slug=slug, meets_in_public=True).first()
    guest = list(that_day.filter(in_common_with=body).order_by("pk")[:place])
    if body is None or own or len(guest) < place:
        raise Http404
    return guest[-1], body


def publications_of(
    meeting: Meeting, body: Body, at: datetime
) -> dict[tuple[str, str], Publication]:
    """All that stands published of it, tombstones too: one query.

    Bodies that sit in common have one agenda and minutes each.
    """
    rows = list(
        Publication.objects.public(at)
        .filter(Q(body=body) | ~Q(kind=PublicationKind.MINUTES), meeting=meeting)
        .select_related("stored")
        .order_by("published_at", "pk")
    )
    hold_files_back(rows)
    own_last = sorted(rows, key=lambda row: row.body_id == body.pk)
    return {(row.kind, row.key): row for row in own_last}


def hold_files_back(rows: Iterable[Publication]) -> None:
    """Take the file off each that prints what a register withholds since (DCL-6): every
    road to a public file passes through here. ``is_held`` tells it from one without."""
    held = held_files(rows)
    for row in rows:
        if row.pk in held:
            row.stored = None


def is_held(row: Publication) -> bool:
    """Whether its file was taken off for now."""
    return row.stored is None and bool(row.page_count) and row.withdrawn_at is None


def settings_of(body: Body) -> MeetingSettings:
    """How the body calls its meetings; the usual where nobody has said."""
    return MeetingSettings.objects.filter(body=body).first() or MeetingSettings(
        body=body
    )


def open_meeting(slug: str, words: str, at: datetime) -> OpenMeeting:
    """One meeting with all that is published of it. Raises Http404."""
    meeting, body = meeting_at(slug, words)
    others = list(meeting.in_common_with.filter(meets_in_public=True))
    return OpenMeeting(
        meeting=meeting,
        body=body,
        name=names_on([(body, meeting.held_on)])[body.pk, meeting.held_on],
        day=words,
        settings=settings_of(body),
        publications=publications_of(meeting, body, at),
        notices=list(
            MeetingNotice.objects.filter(
                meeting=meeting, kind__in=SHOWN_NOTICES, given_at__lte=at
            )
        ),
        questions=list(
            PublicQuestion.objects.filter(
                meeting=meeting,
                published_at__lte=at,
                state=QuestionState.ANSWERED,
            ).select_related("item")
        ),
        decisions=list(
            Decision.objects.public()
            .filter(meeting=meeting, body=body)
            .select_related("item")
            .order_by("number")
        ),
        in_common=[each for each in [meeting.body, *others] if each.pk != body.pk],
        successors=list(body.successors.filter(meets_in_public=True)),
    )


def names_on(
    wanted: Iterable[tuple[Body, date]],
) -> dict[tuple[int, date], str]:
    """What each body was called on each day: one query for all of them.

    A day before the first thing known of a body gives the first name known.
    """
    pairs = list(wanted)
    spans: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = (
        Body.history.filter(id__in={body.pk for body, _ in pairs})
        .order_by("history_date", "history_id")
        .values_list("id", "history_date", "name")
    )
    for body_id, moment, name in rows:
        spans[body_id].append((localdate(moment), name))
    found = {}
    for body, day in pairs:
        known = spans[body.pk]
        earlier = [name for since, name in known if since <= day]
        first = known[0][1] if known else body.name
        found[body.pk, day] = earlier[-1] if earlier else first
    return found


def watched_online(meeting: Meeting) -> str:
    """The address at which it is watched, unless it does not take place."""
    off = (MeetingState.CANCELLED, MeetingState.POSTPONED)
    return "" if meeting.state in off else meeting.stream_link
