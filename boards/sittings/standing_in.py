"""Standing in for a member at the table, as the list of who is there says."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q

from boards.meetings.standing_in import Standing, standing_in
from boards.sittings.models import Attendance


class OnTheList:
    """Put on the list of attendance as somebody's deputy."""

    def by(self, deputy_id: int, person: str | OuterRef, way: str) -> Q:
        """See WayToStandIn."""
        rows = Attendance.objects.filter(
            meeting=OuterRef(f"{way}pk"),
            person_id=deputy_id,
            deputises_for__person=OuterRef(person),
        )
        return Q(Exists(rows))

    def at(self, meeting_ids: Collection[int]) -> Iterable[Standing]:
        """See WayToStandIn."""
        rows = Attendance.objects.filter(
            meeting_id__in=meeting_ids,
            person__isnull=False,
            deputises_for__person__isnull=False,
        )
        found: Iterable[Standing] = rows.values_list(
            "deputises_for__person_id", "person_id", "meeting_id"
        )
        return found


standing_in.register("attendance", OnTheList())
