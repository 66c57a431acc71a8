"""Who is in the room at a moment, from arrival, departure and the times between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ics_portal.core.errors import RuleBroken

Span = tuple[datetime, datetime | None]
"""Out of the room from, and until; None while not yet back."""


@dataclass(frozen=True, slots=True)
class Presence:
    """How somebody was there.

    ``was_there`` without times means the whole sitting: records of old say no more.
    """

    was_there: bool
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    away: tuple[Span, ...] = ()


def is_present(presence: Presence, at: datetime) -> bool:
    """Whether somebody is in the room at the moment.

    Who arrives at ten counts from ten; who leaves at ten no longer counts at ten.
    """
    if not presence.was_there:
        return False
    if presence.arrived_at is not None and at < presence.arrived_at:
        return False
    if presence.left_at is not None and at >= presence.left_at:
        return False
    return not any(_covers(span, at) for span in presence.away)


def _covers(span: Span, at: datetime) -> bool:
    out_at, in_at = span
    return out_at <= at and (in_at is None or at < in_at)


def open_span(presence: Presence) -> Span | None:
    """The time out of the room that has not ended."""
    return next((span for span in presence.away if span[1] is None), None)


@dataclass(frozen=True, slots=True)
class SittingTime:
    """From when to when the meeting sat, as far as is known."""

    opened_at: datetime | None = None
    closed_at: datetime | None = None


def check_arrival(arrived_at: datetime, presence: Presence, sat: SittingTime) -> None:
    """Raises RuleBroken for an arrival after the close, or after one's own moves."""
    if sat.closed_at is not None and arrived_at > sat.closed_at:
        raise RuleBroken(
            "SIT-3", "The meeting had closed by then.", field="happened_at"
        )
    first = min((out_at for out_at, _ in presence.away), default=presence.left_at)
    if first is not None and arrived_at > first:
        raise RuleBroken(
            "SIT-2",
            "That is after the time the person left. Enter an earlier arrival.",
            field="happened_at",
        )


def check_departure(out_at: datetime, presence: Presence, sat: SittingTime) -> None:
    """Raises RuleBroken unless the person is in the room, and the meeting sits, then."""
    if not presence.was_there:
        raise RuleBroken(
            "SIT-2", "Record the arrival first: this person is not marked present."
        )
    if presence.arrived_at is not None and out_at < presence.arrived_at:
        raise RuleBroken(
            "SIT-2",
            "Nobody leaves before arriving. Enter a time after the arrival.",
            field="happened_at",
        )
    check_within(out_at, sat)
    if presence.left_at is not None and out_at >= presence.left_at:
        raise RuleBroken(
            "SIT-3", "This person had left the meeting by then.", field="happened_at"
        )
    if any(_covers(span, out_at) for span in presence.away):
        raise RuleBroken(
            "SIT-3",
            "This person was out of the room at that time already.",
            field="happened_at",
        )
    later = [span for span in presence.away if span[0] > out_at]
    if later:
        raise RuleBroken(
            "SIT-3",
            "This person left again after that time. Record the movements in the order"
            " in which they happened.",
            field="happened_at",
        )


def check_return(in_at: datetime, presence: Presence, sat: SittingTime) -> Span:
    """The time out that ends; raises RuleBroken where there is none, or it began later."""
    span = open_span(presence)
    if span is None:
        raise RuleBroken("SIT-2", "This person is not recorded as out of the room.")
    if in_at < span[0]:
        raise RuleBroken(
            "SIT-2",
            "Nobody returns before leaving. Enter a time after the departure.",
            field="happened_at",
        )
    check_within(in_at, sat)
    return span


def check_within(moment: datetime, sat: SittingTime) -> None:
    """Raises RuleBroken for a movement before the meeting opened or after it closed."""
    if sat.opened_at is not None and moment < sat.opened_at:
        raise RuleBroken(
            "SIT-3", "The meeting had not opened by then.", field="happened_at"
        )
    if sat.closed_at is not None and moment > sat.closed_at:
        raise RuleBroken(
            "SIT-3", "The meeting had closed by then.", field="happened_at"
        )
