"""Who could take the chair, for an item or the meeting."""

from __future__ import annotations

from datetime import datetime

from boards.bodies.enums import Constituency
from boards.directory.models import Person
from boards.meetings.models import AgendaItem, ItemParticipation, Meeting
from boards.sittings.enums import AttendanceKind
from boards.sittings.rules.sitting import Candidate
from boards.sittings.selectors.quorum import Room, read_room


def is_barred(item: AgendaItem, person: Person) -> bool:
    """Whether a ruling keeps the person from voting on the item, and so from presiding."""
    return ItemParticipation.objects.filter(
        item=item, person=person, votes=False
    ).exists()


def candidates_for(
    meeting: Meeting, item: AgendaItem | None, at: datetime, room: Room | None = None
) -> list[Candidate]:
    """The members of the body on the list, and whether each may preside then."""
    room = room or read_room(meeting, meeting.body)
    may = {row.pk for row in room.voters(item.pk if item else None, at)}
    return [
        Candidate(
            person=row.person_id,
            name=row.name,
            may=row.pk in may,
            is_deputy_chair=Constituency.DEPUTY_CHAIR in room.constituencies_of(row),
        )
        for row in room.rows
        if row.kind == AttendanceKind.MEMBER and row.person_id is not None
    ]
