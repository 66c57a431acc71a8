"""Naming who comes for one item alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boards.directory.models import Person
from boards.meetings.models import AgendaItem, Meeting, Presenter
from boards.meetings.permissions import may_edit_agenda
from boards.meetings.rules.words import one_line
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, delete_with_reason, record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

LONGEST_TITLE = 200


@transaction.atomic
def name_presenter(
    *,
    item: AgendaItem,
    person: Person,
    role_title: str = "",
    actor: Actor,
    at: datetime,
) -> Presenter:
    """Let somebody who is no member see this one item, and its papers once issued.

    Raises RuleBroken for who is named already (CAL-12).
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    require(may_edit_agenda(actor, meeting))
    if item.presenters.filter(person=person).exists():
        raise RuleBroken(
            "CAL-12", f"{person} presents this item already.", field="person"
        )
    made = create_with_reason(
        Presenter,
        "Named to present the item",
        actor=actor,
        item=item,
        person=person,
        role_title=one_line(role_title)[:LONGEST_TITLE],
    )
    _record("presenter_named", made, meeting, actor, at)
    return made


@transaction.atomic
def drop_presenter(*, presenter: Presenter, actor: Actor, at: datetime) -> None:
    """From now on the item is closed to them again."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(
        pk=presenter.item.meeting_id
    )
    require(may_edit_agenda(actor, meeting))
    _record("presenter_dropped", presenter, meeting, actor, at)
    delete_with_reason(presenter, "No longer presents the item", actor=actor)


def _record(
    verb: str, row: Presenter, meeting: Meeting, actor: Actor, at: datetime
) -> None:
    record(
        verb=verb,
        target=row.item,
        actor=actor,
        at=at,
        body_id=meeting.body_id,
        detail={"person_id": row.person_id},
    )
