"""Which packs and pack files may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from boards.meetings.querysets import withheld_items
from boards.packs.enums import Edition, PackState
from boards.packs.permissions import SEE_EVERY_BUILD
from ics_portal.accounts.actor import OFFICE_ROLES, Role

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


def _holds_withheld(actor: Actor) -> Exists:
    """Whether a file has pages of an item whose papers are withheld from the actor."""
    entries = apps.get_model("boards", "PackEntry")._default_manager
    return Exists(
        entries.filter(
            pack=OuterRef("pack"),
            edition=OuterRef("edition"),
            item_id_then__in=withheld_items(actor),
        )
    )


class PackFileQuerySet(models.QuerySet["PackFile"]):
    """Pack files in domain words: the one gate to every finished pack."""

    def readable_by(self, actor: Actor) -> Self:
        """The board office and chair read all; members both parts of issued packs.

        A file with pages that are withheld from a person is not open to that person: the
        other papers are, one by one (CONF-1).
        """
        return self.filter(
            Q(pack__meeting__body_id__in=actor.body_ids(*OFFICE_ROLES))
            | ~Q(_holds_withheld(actor)),
            Q(pack__meeting__body_id__in=actor.body_ids(*SEE_EVERY_BUILD))
            | Q(
                pack__meeting__body_id__in=actor.body_ids(Role.MEMBER),
                pack__issued_at__isnull=False,
                edition__in=[Edition.MEMBERS, Edition.PRIVATE],
            ),
        )

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("A pack file is written once.")
