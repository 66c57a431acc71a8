"""Who stands in for whom at a meeting: what is withheld from the one is withheld from the
other (CONF-1).

There are several ways to stand in, and each room that knows of one registers it. A reply
names a deputy for one meeting. Whoever is appointed as a member's deputy stands in at all
of the body's while the appointment lasts, unless there is a seat of one's own: who sits at
the table anyway reads as the person that sits there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from boards.bodies.models import Appointment

if TYPE_CHECKING:
    from boards.meetings.models import Meeting

Standing = tuple[int, int, int]
"""The person stood in for, the deputy, and the meeting, by id."""


class WayToStandIn(Protocol):
    """One way to stand in for somebody."""

    def by(self, deputy_id: int, person: str | OuterRef, way: str) -> Q:
        """Rows whose ``person`` this deputy stands in for at their meeting; ``way`` leads
        to it ("item__meeting__"), "" where the row is the meeting."""

    def at(self, meeting_ids: Collection[int]) -> Iterable[Standing]:
        """All who stand in at these meetings, in a number of queries that does not grow."""


class Replied:
    """Named as the deputy with somebody's apologies."""

    def by(self, deputy_id: int, person: str | OuterRef, way: str) -> Q:
        """See WayToStandIn."""
        replies = apps.get_model("boards", "Reply")._default_manager
        named = replies.filter(
            meeting=OuterRef(f"{way}pk"), person=OuterRef(person), deputy_id=deputy_id
        )
        return Q(Exists(named))

    def at(self, meeting_ids: Collection[int]) -> Iterable[Standing]:
        """See WayToStandIn."""
        replies = apps.get_model("boards", "Reply")._default_manager
        rows = replies.filter(meeting_id__in=meeting_ids, deputy__isnull=False)
        found: Iterable[Standing] = rows.values_list(
            "person_id", "deputy_id", "meeting_id"
        )
        return found


class Appointed:
    """Appointed as a member's deputy, without a seat of one's own that day."""

    def by(self, deputy_id: int, person: str | OuterRef, way: str) -> Q:
        """See WayToStandIn."""
        sits = Appointment.objects.filter(
            _of_meeting(way), _on(OuterRef(f"{way}held_on")), person_id=deputy_id
        )
        deputy = sits.filter(deputy_for__person=OuterRef(person))
        return Q(Exists(deputy)) & ~Q(Exists(sits.filter(deputy_for__isnull=True)))

    def at(self, meeting_ids: Collection[int]) -> Iterator[Standing]:
        """See WayToStandIn."""
        meetings: list[Meeting] = list(
            apps.get_model("boards", "Meeting")
            ._default_manager.filter(pk__in=meeting_ids)
            .prefetch_related("in_common_with")
        )
        bodies = {each.pk: _bodies(each) for each in meetings}
        seated = Appointment.objects.filter(
            seat__body_id__in=set().union(*bodies.values())
        )
        of_body: Mapping[int, list[Appointment]] = defaultdict(list)
        for one in seated.select_related("seat", "deputy_for"):
            of_body[one.seat.body_id].append(one)
        for meeting in meetings:
            here = [
                one
                for body_id in bodies[meeting.pk]
                for one in of_body[body_id]
                if one.is_in_force_on(meeting.held_on)
            ]
            own = {one.person_id for one in here if one.deputy_for is None}
            for one in here:
                if one.deputy_for is not None and one.person_id not in own:
                    yield one.deputy_for.person_id, one.person_id, meeting.pk


def _bodies(meeting: Meeting) -> set[int]:
    return {meeting.body_id, *(body.pk for body in meeting.in_common_with.all())}


def _of_meeting(way: str) -> Q:
    """Appointments to seats of the bodies that sit at the outer row's meeting."""
    through = apps.get_model("boards", "Meeting").in_common_with.through
    others = through._default_manager.filter(
        meeting_id=OuterRef(OuterRef(f"{way}pk")), body_id=OuterRef("seat__body")
    )
    return Q(seat__body=OuterRef(f"{way}body")) | Q(Exists(others))


def _on(day: date | OuterRef) -> Q:
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=day)) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )


class StandingIn:
    """Every way there is, each registered once under its name."""

    def __init__(self) -> None:
        self._ways: dict[str, WayToStandIn] = {}

    def register(self, name: str, way: WayToStandIn) -> None:
        """Add a way; the same name again takes its place."""
        self._ways[name] = way

    def ways(self) -> list[str]:
        """Their names, for the documents."""
        return sorted(self._ways)

    def by(self, deputy_id: int, person: str | OuterRef, way: str) -> Q:
        """Rows whose ``person`` this deputy stands in for at their meeting, in any way."""
        found = Q(pk__in=[])
        for each in self._ways.values():
            found |= each.by(deputy_id, person, way)
        return found

    def at(self, meeting_ids: Collection[int]) -> set[Standing]:
        """All who stand in at these meetings."""
        return {row for each in self._ways.values() for row in each.at(meeting_ids)}


standing_in = StandingIn()
standing_in.register("reply", Replied())
standing_in.register("appointment", Appointed())
