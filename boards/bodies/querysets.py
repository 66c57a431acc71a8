"""Which bodies and roles may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ics_portal.core.effective import EffectiveDatedQuerySet

if TYPE_CHECKING:
    from boards.bodies.models import Body, BodyRole  # noqa: F401 -- the rows' classes
    from ics_portal.accounts.actor import Actor


class BodyQuerySet(EffectiveDatedQuerySet["Body"]):
    """Bodies in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """The bodies in which the actor holds any role."""
        return self.filter(pk__in=actor.body_ids())


class BodyRoleQuerySet(EffectiveDatedQuerySet["BodyRole"]):
    """Roles in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody's roles in the bodies in which the actor holds any role."""
        return self.filter(body_id__in=actor.body_ids())
