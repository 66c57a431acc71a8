"""Which packs and pack files may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import sits_at, withheld_items
from boards.packs.enums import CopyState, Edition, PackState
from boards.packs.permissions import SEE_EVERY_BUILD
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from boards.packs.models import (  # noqa: F401 -- name the rows
        Pack,
        PackFile,
        ReaderCopy,
        ReaderCopyFor,
    )
    from ics_portal.accounts.actor import Actor


class PackQuerySet(models.QuerySet["Pack"]):
    """Packs in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """The board office and chair see every build, members the issued ones, and so do
        all who sit at the meeting for a body in common with its host."""
        return self.filter(
            Q(meeting__body_id__in=actor.body_ids(*SEE_EVERY_BUILD))
            | (
                sits_at(actor.body_ids(*PRIVATE_ROLES), "meeting__")
                & Q(issued_at__isnull=False)
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


def _logs_withheld(actor: Actor) -> Q:
    """Whether its log of part 2 has actions of an item that is withheld from the actor."""
    logged = apps.get_model("boards", "LoggedItem")._default_manager
    rows = logged.filter(pack=OuterRef("pack"), item_id_then__in=withheld_items(actor))
    return Q(Exists(rows), edition=Edition.PRIVATE)


class PackFileQuerySet(models.QuerySet["PackFile"]):
    """Pack files in domain words: the one gate to every finished pack."""

    def readable_by(self, actor: Actor) -> Self:
        """The board office and chair read all; members both parts of issued packs.

        A file with pages that are withheld from a person is not open to that person: the
        other papers are, one by one (CONF-1).
        """
        return self.filter(
            Q(pack__meeting__body_id__in=actor.body_ids(*OFFICE_ROLES))
            | ~(Q(_holds_withheld(actor)) | _logs_withheld(actor)),
            Q(pack__meeting__body_id__in=actor.body_ids(*SEE_EVERY_BUILD))
            | (
                sits_at(actor.body_ids(*PRIVATE_ROLES), "pack__meeting__")
                & Q(
                    pack__issued_at__isnull=False,
                    edition__in=[Edition.MEMBERS, Edition.PRIVATE],
                )
            ),
        )

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("A pack file is written once.")


class ReaderCopyQuerySet(models.QuerySet["ReaderCopy"]):
    """Readers' copies in domain words."""

    def visible_to(self, actor: Actor) -> Self:
        """The board office sees every copy and its proof; nobody else sees others'."""
        return self.filter(pack__meeting__body_id__in=actor.body_ids(*OFFICE_ROLES))

    def delete(self) -> NoReturn:
        raise TypeError("A reader's copy stays on record.")


def _holds_more_withheld(actor: Actor) -> Exists:
    """Whether a copy has pages of an item whose papers are withheld from the actor now:
    a ruling closes it at once, before the worker has made another."""
    entries = apps.get_model("boards", "PackEntry")._default_manager
    omitted = apps.get_model("boards", "OmittedItem")._default_manager
    left_out = omitted.filter(
        copy=OuterRef(OuterRef("copy")), item_id_then=OuterRef("item_id_then")
    )
    return Exists(
        entries.filter(
            ~Exists(left_out),
            pack=OuterRef("copy__pack"),
            edition=OuterRef("copy__edition"),
            item_id_then__in=withheld_items(actor),
        )
    )


def _logs_more_withheld(actor: Actor) -> Q:
    """The same of its log of part 2."""
    logged = apps.get_model("boards", "LoggedItem")._default_manager
    omitted = apps.get_model("boards", "OmittedItem")._default_manager
    left_out = omitted.filter(
        copy=OuterRef(OuterRef("copy")), item_id_then=OuterRef("item_id_then")
    )
    rows = logged.filter(
        ~Exists(left_out),
        pack=OuterRef("copy__pack"),
        item_id_then__in=withheld_items(actor),
    )
    return Q(Exists(rows), copy__edition=Edition.PRIVATE)


class ReaderCopyForQuerySet(models.QuerySet["ReaderCopyFor"]):
    """Who is given which copy, in domain words: the one gate to every copy."""

    def current(self) -> Self:
        """Those that no other has taken the place of."""
        return self.filter(superseded_at__isnull=True)

    def given_to(self, actor: Actor) -> Self:
        """The actor's own, released or still being made, of packs that are issued to the
        actor: whoever sits at the meeting."""
        if actor.person_id is None:
            return self.none()
        return self.current().filter(
            ~(Q(_holds_more_withheld(actor)) | _logs_more_withheld(actor)),
            sits_at(actor.body_ids(*PRIVATE_ROLES), "copy__pack__meeting__"),
            person_id=actor.person_id,
            copy__pack__issued_at__isnull=False,
        )

    def readable_by(self, actor: Actor) -> Self:
        """Of those, what the check has released: nobody opens another person's copy, nor
        one that was superseded (PACK-10)."""
        return self.given_to(actor).filter(
            Q(copy__with_names=False) | Q(stored__isnull=False),
            copy__state=CopyState.RELEASED,
        )

    def delete(self) -> NoReturn:
        raise TypeError("Who was given a copy stays on record.")
