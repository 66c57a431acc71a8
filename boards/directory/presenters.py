"""The directory as pages and files print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from boards.directory.enums import SuccessionKind
from boards.directory.models import (
    Bar,
    Organisation,
    OrganisationSuccession,
    OutsideRole,
    Person,
    Place,
)
from boards.directory.rules import unknown_code
from boards.directory.selectors import reading
from boards.directory.selectors.history import SHOWN, Change
from ics_portal.core.web.words import listed, number, shortday

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.effective import EffectiveDated


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something is in force on a day: words with their chip."""

    words: str
    chip: str


def standing(thing: EffectiveDated, on: date) -> Standing:
    """Open, closed or to come on the day."""
    if thing.starts_on is not None and on < thing.starts_on:
        return Standing(f"Opens {shortday(thing.starts_on)}", "info")
    if thing.ends_on is not None and thing.ends_on < on:
        return Standing(f"Closed {shortday(thing.ends_on)}", "quiet")
    if thing.ends_on is not None:
        return Standing(f"Open until {shortday(thing.ends_on)}", "ok")
    return Standing("Open", "ok")


def span_words(starts_on: date | None, ends_on: date | None) -> str:
    """``From 1 Jul 2022``, ``1 Jul 2022 to 31 Mar 2026``, ``Since when is not said``."""
    if starts_on and ends_on:
        return f"{shortday(starts_on)} to {shortday(ends_on)}"
    if starts_on:
        return f"From {shortday(starts_on)}"
    if ends_on:
        return f"Until {shortday(ends_on)}"
    return "Since when is not said"


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One line of the list of organisations, as it stands on a day."""

    pk: int
    name: str
    kind: str
    ods_code: str
    ons_code: str
    services: str
    systems: str
    opened: date | None
    closed: date | None
    standing: Standing

    CSV_HEADER = (
        "Name",
        "Kind",
        "ODS code",
        "ONS code",
        "Services",
        "Systems",
        "Opened",
        "Closed",
        "On the day",
    )

    def csv(self) -> Sequence[object]:
        return (
            self.name,
            self.kind,
            self.ods_code,
            self.ons_code,
            self.services,
            self.systems,
            self.opened,
            self.closed,
            self.standing.words,
        )


def organisation_row(one: Organisation, *, on: date) -> OrganisationRow:
    """Services and systems are read with the organisation."""
    provided = [
        str(row.get_service_display())
        for row in one.services.all()
        if row.is_in_force_on(on)
    ]
    return OrganisationRow(
        pk=one.pk,
        name=one.name,
        kind=str(one.get_kind_display()),
        ods_code=one.ods_code,
        ons_code=one.ons_code,
        services="; ".join(provided),
        systems="; ".join(str(system) for system in one.systems.all()),
        opened=one.starts_on,
        closed=one.ends_on,
        standing=standing(one, on),
    )


@dataclass(frozen=True, slots=True)
class ServiceRow:
    words: str
    span: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """A predecessor or a successor: ``words`` is what happened, seen from here."""

    pk: int
    name: str
    words: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One organisation. ``code_remark`` is a warning about its code, or empty."""

    organisation: Organisation
    standing: Standing
    kind: str
    systems: str
    social_care: str
    code_remark: str
    services: tuple[ServiceRow, ...]
    predecessors: tuple[NeighbourRow, ...]
    successors: tuple[NeighbourRow, ...]
    changes: tuple[Change, ...]
    more_changes: int


_BEFORE = {
    SuccessionKind.MERGER: "Merged into this",
    SuccessionKind.RENAME: "Renamed as this",
    SuccessionKind.TRANSFER: "Functions transferred to this",
}


def organisation_page(one: Organisation, *, on: date) -> OrganisationPage:
    """The organisation as it stands on a day, read by ``organisation_or_404``."""
    is_council = one.kind == "local_authority"
    says = {True: "Yes", False: "No", None: "Nobody has said"}[one.is_upper_tier]
    changes = reading.history_of_organisation(one)
    return OrganisationPage(
        organisation=one,
        standing=standing(one, on),
        kind=str(one.get_kind_display()),
        systems=listed(one.systems.all()),
        social_care=says if is_council else "",
        code_remark=unknown_code(one.ods_code, one.kind),
        services=tuple(
            ServiceRow(
                str(row.get_service_display()),
                span_words(row.starts_on, row.ends_on),
                _service_standing(row, on),
            )
            for row in one.services.all()
        ),
        predecessors=tuple(_predecessor(each) for each in one.precessions.all()),
        successors=tuple(_successor(each) for each in one.successions.all()),
        changes=tuple(changes[:SHOWN]),
        more_changes=max(0, len(changes) - SHOWN),
    )


def _service_standing(row: EffectiveDated, on: date) -> Standing:
    if row.starts_on is not None and on < row.starts_on:
        return Standing("To come", "info")
    if row.ends_on is not None and row.ends_on < on:
        return Standing("Ended", "quiet")
    return Standing("Provided", "ok")


def _predecessor(each: OrganisationSuccession) -> NeighbourRow:
    words = _BEFORE[SuccessionKind(each.kind)]
    other = each.predecessor
    return NeighbourRow(other.pk, other.name, words, each.on, each.note)


def _successor(each: OrganisationSuccession) -> NeighbourRow:
    words = str(each.get_kind_display())
    other = each.successor
    return NeighbourRow(other.pk, other.name, words, each.on, each.note)


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


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of the list of places."""

    name: str
    slug: str
    system: str
    boundary: str
    population: int | None
    standing: Standing
    opened: date | None
    closed: date | None

    CSV_HEADER = ("Place", "System", "Boundary", "People", "From", "To", "On the day")

    def csv(self) -> Sequence[object]:
        return (
            self.name,
            self.system,
            self.boundary,
            self.population,
            self.opened,
            self.closed,
            self.standing.words,
        )


def place_row(place: Place, *, on: date) -> PlaceRow:
    return PlaceRow(
        name=place.name,
        slug=place.slug,
        system=str(place.system),
        boundary=place.boundary_basis,
        population=place.population,
        standing=standing(place, on),
        opened=place.starts_on,
        closed=place.ends_on,
    )


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One place."""

    place: Place
    standing: Standing
    people: str
    span: str
    changes: tuple[Change, ...]
    more_changes: int


def place_page(place: Place, *, on: date) -> PlacePage:
    """The place as it stands on a day."""
    changes = reading.history_of_place(place)
    return PlacePage(
        place=place,
        standing=standing(place, on),
        people=number(place.population),
        span=span_words(place.starts_on, place.ends_on),
        changes=tuple(changes[:SHOWN]),
        more_changes=max(0, len(changes) - SHOWN),
    )
