"""Addresses of the public pages: a body's short name, a day, and what is published.

``2020-12-02`` is a meeting of that day, ``2020-12-02-2`` a second one. Only meetings held
in public are counted, so that no gap tells of another. No id of a row is in any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import register_converter, reverse
from django.urls.converters import StringConverter

from boards.meetings.enums import PublicationKind
from boards.meetings.models import Meeting, Publication

MANY_DAYS = 300


class DayConverter(StringConverter):
    """A day in an address, with its number where it is not the first of that day."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-[2-9]|-[1-9]\d)?"


class NumberConverter(StringConverter):
    """The number of an item: 7, 7a, 7.1; a dash where it has none."""

    regex = r"[0-9A-Za-z.-]{1,12}"


def register() -> None:
    """Make both known to Django's addresses."""
    register_converter(DayConverter, "public_day")
    register_converter(NumberConverter, "item_number")


def day_and_place(words: str) -> tuple[date, int] | None:
    """``2020-12-02-2`` as a day and 2; None for a day that does not exist."""
    try:
        day = date.fromisoformat(words[:10])
    except ValueError:
        return None
    return day, int(words[11:] or 1)


def days_of(meetings: Iterable[Meeting]) -> dict[int, str]:
    """What stands for the day in the address of each meeting, by its id; one query."""
    wanted = list(meetings)
    same = Meeting.objects.public().filter(
        body_id__in={meeting.body_id for meeting in wanted}
    )
    days = {meeting.held_on for meeting in wanted}
    if len(days) <= MANY_DAYS:  # of more, it is quicker to read all that there are
        same = same.filter(held_on__in=days)
    rows = same.order_by("pk").values_list("body_id", "held_on", "pk")
    of_a_day: dict[tuple[int, date], list[int]] = defaultdict(list)
    for body_id, held_on, pk in rows:
        of_a_day[body_id, held_on].append(pk)
    return {
        pk: f"{held_on:%Y-%m-%d}{f'-{place}' if place > 1 else ''}"
        for (_, held_on), pks in of_a_day.items()
        for place, pk in enumerate(pks, 1)
    }


def meeting_url(slug: str, day: str, page: str = "meeting") -> str:
    """The address of a public page of a meeting."""
    return reverse(f"public:{page}", kwargs={"slug": slug, "day": day})


def publication_url(row: Publication, slug: str, day: str) -> str:
    """Where a publication is read: its own page, or its place on the meeting's page."""
    if row.kind == PublicationKind.PAPER:
        return paper_url(slug, day, row.item_number, row.key)
    if row.kind == PublicationKind.MINUTES:
        return meeting_url(slug, day, "minutes")
    return meeting_url(slug, day)


def paper_url(slug: str, day: str, number: str, key: str) -> str:
    """The page of a paper."""
    return reverse(
        "public:paper",
        kwargs={"slug": slug, "day": day, "number": number or "-", "key": key},
    )


def file_url(row: Publication, slug: str, day: str) -> str:
    """Where its file is."""
    if row.kind == PublicationKind.PAPER:
        return reverse(
            "public:paper_file",
            kwargs={
                "slug": slug,
                "day": day,
                "number": row.item_number or "-",
                "key": row.key,
            },
        )
    return reverse("public:file", kwargs={"slug": slug, "day": day, "key": row.key})
