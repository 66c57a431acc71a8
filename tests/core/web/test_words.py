"""Days, times, numbers and sizes as a page writes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from ics_portal.core.web import words

DAY = date(2020, 12, 2)
SUMMER_EVENING = datetime(2020, 7, 1, 22, 30, 5, tzinfo=UTC)  # 23:30:05 in London


@pytest.mark.parametrize(
    ("write", "value", "written"),
    [
        (words.day, DAY, "Wed 2 Dec"),
        (words.shortday, DAY, "2 Dec 2020"),
        (words.longday, DAY, "Wednesday 2 December 2020"),
        (words.iso, DAY, "2020-12-02"),
        (words.clock, time(9, 5), "09:05"),
        (words.clock, datetime(2020, 12, 2, 10, 0), "10:00"),  # noqa: DTZ001
        (words.clock, SUMMER_EVENING, "23:30"),
        (words.seconds_clock, SUMMER_EVENING, "23:30:05"),
        (words.moment, SUMMER_EVENING, "Wed 1 Jul 2020, 23:30"),
        (
            words.longday,
            datetime(2020, 7, 1, 23, 30, tzinfo=UTC),
            "Thursday 2 July 2020",
        ),
        (words.duration, 38, "0:38"),
        (words.duration, 59.7, "1:00"),
        (words.duration, 3723, "1:02:03"),
        (words.number, 1234567, "1,234,567"),
        (words.number, 0, "0"),
        (words.filesize, 0, "0 bytes"),
        (words.filesize, 1, "1 byte"),
        (words.filesize, 999, "999 bytes"),
        (words.filesize, 38_400, "38 KB"),
        (words.filesize, 999_700, "1 MB"),
        (words.filesize, 6_120_000, "6.1 MB"),
        (words.filesize, 209_715_200, "209.7 MB"),
        (words.filesize, 2_500_000_000, "2.5 GB"),
        (words.listed, [], ""),
        (words.listed, ["a"], "a"),
        (words.listed, ["a", "b"], "a and b"),
        (words.listed, ["a", "b", "c"], "a, b and c"),
    ],
)
def test_a_value_is_written_as_the_field_writes_it(
    write: Callable[[object], str], value: object, written: str
) -> None:
    assert write(value) == written


@pytest.mark.parametrize(
    ("count", "forms", "written"),
    [
        (1, ("paper",), "1 paper"),
        (0, ("paper",), "0 papers"),
        (1200, ("paper",), "1,200 papers"),
        (2, ("body", "bodies"), "2 bodies"),
    ],
)
def test_a_count_takes_its_noun(
    count: int, forms: tuple[str, ...], written: str
) -> None:
    assert words.plural(count, *forms) == written


@pytest.mark.parametrize(
    "write",
    [
        words.day,
        words.shortday,
        words.longday,
        words.clock,
        words.seconds_clock,
        words.moment,
        words.iso,
        words.duration,
        words.number,
        words.filesize,
    ],
)
def test_nothing_is_written_for_nothing(write: Callable[[object], str]) -> None:
    assert write(None) == ""
    assert write("") == ""
