"""Which records rulings withhold now, from whom, and who may read their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from boards.meetings.models import Meeting
from boards.meetings.standing_in import Standing, standing_in
from boards.meetings.withholding import Withheld
from declarations.models import WithheldRecord
from ics_portal.accounts.actor import OFFICE_ROLES, Role

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


class RecordsOfRulings:
    """The answer of those who keep rulings (CONF-6)."""

    def from_person(self, person_id: int) -> Mapping[str, set[int]]:
        """See WithheldRecords."""
        found: dict[str, set[int]] = defaultdict(set)
        rows = WithheldRecord.objects.in_force().from_person(person_id)
        for kind, record_id in rows.values_list("kind", "record_id"):
            found[kind].add(record_id)
        return found

    def of_body(self, body_id: int) -> list[Withheld]:
        """See WithheldRecords. A number of queries that does not grow."""
        rows = list(
            WithheldRecord.objects.in_force()
            .filter(participation__item__meeting__body_id=body_id)
            .select_related("participation__ruling__ruled_by")
            .select_related("participation__item__meeting")
        )
        return _withheld(rows, body_id)


def _withheld(rows: Sequence[WithheldRecord], body_id: int) -> list[Withheld]:
    """With whoever stands in, as ``WithheldRecordQuerySet.from_person`` says of one."""
    if not rows:
        return []
    first = min(row.participation.item.meeting.held_on for row in rows)
    own = {row.meeting_id for row in rows if row.meeting_id is not None}
    meetings = Meeting.objects.filter(
        Q(pk__in=own) | Q(body_id=body_id, held_on__gte=first)
    )
    held_on = {
        meeting.pk: meeting.held_on
        for meeting in meetings
        if meeting.body_id == body_id
    }
    standing = standing_in.at([meeting.pk for meeting in meetings])
    return [_one(row, standing, held_on) for row in rows]


def _one(
    row: WithheldRecord, standing: Iterable[Standing], held_on: Mapping[int, date]
) -> Withheld:
    now = row.participation
    ruling, since = now.ruling, now.item.meeting.held_on
    deputies = {
        deputy_id
        for person_id, deputy_id, meeting_id in standing
        if person_id == now.person_id
        and (
            meeting_id == row.meeting_id
            or (meeting_id in held_on and held_on[meeting_id] >= since)
        )
    }
    return Withheld(
        kind=row.kind,
        record_id=row.record_id,
        person_ids=frozenset({now.person_id, *deputies}),
        office=ruling.ruled_by_office if ruling else "",
        ruled_by=str(ruling.ruled_by) if ruling else "",
    )


def records_at(meeting: Meeting) -> dict[tuple[int, int], list[WithheldRecord]]:
    """What was added to the rulings of a meeting and stands, by item and person."""
    found: dict[tuple[int, int], list[WithheldRecord]] = defaultdict(list)
    rows = WithheldRecord.objects.standing().filter(
        participation__item__meeting=meeting
    )
    for row in rows.select_related("participation"):
        place = row.participation.item_id, row.participation.person_id
        found[place].append(row)
    return found


def named_to(actor: Actor, body_id: int, records: Iterable[WithheldRecord]) -> set[int]:
    """The ids of the rows whose record this actor may read by name. One query at most."""
    rows = list(records)
    hidden = withheld_from(actor) if rows else set()
    return {row.pk for row in rows if is_named_to(actor, body_id, row, hidden)}


def is_named_to(
    actor: Actor, body_id: int, row: WithheldRecord, hidden: Set[tuple[str, int]]
) -> bool:
    """Of a ruling of the body the office reads all, the chair what is not withheld from
    the chair (``hidden``), and nobody else any: a name may say what is withheld."""
    if actor.holds_any(*OFFICE_ROLES, body_id=body_id):
        return True
    is_hidden = (row.kind, row.record_id) in hidden
    return actor.holds_any(Role.CHAIR, body_id=body_id) and not is_hidden


def withheld_from(actor: Actor) -> set[tuple[str, int]]:
    """Kind and id of every record that rulings withhold from the actor."""
    if actor.person_id is None:
        return set()
    found = RecordsOfRulings().from_person(actor.person_id)
    return {(kind, pk) for kind, record_ids in found.items() for pk in record_ids}
