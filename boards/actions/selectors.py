"""Reading the action log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boards.actions.models import Action

if TYPE_CHECKING:
    from boards.actions.querysets import ActionQuerySet
    from ics_portal.accounts.actor import Actor


def log_of(body_id: int) -> list[Action]:
    """The outstanding actions of a body with their notes, in the order of their codes."""
    return list(
        Action.objects.filter(body_id=body_id).outstanding().prefetch_related("updates")
    )


def actions_for(
    actor: Actor, *, body_id: int | None = None, with_ended: bool = False
) -> ActionQuerySet:
    """The actions this person may see, body by body; the outstanding ones by default."""
    actions = Action.objects.visible_to(actor).select_related("body")
    if body_id is not None:
        actions = actions.filter(body_id=body_id)
    if not with_ended:
        actions = actions.outstanding()
    return actions.prefetch_related("updates").order_by("body__name", "code", "pk")
