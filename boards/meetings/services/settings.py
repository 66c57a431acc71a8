"""How a body calls its meetings, set by its office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from boards.bodies.models import Body
from boards.bodies.services.seen import mark_of
from boards.meetings.models import MeetingSettings
from boards.meetings.permissions import may_arrange_meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import record, save_with_reason
from ics_portal.core.errors import EditConflict
from ics_portal.core.verdicts import require


@transaction.atomic
def save_settings(
    *,
    body: Body,
    values: Mapping[str, Any],
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> MeetingSettings:
    """Keep the settings of a body; only what changed is written down.

    ``seen`` is the mark of ``settings_words`` the form showed; raises EditConflict if
    somebody changed them since.
    """
    require(may_arrange_meeting(actor, body))
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    found = MeetingSettings.objects.filter(body=body).first()
    kept = found or MeetingSettings(body=body)
    if seen is not None and mark_of(theirs := settings_words(kept)) != seen:
        raise EditConflict(
            "Somebody changed these settings after you opened the form. Look at both,"
            " then save again if yours are still right.",
            field="",
            mine=settings_words(MeetingSettings(body=body, **values)),
            theirs=theirs,
        )
    changed = [name for name, value in values.items() if getattr(kept, name) != value]
    if found is not None and not changed:
        return found
    for name, value in values.items():
        setattr(kept, name, value)
    save_with_reason(kept, "Settings of meetings changed", actor=actor)
    record(
        verb="meeting_settings_changed",
        target=kept,
        actor=actor,
        at=at,
        detail={"changed": sorted(changed)},
    )
    return kept


def settings_words(settings: MeetingSettings) -> str:
    """What the form shows of them, a line for each."""
    names = [
        field
        for field in MeetingSettings._meta.concrete_fields
        if field.name not in ("id", "body")
    ]
    return "\n".join(
        f"{str(field.verbose_name).capitalize()}: {getattr(settings, field.attname)}"
        for field in names
    )
