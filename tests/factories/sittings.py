"""What happens at the table."""

import datetime as dt

import factory

from boards.sittings.enums import AttendanceKind, EventKind, OutcomeKind
from boards.sittings.models import (
    Attendance,
    Movement,
    Outcome,
    PrivateResolution,
    SittingEvent,
)
from tests.factories.directory import PersonFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

AT_TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


class AttendanceFactory(factory.django.DjangoModelFactory[Attendance]):
    """A member who is expected."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    body = factory.SelfAttribute("meeting.body")
    person = factory.SubFactory(PersonFactory)
    kind = AttendanceKind.MEMBER
    name = factory.LazyAttribute(lambda row: str(row.person))
    job_title = "Member"


class MovementFactory(factory.django.DjangoModelFactory[Movement]):
    class Meta:
        model = Movement

    attendance = factory.SubFactory(AttendanceFactory)
    out_at = AT_TEN + dt.timedelta(minutes=30)


class SittingEventFactory(factory.django.DjangoModelFactory[SittingEvent]):
    class Meta:
        model = SittingEvent

    meeting = factory.SubFactory(MeetingFactory)
    kind = EventKind.OPENED
    happened_at = AT_TEN


class PrivateResolutionFactory(factory.django.DjangoModelFactory[PrivateResolution]):
    class Meta:
        model = PrivateResolution

    meeting = factory.SubFactory(MeetingFactory)
    moved_by = factory.SubFactory(
        AttendanceFactory, meeting=factory.SelfAttribute("..meeting")
    )
    seconded_by = factory.SubFactory(
        AttendanceFactory, meeting=factory.SelfAttribute("..meeting")
    )
    resolved_at = AT_TEN + dt.timedelta(hours=1)
    wording = "That the public be excluded from the remainder of this meeting."


class OutcomeFactory(factory.django.DjangoModelFactory[Outcome]):
    class Meta:
        model = Outcome

    item = factory.SubFactory(AgendaItemFactory)
    body = factory.SelfAttribute("item.meeting.body")
    kind = OutcomeKind.NOTED
    recorded_at = AT_TEN + dt.timedelta(minutes=20)
