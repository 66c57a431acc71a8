"""Writing an audit event beside the change it describes."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from ics_portal.core.audit.models import AuditEvent

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

LABEL_LENGTH = 300


def record(
    *,
    verb: str,
    target: Model,
    actor: "Actor",
    at: datetime,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    body_id: int | None = None,
) -> AuditEvent:
    """Say who did what to what, and why.

    ``body_id`` is taken from the target where it has one. ``detail`` must be JSON.
    """
    return AuditEvent.objects.create(
        verb=verb,
        at=at,
        actor_user_id=actor.user_id,
        actor_person_id=actor.person_id,
        actor_name=actor.name,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:LABEL_LENGTH],
        body_id=body_id if body_id is not None else getattr(target, "body_id", None),
        reason=reason,
        detail=detail or {},
    )
