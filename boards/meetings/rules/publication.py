"""When the papers and minutes of a meeting can have been published (PTN-05, ACC-09)."""

from __future__ import annotations

from datetime import date

from ics_portal.core.errors import RuleBroken


def check_published(
    *,
    held_on: date,
    papers_on: date | None,
    minutes_on: date | None,
    today: date,
) -> None:
    """Raise RuleBroken unless both days can be: papers not after the minutes, minutes
    not before the meeting, neither in the future. None is a day not known yet."""
    for on, field in (
        (papers_on, "papers_published_on"),
        (minutes_on, "minutes_published_on"),
    ):
        if on is not None and on > today:
            raise RuleBroken(
                "MTG-14",
                "Give the day it was published, today or before;"
                f" {on:%-d %B %Y} is still to come.",
                field=field,
            )
    if minutes_on is None:
        return
    if minutes_on < held_on:
        raise RuleBroken(
            "MTG-14",
            "Minutes are published on the day of the meeting or after,"
            f" {held_on:%-d %B %Y}.",
            field="minutes_published_on",
        )
    if papers_on is not None and minutes_on < papers_on:
        raise RuleBroken(
            "MTG-14",
            f"Minutes are not published before the papers, {papers_on:%-d %B %Y}.",
            field="minutes_published_on",
        )
