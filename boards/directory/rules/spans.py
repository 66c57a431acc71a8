"""First and last days: what may not be."""

from __future__ import annotations

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def said(day: date) -> str:
    """``1 July 2022``, as the sentences of this room write a day."""
    return f"{day.day} {day:%B %Y}"


def wrong_span(starts_on: date | None, ends_on: date | None, *, what: str = "") -> str:
    """Why these two days cannot be; ``what`` names the thing ("The role")."""
    if starts_on is None or ends_on is None or starts_on <= ends_on:
        return ""
    return (
        f"{what or 'It'} cannot end on {said(ends_on)}, before it starts on"
        f" {said(starts_on)}."
    )


def wrong_closing(
    starts_on: date | None, ends_on: date | None, last_day: date, *, name: str
) -> str:
    """Why an organisation or place cannot be closed with this last day."""
    if ends_on is not None:
        return f"{name} closed on {said(ends_on)} already."
    if starts_on is not None and last_day < starts_on:
        return (
            f"{name} cannot close on {said(last_day)}, before it opened on"
            f" {said(starts_on)}."
        )
    return ""


def wrong_succession(
    *,
    predecessor: str,
    predecessor_from: date | None,
    predecessor_to: date | None,
    successor: str,
    successor_from: date | None,
    successor_to: date | None,
    is_same: bool,
    on: date,
) -> str:
    """Why one organisation cannot have followed another on this day.

    The predecessor's last day is the day before: one still open will be closed then, one
    that is closed must have closed then. The successor must be open on the day. So nobody
    can come after itself, over however many steps.
    """
    last_day = on - ONE_DAY
    if is_same:
        return f"{predecessor} cannot follow itself. Choose another organisation."
    if predecessor_from is not None and last_day < predecessor_from:
        return (
            f"{predecessor} opened on {said(predecessor_from)}, so nothing can follow it"
            f" on {said(on)}."
        )
    if predecessor_to is not None and predecessor_to != last_day:
        return (
            f"{predecessor} closed on {said(predecessor_to)}, so what follows it begins on"
            f" {said(predecessor_to + ONE_DAY)}, not on {said(on)}."
        )
    if successor_from is not None and on < successor_from:
        return (
            f"{successor} opens on {said(successor_from)}, so it cannot follow"
            f" {predecessor} on {said(on)}."
        )
    if successor_to is not None and successor_to < on:
        return (
            f"{successor} closed on {said(successor_to)}, so it cannot follow"
            f" {predecessor} on {said(on)}."
        )
    return ""
