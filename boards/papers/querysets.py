"""The one gate to every paper, and to every version of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from boards.papers.enums import PaperState
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


def _issued_to(actor: Actor, paper: str) -> Q:
    """Papers a member reads: accepted, of a meeting whose pack was issued."""
    return Q(
        **{
            f"{paper}item__meeting__body_id__in": actor.body_ids(Role.MEMBER),
            f"{paper}item__meeting__numbers_frozen_at__isnull": False,
            f"{paper}state": PaperState.ACCEPTED,
        }
    )


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers in domain words."""

    def readable_by(self, actor: Actor) -> Self:
        """Papers this person may open: every road to a paper passes through here.

        The board office and the chair read every paper of their bodies; whoever is named
        on a paper, and has a role in the body, reads that paper; members read accepted papers of a meeting whose pack
        was issued to them. Part 2 and confidential papers are open to members, and to
        attendees not at all until a later rule lets a presenter see one item.
        """
        return self.filter(_works_with(actor, "") | _issued_to(actor, ""))

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

    def readable_by(self, actor: Actor) -> Self:
        """Versions this person may open.

        Who works with a paper opens all of its versions. A member opens the current one
        only: an earlier draft may say what the accepted paper no longer does.
        """
        return self.filter(
            _works_with(actor, "paper__")
            | (_issued_to(actor, "paper__") & Q(paper__current_version=F("pk")))
        )
