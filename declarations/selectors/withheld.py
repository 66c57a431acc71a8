"""Which records rulings withhold now, from whom, and who may read their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, Any

from boards.meetings.models import Reply
from boards.meetings.withholding import Withheld
from declarations.models import WithheldRecord
from ics_portal.accounts.actor import OFFICE_ROLES, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from boards.meetings.models import Meeting
    from ics_portal.accounts.actor import Actor


class RecordsOfRulings:
    """The answer of those who keep rulings (CONF-6)."""

    def ids(self, kind: str, person_id: int) -> QuerySet[WithheldRecord, Any]:
        """See WithheldRecords."""
        rows = WithheldRecord.objects.in_force().of_kind(kind).from_person(person_id)
        return rows.values("record_id")

    def of_body(self, body_id: int) -> list[Withheld]:
        """See WithheldRecords. Two queries."""
        rows = list(
            WithheldRecord.objects.in_force()
            .filter(participation__item__meeting__body_id=body_id)
            .select_related("participation__ruling__ruled_by")
            .select_related("participation__item__meeting")
        )
        standing_in = _standing_in(
            body_id, {row.participation.person_id for row in rows}
        )
        return [_withheld(row, standing_in) for row in rows]


def _withheld(
    row: WithheldRecord, standing_in: Mapping[int, Iterable[Reply]]
) -> Withheld:
    person_id, ruling = row.participation.person_id, row.participation.ruling
    since = row.participation.item.meeting.held_on
    deputies = {
        reply.deputy_id
        for reply in standing_in[person_id]
        if reply.meeting_id == row.meeting_id or reply.meeting.held_on >= since
    }
    return Withheld(
        kind=row.kind,
        record_id=row.record_id,
        person_ids=frozenset({person_id, *filter(None, deputies)}),
        office=ruling.ruled_by_office if ruling else "",
        ruled_by=str(ruling.ruled_by) if ruling else "",
    )


def _standing_in(body_id: int, person_ids: set[int]) -> Mapping[int, list[Reply]]:
    found: dict[int, list[Reply]] = defaultdict(list)
    if person_ids:
        rows = Reply.objects.filter(
            meeting__body_id=body_id, person_id__in=person_ids, deputy__isnull=False
        )
        for reply in rows.select_related("meeting"):
            found[reply.person_id].append(reply)
    return found


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
    rows = WithheldRecord.objects.in_force().from_person(actor.person_id)
    return set(rows.values_list("kind", "record_id"))
