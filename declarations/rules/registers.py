"""Who and what stands in a register on a day (nhs-practice 6.3).

The register shows what was held by who sat at the table. For who left it, every interest
ends with the membership: what is shown follows the same six months.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from declarations.rules.clock import MONTHS_PUBLIC, months_after
from ics_portal.core.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Span:
    """A time at the table, in a seat or in a role; both days count, None is open."""

    title: str
    starts_on: date | None
    ends_on: date | None
    is_seat: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """When somebody was at the table, as known on a day, and as what.

    ``until`` is None for who is there on the day.
    """

    positions: tuple[str, ...]
    since: date | None
    until: date | None


def check_day(day: date, *, today: date) -> None:
    """Raise RuleBroken for a day still to come: nobody knows what will be declared."""
    if day > today:
        raise RuleBroken(
            "REG-1",
            f"Enter today, {today:%-d %B %Y}, or an earlier day: the register of a day"
            " still to come is not known.",
            field="on",
        )


def first_end_shown(day: date, *, months: int = MONTHS_PUBLIC) -> date:
    """The first day on which an interest may have ended to be shown still on ``day``.

    The inverse of ``clock.public_until``. On 31 August what ended on 1 March is shown and
    what ended on 28 February is not, since that was shown until 28 August.
    """
    earliest = months_after(day, -months)
    if months_after(earliest, months) < day:
        return earliest + timedelta(days=1)
    return earliest


def membership_on(day: date, spans: Iterable[Span]) -> Membership | None:
    """How somebody stands to a table on a day; None for who had not yet come to it.

    ``positions`` are those of the day; of who left, the last ones. A seat says more than
    the role that goes with it, so the role is named only where there is no seat.
    """
    begun = [span for span in spans if span.starts_on is None or span.starts_on <= day]
    if not begun:
        return None
    now = [span for span in begun if span.ends_on is None or span.ends_on >= day]
    until = None
    if not now:
        until = max(span.ends_on for span in begun if span.ends_on is not None)
        now = [span for span in begun if span.ends_on == until]
    named = [span for span in now if span.is_seat] or now
    starts = [span.starts_on for span in named]
    known = [start for start in starts if start is not None]
    return Membership(
        positions=tuple(dict.fromkeys(span.title for span in named)),
        since=min(known) if len(known) == len(starts) else None,
        until=until,
    )
