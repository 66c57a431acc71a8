"""How a person takes part in an item: holding papers back, and what the chair rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from boards.directory.models import Person
from boards.meetings.enums import RulingOption
from boards.meetings.models import AgendaItem, ItemParticipation, Meeting, Ruling
from boards.meetings.permissions import may_rule, may_write_rulings
from boards.meetings.rules.rulings import FACTS, contradiction
from boards.meetings.rules.words import clean_reason
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require

REASON_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingDetails:
    """What is ruled. ``nature`` and ``words`` are what the minutes will say; ``office`` is
    as what the person presiding ruled, such as "Independent Chair"."""

    option: str
    nature: str
    words: str
    office: str = ""
    papers_withheld: bool = False
    declared_at_start: bool = True
    explained: bool = True


@transaction.atomic
def record_ruling(
    *,
    item: AgendaItem,
    person: Person,
    ruled_by: Person,
    details: RulingDetails,
    actor: Actor,
    at: datetime,
) -> Ruling:
    """Write down how somebody takes part in an item; the newest ruling stands.

    Raises RuleBroken for an option there is not, for papers withheld from who takes full
    part (DOI-08), for a ruling by the person it is about
    (DOI-10), and without the nature or the words the minutes need (DOI-12). *Tells*
    ``ruling_recorded``.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    require(may_rule(actor, meeting, person))
    if details.option not in RulingOption.values:
        raise RuleBroken("DOI-08", "Choose how the person takes part.", field="option")
    if why := contradiction(details.option, papers_withheld=details.papers_withheld):
        raise RuleBroken("DOI-08", why, field="papers_withheld")
    if ruled_by.pk == person.pk:
        raise RuleBroken(
            "DOI-10",
            "Nobody rules on an interest of his or her own. Where the chair is the person,"
            " the deputy chair rules; where both are, a member the meeting chooses.",
            field="ruled_by",
        )
    facts = FACTS[RulingOption(details.option)]
    ruling = Ruling.objects.create(
        item=item,
        person=person,
        option=details.option,
        stays=facts.stays,
        speaks=facts.speaks,
        votes=facts.votes,
        papers_withheld=details.papers_withheld,
        nature=_said(details.nature, "Say what the interest is.", "nature"),
        words=_said(details.words, "Write what was ruled, for the minutes.", "words"),
        declared_at_start=details.declared_at_start,
        explained=details.explained,
        ruled_by=ruled_by,
        ruled_by_office=details.office,
        ruled_at=at,
        written_by_id=actor.user_id,
    )
    _put_in_force(item, person, ruling, details.papers_withheld, actor=actor)
    record(
        verb="ruling_recorded",
        target=item,
        actor=actor,
        at=at,
        body_id=meeting.body_id,
        detail={"person_id": person.pk, "option": details.option},
    )
    tell(
        "ruling_recorded",
        {"ruling_id": ruling.pk, "item_id": item.pk, "meeting_id": meeting.pk},
    )
    return ruling


def _said(text: str, ask: str, field: str) -> str:
    return clean_reason(text, ask=ask, field=field, rule="DOI-12")


def _put_in_force(
    item: AgendaItem, person: Person, ruling: Ruling, withheld: bool, *, actor: Actor
) -> None:
    row = _row_of(item, person)
    row.ruling = ruling
    row.stays, row.speaks, row.votes = ruling.stays, ruling.speaks, ruling.votes
    row.papers_withheld = withheld
    row.reason = ruling.nature[:REASON_LENGTH]
    save_with_reason(row, "Ruled", actor=actor)


def _row_of(item: AgendaItem, person: Person) -> ItemParticipation:
    found = ItemParticipation.objects.select_for_update(of=("self",)).filter(
        item=item, person=person
    )
    return found.first() or ItemParticipation(item=item, person=person)


@transaction.atomic
def hold_papers(
    *, item: AgendaItem, person: Person, reason: str, actor: Actor, at: datetime
) -> ItemParticipation:
    """Keep the papers of an item from a person until somebody rules.

    A ruling that is there already is left as it is. *Tells* ``papers_held``.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    require(may_write_rulings(actor, meeting))
    row = _row_of(item, person)
    if row.ruling_id is not None or row.papers_withheld:
        return row
    row.papers_withheld, row.reason = True, reason[:REASON_LENGTH]
    if row.pk is None:
        row = create_with_reason(
            ItemParticipation,
            "Papers held back",
            actor=actor,
            item=item,
            person=person,
            papers_withheld=True,
            reason=row.reason,
        )
    else:
        save_with_reason(row, "Papers held back", actor=actor)
    _note(row, meeting, "papers_held", actor, at)
    tell("papers_held", _payload(row, meeting, at))
    return row


@transaction.atomic
def release_papers(
    *, item: AgendaItem, person: Person, reason: str, actor: Actor, at: datetime
) -> None:
    """Take back a holding nobody has ruled on; a ruling is superseded, not taken back."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    require(may_write_rulings(actor, meeting))
    row = _row_of(item, person)
    if row.pk is None or row.ruling_id is not None or not row.papers_withheld:
        return
    row.papers_withheld, row.reason = False, reason[:REASON_LENGTH]
    save_with_reason(row, "Papers released", actor=actor)
    _note(row, meeting, "papers_released", actor, at)
    tell("papers_released", _payload(row, meeting, at))


def _note(
    row: ItemParticipation, meeting: Meeting, verb: str, actor: Actor, at: datetime
) -> None:
    record(
        verb=verb,
        target=row.item,
        actor=actor,
        at=at,
        body_id=meeting.body_id,
        detail={"person_id": row.person_id},
    )


def _payload(row: ItemParticipation, meeting: Meeting, at: datetime) -> dict[str, Any]:
    return {
        "at": at.isoformat(),
        "item_id": row.item_id,
        "person_id": row.person_id,
        "meeting_id": meeting.pk,
    }
