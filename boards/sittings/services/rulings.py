"""Rulings in the room: made by whoever presides, and never on oneself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boards.directory.models import Person
from boards.meetings.models import AgendaItem, Ruling
from boards.meetings.services.participation import RulingDetails, record_ruling
from boards.sittings.rules.sitting import check_presiding
from boards.sittings.selectors.chairing import candidates_for
from boards.sittings.selectors.events import course_of_meeting
from boards.sittings.services.common import lock_meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken


@transaction.atomic
def rule_in_room(
    *,
    item: AgendaItem,
    person: Person,
    ruled_by: Person,
    details: RulingDetails,
    actor: Actor,
    at: datetime,
) -> Ruling:
    """Record a ruling made at the meeting. The person presiding rules; on the person
    presiding the deputy chair does, or a member the meeting chose (DOI-10, DOI-11).

    The same ruling sent again is the one there is.
    """
    meeting = lock_meeting(item.meeting)
    course = course_of_meeting(meeting)
    moment = course.moment_of(item.pk, at)
    presiding = course.presiding(item.pk, moment)
    newest = Ruling.objects.filter(item=item, person=person).order_by("-pk").first()
    if newest is not None and _says(newest, ruled_by, details):
        return newest
    if presiding is not None and presiding == person and ruled_by != person:
        check_presiding(
            ruled_by.pk, candidates_for(meeting, item, moment), chair_barred=True
        )
    elif ruled_by not in (presiding, person):
        who = str(presiding) if presiding else "Nobody yet"
        raise RuleBroken(
            "SIT-8",
            f"Rulings are made by the person presiding. {who} presides over this item.",
            field="ruled_by",
        )
    return record_ruling(
        item=item, person=person, ruled_by=ruled_by, details=details, actor=actor, at=at
    )


def _says(ruling: Ruling, ruled_by: Person, details: RulingDetails) -> bool:
    return (
        ruling.option,
        ruling.nature,
        ruling.words,
        ruling.papers_withheld,
        ruling.declared_at_start,
        ruling.explained,
        ruling.ruled_by_id,
    ) == (
        details.option,
        details.nature.strip(),
        details.words.strip(),
        details.papers_withheld,
        details.declared_at_start,
        details.explained,
        ruled_by.pk,
    )
