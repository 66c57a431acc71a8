"""Minutes and their entries."""

import datetime as dt

import factory

from boards.minutes.enums import EntryKind
from boards.minutes.models import MinuteEntry, Minutes, MinutesCorrection, MinutesMark
from tests.factories.meetings import MeetingFactory

AFTERWARDS = dt.datetime(2020, 12, 2, 14, tzinfo=dt.UTC)


class MinutesFactory(factory.django.DjangoModelFactory[Minutes]):
    """A draft of the minutes of part 1."""

    class Meta:
        model = Minutes

    meeting = factory.SubFactory(MeetingFactory)
    body = factory.SelfAttribute("meeting.body")
    drafted_at = AFTERWARDS


class MinuteEntryFactory(factory.django.DjangoModelFactory[MinuteEntry]):
    class Meta:
        model = MinuteEntry

    minutes = factory.SubFactory(MinutesFactory)
    kind = EntryKind.DISCUSSION
    key = factory.Sequence(lambda number: f"discussion-{number}")
    text = "<p>The report was discussed.</p>"


class MinutesMarkFactory(factory.django.DjangoModelFactory[MinutesMark]):
    class Meta:
        model = MinutesMark

    minutes = factory.SubFactory(MinutesFactory)
    text = "Say who raised it."
    made_at = AFTERWARDS
    made_by_name = "Independent Chair"


class MinutesCorrectionFactory(factory.django.DjangoModelFactory[MinutesCorrection]):
    class Meta:
        model = MinutesCorrection

    minutes = factory.SubFactory(MinutesFactory)
    at_meeting = factory.SubFactory(MeetingFactory)
    reads = "Apologies were received from the Medical Director."
    recorded_at = AFTERWARDS
