"""People, in a list and each by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from boards.directory.models import Bar, OutsideRole, Person
from boards.directory.presenters.common import span_words
from boards.directory.selectors import reading
from boards.directory.selectors.history import SHOWN, Change
from ics_portal.core.web.words import shortday

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people."""

    pk: int
    name: str
    post: str
    organisation: str
    organisation_id: int | None
    asked_on: date | None

    CSV_HEADER = ("Name", "Post", "Organisation", "Asked for positions elsewhere on")

    def csv(self) -> Sequence[object]:
        return (self.name, self.post, self.organisation, self.asked_on)


def person_row(person: Person) -> PersonRow:
    return PersonRow(
        pk=person.pk,
        name=person.name,
        post=person.post_title,
        organisation=str(person.organisation or ""),
        organisation_id=person.organisation_id,
        asked_on=person.outside_roles_checked_on,
    )


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A position elsewhere, or a bar (``organisation`` is then empty)."""

    pk: int
    title: str
    organisation: str
    organisation_id: int | None
    span: str
    is_over: bool
    can_end: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person. ``asked_words`` says when they were asked for positions elsewhere."""

    person: Person
    asked_words: str
    roles: tuple[RoleRow, ...]
    bars: tuple[RoleRow, ...]
    changes: tuple[Change, ...]
    more_changes: int


def person_page(person: Person, actor: Actor, *, on: date) -> PersonPage:
    """The person as they stand on a day, read by ``person_or_404``; bars only for those
    who may see them."""
    asked = person.outside_roles_checked_on
    changes = reading.history_of_person(person)
    return PersonPage(
        person=person,
        asked_words=f"Asked on {shortday(asked)}" if asked else "Nobody has asked yet",
        roles=tuple(_role(role, on) for role in person.outside_roles.all()),
        bars=tuple(_bar(bar, on) for bar in reading.bars_of(actor, person)),
        changes=tuple(changes[:SHOWN]),
        more_changes=max(0, len(changes) - SHOWN),
    )


def _role(role: OutsideRole, on: date) -> RoleRow:
    return RoleRow(
        pk=role.pk,
        title=role.title,
        organisation=str(role.organisation),
        organisation_id=role.organisation_id,
        span=span_words(role.starts_on, role.ends_on),
        is_over=role.ends_on is not None and role.ends_on < on,
        can_end=role.ends_on is None,
    )


def _bar(bar: Bar, on: date) -> RoleRow:
    is_over = bar.ends_on is not None and bar.ends_on < on
    return RoleRow(
        pk=bar.pk,
        title=bar.reason,
        organisation="",
        organisation_id=None,
        span=span_words(bar.starts_on, bar.ends_on),
        is_over=is_over,
        can_end=not is_over,
    )
