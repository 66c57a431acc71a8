"""Saving a table of those present."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boards.bodies.models import Body
from boards.meetings.models import Meeting
from boards.sittings.enums import AttendanceKind, AttendanceState
from boards.sittings.importers import AttendanceReading, ReadPerson
from boards.sittings.models import Attendance
from boards.sittings.permissions import may_keep_attendance
from boards.sittings.rules.groups import IN_ATTENDANCE, OBSERVERS
from boards.sittings.services.common import check_body, lock_meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import bulk_create, record
from ics_portal.core.verdicts import require

_KINDS = {
    IN_ATTENDANCE.casefold(): AttendanceKind.ATTENDEE,
    OBSERVERS.casefold(): AttendanceKind.OBSERVER,
}


@transaction.atomic
def import_attendance(
    *,
    meeting: Meeting,
    body: Body,
    reading: AttendanceReading,
    actor: Actor,
    at: datetime,
) -> list[Attendance]:
    """Put those of a table on the list, as present and in its groups and order.

    Who is there already, by group, title and name, is not added again.
    """
    require(may_keep_attendance(actor, body))
    meeting = lock_meeting(meeting)
    check_body(meeting, body)
    rows = Attendance.objects.filter(meeting=meeting, body=body)
    there = {(row.group, row.job_title, row.name) for row in rows}
    orders = {group: 10 * n for n, group in enumerate(reading.groups)}
    new = []
    for place, person in enumerate(reading.people):
        row = _row(person, orders, place)
        if (row.group, row.job_title, row.name) in there:
            continue
        there.add((row.group, row.job_title, row.name))
        row.meeting, row.body = meeting, body
        new.append(row)
    made = bulk_create(Attendance, new, "Imported from a table", actor=actor)
    if made:
        record(
            verb="attendance_imported",
            target=meeting,
            actor=actor,
            at=at,
            body_id=body.pk,
            detail={"added": len(made)},
        )
    return made


def _row(person: ReadPerson, orders: dict[str, int], place: int) -> Attendance:
    return Attendance(
        kind=_KINDS.get(person.group.casefold(), AttendanceKind.MEMBER),
        state=AttendanceState.PRESENT,
        # Where the table withholds names, the title stands for the person.
        name=person.name or person.job_title[:200],
        job_title=person.job_title,
        organisations=person.organisations,
        group=person.group,
        group_order=orders[person.group],
        position=place,
    )
