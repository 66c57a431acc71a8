"""How days, times, numbers and sizes are written on a page (UX.md section 7).

None of these reads the clock. Each gives an empty string for nothing, so that a template
need not ask first.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone
from jinja2 import Undefined

from ics_portal.core.money import pounds

_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _local(moment: date) -> date:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def _is_nothing(value: object) -> bool:
    return value is None or value == "" or isinstance(value, Undefined)


def day(value: date | None) -> str:
    """``Wed 2 Dec``"""
    if value is None or _is_nothing(value):
        return ""
    value = _local(value)
    return (
        f"{_WEEKDAYS[value.weekday()][:3]} {value.day} {_MONTHS[value.month - 1][:3]}"
    )


def shortday(value: date | None) -> str:
    """``2 Dec 2020``"""
    if value is None or _is_nothing(value):
        return ""
    value = _local(value)
    return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}"


def longday(value: date | None) -> str:
    """``Wednesday 2 December 2020``"""
    if value is None or _is_nothing(value):
        return ""
    value = _local(value)
    month = _MONTHS[value.month - 1]
    return f"{_WEEKDAYS[value.weekday()]} {value.day} {month} {value.year}"


def clock(value: datetime | time | None) -> str:
    """``10:00``, in local time."""
    if value is None or _is_nothing(value):
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02}:{value.minute:02}"


def seconds_clock(value: datetime | time | None) -> str:
    """``10:55:48``, in local time."""
    if value is None or _is_nothing(value):
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02}:{value.minute:02}:{value.second:02}"


def moment(value: datetime | None) -> str:
    """``Mon 30 Nov 2026, 11:20``: what is kept for years says its year."""
    if value is None or _is_nothing(value):
        return ""
    return f"{day(value)} {_local(value).year}, {clock(value)}"


def iso(value: date | time | None) -> str:
    """What a ``<time datetime="…">`` holds."""
    if value is None or _is_nothing(value):
        return ""
    return value.isoformat()


def duration(seconds: float | None) -> str:
    """``0:38`` or ``1:02:03``, from seconds."""
    if seconds is None or _is_nothing(seconds):
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def number(value: float | None) -> str:
    """``1,234``"""
    if value is None or _is_nothing(value):
        return ""
    return f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """``1 paper``, ``3 papers``; ``many`` where the plural is not ``one`` with an s."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def filesize(size: int | None) -> str:
    """``612 bytes``, ``38 KB``, ``6.1 MB``: the thousands people are shown elsewhere."""
    if size is None or _is_nothing(size):
        return ""
    if size < 1000:
        return plural(size, "byte")
    # Whole thousands up to a megabyte, so that 999,700 bytes do not read "1000 KB".
    if round(size / 1000) < 1000:
        return f"{round(size / 1000)} KB"
    for unit, scale in (("MB", 10**6), ("GB", 10**9)):
        amount = size / scale
        if amount < 999.95 or unit == "GB":
            return f"{amount:.1f}".removesuffix(".0") + f" {unit}"
    raise AssertionError("unreachable: gigabytes take every size")


def listed(values: Iterable[object]) -> str:
    """``a``, ``a and b``, ``a, b and c``"""
    words = [str(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


FILTERS = {
    "clock": clock,
    "day": day,
    "duration": duration,
    "filesize": filesize,
    "iso": iso,
    "listed": listed,
    "longday": longday,
    "moment": moment,
    "number": number,
    "plural": plural,
    "pounds": pounds,
    "seconds_clock": seconds_clock,
    "shortday": shortday,
}
