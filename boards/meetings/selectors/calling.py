"""How a body calls its meetings, and what is on record of one being called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.meetings.enums import NoticeKind, PublicationKind
from boards.meetings.models import Meeting, MeetingNotice, MeetingSettings, Publication
from boards.meetings.rules.calling import NoticeRules
from boards.meetings.rules.deadlines import CallingFacts

_PAPERS = (PublicationKind.AGENDA, PublicationKind.PAPER, PublicationKind.PACK)


def settings_of(body: Body) -> MeetingSettings:
    """The settings of a body; the usual ones where nobody has set any."""
    found = MeetingSettings.objects.filter(body=body).first()
    return found or MeetingSettings(body=body)


def notice_rules(settings: MeetingSettings) -> NoticeRules:
    """The days of notice of these settings."""
    return NoticeRules(
        members_notice_days=settings.members_notice_days,
        called_by_chair_days=settings.called_by_chair_days,
        emergency_days=settings.emergency_days,
        public_notice_clear_days=settings.public_notice_clear_days,
    )


@dataclass(frozen=True, slots=True)
class CallingRecord:
    """What counts of a meeting's notices: those since it was last postponed.

    ``put_up_at`` is when its notice was published on the public pages. ``resumes_on`` is the day an adjourned meeting goes on, where one was given.
    """

    notices: tuple[MeetingNotice, ...]
    members_at: datetime | None
    public_at: datetime | None
    put_up_at: datetime | None
    papers_at: datetime | None
    papers_on: date | None
    resumes_on: date | None

    @property
    def called_on(self) -> date | None:
        """The day on which members were told."""
        return localdate(self.members_at) if self.members_at else None

    @property
    def public_on(self) -> date | None:
        """The day on which the public was told."""
        return localdate(self.public_at) if self.public_at else None


def calling_record(meeting: Meeting) -> CallingRecord:
    """The record of one meeting, in two queries."""
    return _record(meeting, _published([meeting.pk]).get(meeting.pk, []))


def _published(meeting_ids: Iterable[int]) -> dict[int, list[tuple[str, datetime]]]:
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    rows = Publication.objects.filter(meeting_id__in=list(meeting_ids))
    for meeting_id, kind, at in rows.order_by("published_at").values_list(
        "meeting_id", "kind", "published_at"
    ):
        found[meeting_id].append((kind, at))
    return found


def _record(meeting: Meeting, published: list[tuple[str, datetime]]) -> CallingRecord:
    notices = tuple(meeting.notices.all())
    moved = [n.given_at for n in notices if n.kind == NoticeKind.POSTPONED]
    since = max(moved, default=None)

    def first(kind: str) -> datetime | None:
        times = [
            n.given_at
            for n in notices
            if n.kind == kind and (since is None or n.given_at >= since)
        ]
        return min(times, default=None)

    papers_at = next((at for kind, at in published if kind in _PAPERS), None)
    put_up = next(
        (
            at
            for kind, at in published
            if kind == PublicationKind.NOTICE and (since is None or at >= since)
        ),
        None,
    )
    told = [at for at in (first(NoticeKind.PUBLIC), put_up) if at is not None]
    adjourned = [n for n in notices if n.kind == NoticeKind.ADJOURNED]
    return CallingRecord(
        notices=notices,
        members_at=first(NoticeKind.MEMBERS),
        public_at=min(told, default=None),
        put_up_at=put_up,
        papers_at=papers_at,
        papers_on=localdate(papers_at) if papers_at else meeting.papers_published_on,
        resumes_on=adjourned[-1].moved_to_on if adjourned else None,
    )


def calling_facts(meeting: Meeting, record: CallingRecord) -> CallingFacts:
    """What the deadlines of a meeting go by; one query for its body's settings."""
    return _facts(meeting, record, settings_of(meeting.body))


def calling_facts_of(meetings: Sequence[Meeting]) -> dict[int, CallingFacts]:
    """The same of several meetings by their ids, in three queries however many."""
    prefetch_related_objects(meetings, "notices")
    published = _published(meeting.pk for meeting in meetings)
    known = {
        row.body_id: row
        for row in MeetingSettings.objects.filter(
            body_id__in={meeting.body_id for meeting in meetings}
        )
    }
    return {
        meeting.pk: _facts(
            meeting,
            _record(meeting, published.get(meeting.pk, [])),
            known.get(meeting.body_id) or MeetingSettings(body=meeting.body),
        )
        for meeting in meetings
    }


def _facts(
    meeting: Meeting, record: CallingRecord, settings: MeetingSettings
) -> CallingFacts:
    return CallingFacts(
        rules=notice_rules(settings),
        call_kind=meeting.call_kind,
        state=meeting.state,
        members_on=record.called_on,
        public_on=record.public_on,
        papers_on=record.papers_on,
        papers_public_days=settings.papers_public_days,
        question_working_days=(
            settings.question_cut_off_working_days if settings.takes_questions else None
        ),
    )
