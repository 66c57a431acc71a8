"""Which packs and pack files may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db import models
from django.db.models import Q

from boards.packs.enums import Edition, PackState
from boards.packs.permissions import SEE_EVERY_BUILD
from ics_portal.accounts.actor import Role

if TYPE_CHECKING:
    from boards.packs.models import Pack, PackFile  # noqa: F401 -- name the rows
    from ics_portal.accounts.actor import Actor


class PackQuerySet(models.QuerySet["Pack"]):
    """Packs in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """The board office and chair see every build, members the issued ones."""
        return self.filter(
            Q(meeting__body_id__in=actor.body_ids(*SEE_EVERY_BUILD))
            | Q(
                meeting__body_id__in=actor.body_ids(Role.MEMBER),
                issued_at__isnull=False,
            )
        )

    def built(self) -> Self:
        """Finished builds."""
        return self.filter(state=PackState.BUILT)

    def issued(self) -> Self:
        """Builds that members may read."""
        return self.filter(issued_at__isnull=False)


class PackFileQuerySet(models.QuerySet["PackFile"]):
    """Pack files in domain words: the one gate to every finished pack."""

    def readable_by(self, actor: Actor) -> Self:
        """The board office and chair read all; members both parts of issued packs."""
        return self.filter(
            Q(pack__meeting__body_id__in=actor.body_ids(*SEE_EVERY_BUILD))
            | Q(
                pack__meeting__body_id__in=actor.body_ids(Role.MEMBER),
                pack__issued_at__isnull=False,
                edition__in=[Edition.MEMBERS, Edition.PRIVATE],
            )
        )

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("A pack file is written once.")
