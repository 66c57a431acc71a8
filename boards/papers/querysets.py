"""The one gate to every paper, and to every version of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.querysets import presented_items, sits_at, withheld_items
from boards.papers.enums import PaperState
from boards.papers.issued import issued_papers
from ics_portal.accounts.actor import OFFICE_ROLES, Role

if TYPE_CHECKING:
    from boards.papers.models import Paper, PaperVersion  # noqa: F401 -- in the bases
    from ics_portal.accounts.actor import Actor


def _works_with(actor: Actor, paper: str) -> Q:
    """Papers the actor sees at every stage: the office, the chair, whoever is named.

    Being named opens a paper only while some role in the body is held: who has left
    keeps no key. ``paper`` is the way from the row to its paper, "" or "paper__".
    """
    condition = Q(
        **{
            f"{paper}item__meeting__body_id__in": actor.body_ids(
                *OFFICE_ROLES, Role.CHAIR
            )
        }
    )
    if actor.person_id is not None:
        people = apps.get_model("boards", "PaperPerson")
        named = people._default_manager.filter(
            paper=OuterRef(f"{paper}pk"), person_id=actor.person_id
        )
        of_my_bodies = Q(**{f"{paper}item__meeting__body_id__in": actor.body_ids()})
        condition |= of_my_bodies & Q(Exists(named))
    return condition


def _of_members(actor: Actor, paper: str) -> Q:
    """Papers a member may read if they were issued: not one that was taken back since.

    Of a meeting in common, all who sit there for another body read as members do.
    """
    sits = sits_at(actor.body_ids(*PRIVATE_ROLES), f"{paper}item__meeting__")
    return sits & Q(**{f"{paper}state": PaperState.ACCEPTED})


def _of_presenters(actor: Actor, paper: str) -> Q:
    """Papers of an item the actor comes to present, if they were issued (CAL-12)."""
    return Q(
        **{
            f"{paper}item__in": presented_items(actor),
            f"{paper}state": PaperState.ACCEPTED,
        }
    )


def _not_withheld(actor: Actor, paper: str) -> Q:
    """Papers that no ruling withholds from the actor, whatever role would open them.

    The office handles what it issues and is not kept from it by this; a secretary with a
    conflict hands the item to somebody else.
    """
    office = {f"{paper}item__meeting__body_id__in": actor.body_ids(*OFFICE_ROLES)}
    return Q(**office) | ~Q(**{f"{paper}item__in": withheld_items(actor)})


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers in domain words."""

    def readable_by(self, actor: Actor) -> Self:
        """Papers this person may open: every road to a paper passes through here.

        The board office and the chair read every paper of their bodies; whoever is named
        on a paper, and has a role in the body, reads that paper, withdrawn or not;
        members read the accepted papers of the last pack that was issued to them, as
        they are in it (PAPER-10). Part 2 and confidential papers are open to members,
        and to others not at all; who comes to present one item reads the papers of that
        item as members do (CAL-12).
        What a ruling withholds from a person is open to that person by none of these (CONF-1).
        """
        issued = issued_papers.has_paper("item__meeting_id", "pk")
        return self.filter(
            _not_withheld(actor, ""),
            _works_with(actor, "")
            | ((_of_members(actor, "") | _of_presenters(actor, "")) & issued),
        )

    def worked_on_by(self, actor: Actor) -> Self:
        """Papers the actor is named on, whatever other roles are held."""
        if actor.person_id is None:
            return self.none()
        return self.filter(people__person_id=actor.person_id).distinct()

    def in_order(self) -> Self:
        """Papers in the order they stand under their item."""
        return self.order_by("position", "pk")


class PaperVersionQuerySet(models.QuerySet["PaperVersion"]):
    """Versions of papers in domain words."""

    def worked_with_by(self, actor: Actor) -> Self:
        """Versions of papers the actor sees at every stage."""
        return self.filter(
            _not_withheld(actor, "paper__"), _works_with(actor, "paper__")
        )

    def readable_by(self, actor: Actor) -> Self:
        """Versions this person may open.

        Who works with a paper opens all of its versions. A member opens the one in the
        issued pack only: an earlier draft may say what the accepted paper no longer
        does, and a later one was not given out yet (PAPER-10).
        """
        issued = issued_papers.has_version(
            "paper__item__meeting_id", "paper_id", "number"
        )
        return self.filter(
            _not_withheld(actor, "paper__"),
            _works_with(actor, "paper__")
            | (
                (_of_members(actor, "paper__") | _of_presenters(actor, "paper__"))
                & issued
            ),
        )
