"""Minutes after ten, a ruling, and what was recorded."""

import datetime as dt

from boards.sittings.models import SittingEvent

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


def minute(number: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=number)


def kinds(meeting):
    return [event.kind for event in SittingEvent.objects.filter(meeting=meeting)]
