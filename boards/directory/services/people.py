"""People: their names and posts, what they hold elsewhere, and what bars them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards.directory.models import Bar, Organisation, OutsideRole, Person
from boards.directory.permissions import may_keep_bars, may_keep_directory
from boards.directory.rules import said, wrong_closing
from boards.directory.services.checking import (
    locked,
    reason_given,
    span_right,
    unchanged_since,
    words,
)
from boards.directory.services.systems import ADDED
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.accounts.models import User

PERSON_LABELS = {"name": "Name", "post_title": "Post", "organisation": "Organisation"}
ROLE_LABELS = {
    "organisation": "Organisation",
    "title": "Position",
    "starts_on": "From",
    "ends_on": "To",
}


@transaction.atomic
def add_person(
    *,
    name: str,
    post_title: str = "",
    organisation: Organisation | None = None,
    user: User | None = None,
    actor: Actor,
    at: datetime,
) -> Person:
    """Add a person; ``user`` is their sign-in, where they have one."""
    require(may_keep_directory(actor))
    person = create_with_reason(
        Person,
        ADDED,
        actor=actor,
        name=words(name, field="name", what="the name", limit=200),
        post_title=_post(post_title),
        organisation=organisation,
        user=user,
    )
    record(verb="directory.person_added", target=person, actor=actor, at=at)
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    name: str,
    post_title: str,
    organisation: Organisation | None,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Person:
    """Change name, post and organisation. ``seen`` as in ``change_organisation``."""
    require(may_keep_directory(actor))
    stored = locked(person)
    mine = {
        "name": words(name, field="name", what="the name", limit=200),
        "post_title": _post(post_title),
        "organisation": organisation,
    }
    why = reason_given(reason)
    unchanged_since(stored, seen, mine, labels=PERSON_LABELS)
    for field, value in mine.items():
        setattr(stored, field, value)
    save_with_reason(stored, why, actor=actor)
    record(
        verb="directory.person_changed", target=stored, actor=actor, at=at, reason=why
    )
    return stored


@dataclass(frozen=True, slots=True)
class OutsideRoleDetails:
    """A position somebody holds elsewhere; ``ends_on`` is its last day."""

    organisation: Organisation
    title: str
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def add_outside_role(
    *, person: Person, details: OutsideRoleDetails, actor: Actor, at: datetime
) -> OutsideRole:
    """Record a position. The same one twice at a time is refused (DIR-8)."""
    require(may_keep_directory(actor))
    locked(person)
    role = create_with_reason(
        OutsideRole, ADDED, actor=actor, person=person, **_role_fields(person, details)
    )
    record(verb="directory.outside_role_added", target=role, actor=actor, at=at)
    return role


@transaction.atomic
def change_outside_role(
    *,
    role: OutsideRole,
    details: OutsideRoleDetails,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> OutsideRole:
    """Correct a position. ``seen`` as in ``change_organisation``."""
    require(may_keep_directory(actor))
    stored = locked(role)
    mine = _role_fields(stored.person, details, own_pk=stored.pk)
    why = reason_given(reason)
    unchanged_since(stored, seen, mine, labels=ROLE_LABELS)
    for field, value in mine.items():
        setattr(stored, field, value)
    save_with_reason(stored, why, actor=actor)
    record(
        verb="directory.outside_role_changed",
        target=stored,
        actor=actor,
        at=at,
        reason=why,
    )
    return stored


@transaction.atomic
def end_outside_role(
    *, role: OutsideRole, on: date, reason: str, actor: Actor, at: datetime
) -> OutsideRole:
    """End a position with its last day."""
    require(may_keep_directory(actor))
    stored = locked(role)
    why = reason_given(reason)
    if problem := wrong_closing(
        stored.starts_on, stored.ends_on, on, name=f"The position “{stored.title}”"
    ):
        raise RuleBroken("DIR-4", problem, field="on")
    stored.ends_on = on
    save_with_reason(stored, why, actor=actor)
    record(
        verb="directory.outside_role_ended",
        target=stored,
        actor=actor,
        at=at,
        reason=why,
    )
    return stored


@transaction.atomic
def confirm_outside_roles(
    *, person: Person, on: date, actor: Actor, at: datetime
) -> Person:
    """Say that the person was asked on this day, and that what is recorded is all.

    Whether a non-executive is independent is "not known" before (RULE-BRD-03). Raises
    RuleBroken (DIR-4) for a day to come.
    """
    require(may_keep_directory(actor))
    if on > timezone.localdate(at):
        raise RuleBroken(
            "DIR-4", "Nobody was asked on a day that is still to come.", field="on"
        )
    stored = locked(person)
    stored.outside_roles_checked_on = on
    save_with_reason(stored, "Asked for positions elsewhere", actor=actor)
    record(
        verb="directory.outside_roles_checked",
        target=stored,
        actor=actor,
        at=at,
        detail={"on": on.isoformat()},
    )
    return stored


@transaction.atomic
def record_bar(
    *,
    person: Person,
    reason: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Bar:
    """Record why somebody may not sit on a board for a time.

    The audit says that it was recorded and not why: fewer may read the reason than the
    audit.
    """
    require(may_keep_bars(actor))
    why = words(reason, field="reason", what="what bars the person", limit=200)
    span_right(starts_on, ends_on, what="The bar")
    bar = create_with_reason(
        Bar,
        "Recorded",
        actor=actor,
        person=person,
        reason=why,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record(verb="directory.bar_recorded", target=person, actor=actor, at=at)
    return bar


@transaction.atomic
def end_bar(*, bar: Bar, on: date, reason: str, actor: Actor, at: datetime) -> Bar:
    """End a bar with its last day. A bar that had an end may end earlier."""
    require(may_keep_bars(actor))
    stored = locked(bar)
    why = reason_given(reason)
    ends_later = stored.ends_on is not None and on < stored.ends_on
    closed_on = None if ends_later else stored.ends_on
    if problem := wrong_closing(stored.starts_on, closed_on, on, name="The bar"):
        raise RuleBroken("DIR-4", problem, field="on")
    stored.ends_on = on
    save_with_reason(stored, why, actor=actor)
    record(verb="directory.bar_ended", target=stored.person, actor=actor, at=at)
    return stored


def _post(title: str) -> str:
    return words(title, field="post_title", what="the post", limit=200, needed=False)


def _role_fields(
    person: Person, details: OutsideRoleDetails, own_pk: int = 0
) -> dict[str, object]:
    title = words(details.title, field="title", what="the position", limit=200)
    span_right(details.starts_on, details.ends_on, what="The position")
    same = person.outside_roles.filter(
        organisation=details.organisation, title__iexact=title
    ).exclude(pk=own_pk)
    if details.ends_on is not None:
        same = same.filter(Q(starts_on=None) | Q(starts_on__lte=details.ends_on))
    if details.starts_on is not None:
        same = same.filter(Q(ends_on=None) | Q(ends_on__gte=details.starts_on))
    if (other := same.first()) is not None:
        since = f" from {said(other.starts_on)}" if other.starts_on else ""
        raise RuleBroken(
            "DIR-8",
            f"{person} is recorded as {other.title} of {details.organisation}{since}"
            " already.",
            field="title",
        )
    return {
        "organisation": details.organisation,
        "title": title,
        "starts_on": details.starts_on,
        "ends_on": details.ends_on,
    }
