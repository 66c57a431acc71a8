"""When the papers and minutes of a meeting can have been published (PTN-05, ACC-09)."""

from __future__ import annotations

from datetime import date, timedelta

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


def papers_due_on(held_on: date, days: int) -> date:
    """The last day on which the papers are out in time (``papers_public_days``)."""
    return held_on - timedelta(days=days)


def is_late(due_on: date | None, today: date) -> bool:
    """Whether what goes out today goes out after its day; never without one."""
    return due_on is not None and today > due_on


def check_late(
    *, due_on: date | None, today: date, reason: str, agreed_by: str
) -> None:
    """Raise RuleBroken where it is late and nobody says why, or who presided and agreed."""
    if due_on is None or not is_late(due_on, today):
        return
    if not reason.strip():
        raise RuleBroken(
            "PUBL-1",
            f"This was due by {due_on:%-d %B %Y}. Say why it is published late.",
            field="late_reason",
        )
    if not agreed_by.strip():
        raise RuleBroken(
            "PUBL-1",
            "Name the person presiding who agreed that it is published late.",
            field="late_agreed_by",
        )
