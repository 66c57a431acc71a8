"""Withholding other records under the ruling on one item, and opening them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from boards.directory.models import Person
from boards.meetings.models import AgendaItem, ItemParticipation, Meeting
from boards.meetings.rules.words import clean_reason
from boards.meetings.withholding import AGENDA_ITEM, RecordChoice, withheld_records
from declarations.models import WithheldRecord
from declarations.permissions import may_add_to_ruling
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require

RULE = "CONF-6"


@transaction.atomic
def withhold_record(
    *,
    item: AgendaItem,
    person: Person,
    kind: str,
    record_id: int,
    reason: str,
    actor: Actor,
    at: datetime,
) -> WithheldRecord:
    """Withhold a record of the body with the papers of the item, from the same person.

    Raises RuleBroken (CONF-6) where no ruling withholds the papers, for a record the body
    has not, and for one that is withheld so already. *Tells* ``records_withheld``.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    require(may_add_to_ruling(actor, meeting, person.pk))
    reason = clean_reason(reason, ask="Say why this is withheld as well.", rule=RULE)
    now = _in_force(item, person)
    chosen = _chosen(meeting, kind, record_id)
    _must_be_new(now, item, kind, chosen)
    row = create_with_reason(
        WithheldRecord,
        reason,
        actor=actor,
        participation=now,
        ruling=now.ruling,
        kind=kind,
        record_id=record_id,
        meeting_id=chosen.meeting_id,
        words=chosen.words,
        reason=reason,
        added_at=at,
        added_by_id=actor.user_id,
    )
    _note("record_withheld", row, actor, at)
    tell_of_records([row])
    return row


def _in_force(item: AgendaItem, person: Person) -> ItemParticipation:
    """The ruling in force is the chair's; the office adds to it and makes none."""
    rows = ItemParticipation.objects.filter(item=item, person=person)
    now = rows.select_related("ruling", "item__meeting").first()
    if now is None or now.ruling is None:
        raise RuleBroken(
            RULE, "Nobody has ruled yet. Records are added to a ruling.", field="record"
        )
    if not now.papers_withheld:
        raise RuleBroken(
            RULE,
            "The ruling in force leaves the papers open. Where more is to be withheld,"
            " the chair rules again.",
            field="record",
        )
    return now


def _chosen(meeting: Meeting, kind: str, record_id: int) -> RecordChoice:
    found = withheld_records.kind(kind)
    chosen = found.one(meeting.body_id, record_id) if found else None
    if chosen is None:
        raise RuleBroken(RULE, "Choose a record of this body.", field="record")
    return chosen


def _must_be_new(
    now: ItemParticipation, item: AgendaItem, kind: str, chosen: RecordChoice
) -> None:
    own = AgendaItem.objects.filter(withheld_records.items_in(AGENDA_ITEM, item.pk))
    if kind == AGENDA_ITEM and own.filter(pk=chosen.record_id).exists():
        raise RuleBroken(
            RULE, "The papers of this item are withheld already.", field="record"
        )
    named = WithheldRecord.objects.standing().filter(
        participation=now, kind=kind, record_id=chosen.record_id
    )
    if named.exists():
        raise RuleBroken(RULE, f"“{chosen.words}” is withheld already.", field="record")


@transaction.atomic
def take_back_record(
    *, row: WithheldRecord, reason: str, actor: Actor, at: datetime
) -> WithheldRecord:
    """Open a record again that was added to a ruling; that it was withheld stays on record.

    Raises RuleBroken (CONF-6) for one that was taken back. *Tells* ``records_withheld``.
    """
    meeting_id = row.participation.item.meeting_id
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    row = WithheldRecord.objects.select_related("participation__item__meeting").get(
        pk=row.pk
    )
    require(may_add_to_ruling(actor, meeting, row.participation.person_id))
    if row.taken_back_at is not None:
        raise RuleBroken(RULE, "It is open again already.", field="reason")
    row.taken_back_reason = clean_reason(
        reason, ask="Say why it is opened again.", rule=RULE
    )
    row.taken_back_at, row.taken_back_by_id = at, actor.user_id
    save_with_reason(row, row.taken_back_reason, actor=actor)
    _note("record_opened", row, actor, at)
    tell_of_records([row])
    return row


def tell_of_records(rows: Iterable[WithheldRecord]) -> None:
    """Say of which meetings something else is withheld from somebody now."""
    found: set[int] = set()
    for kind, record_id in {(row.kind, row.record_id) for row in rows}:
        items = AgendaItem.objects.filter(withheld_records.items_in(kind, record_id))
        found.update(items.values_list("meeting_id", flat=True))
    if found:
        tell("records_withheld", {"meeting_ids": sorted(found)})


def _note(verb: str, row: WithheldRecord, actor: Actor, at: datetime) -> None:
    item = row.participation.item
    record(
        verb=verb,
        target=item,
        actor=actor,
        at=at,
        body_id=item.meeting.body_id,
        detail={
            "person_id": row.participation.person_id,
            "kind": row.kind,
            "record_id": row.record_id,
        },
    )
