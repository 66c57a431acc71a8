"""Reading the directory: lists narrowed to what is asked for, and one thing with all that
belongs to it. Everyone signed in may read it; bars are read apart (``bars_of``)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from boards.directory.models import (
    Bar,
    IntegratedCareSystem,
    Organisation,
    OrganisationService,
    OrganisationSuccession,
    OutsideRole,
    Person,
    Place,
)
from boards.directory.permissions import may_keep_bars
from boards.directory.selectors.history import Change, changes_of

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def organisations(
    *,
    on: date | None = None,
    kind: str = "",
    system_id: int | None = None,
    text: str = "",
) -> QuerySet[Organisation]:
    """Organisations with systems and services; in force on a day, of a kind, of a system,
    with a word in name or code. ``on`` None leaves out nobody."""
    found = Organisation.objects.prefetch_related("systems", "services")
    if on is not None:
        found = found.in_force_on(on)
    if kind:
        found = found.filter(kind=kind)
    if system_id is not None:
        found = found.filter(systems=system_id)
    for word in text.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(ods_code__iexact=word)
            | Q(ons_code__iexact=word)
        )
    return found.order_by("name", "pk")


def organisation_or_404(pk: int) -> Organisation:
    """One organisation with systems, services, predecessors and successors."""
    successions = OrganisationSuccession.objects.select_related(
        "predecessor", "successor"
    )
    wanted = Organisation.objects.prefetch_related(
        "systems",
        Prefetch(
            "services", OrganisationService.objects.order_by("service", "starts_on")
        ),
        Prefetch("successions", successions),
        Prefetch("precessions", successions),
    )
    return get_object_or_404(wanted, pk=pk)


def people(*, text: str = "") -> QuerySet[Person]:
    """People with their organisation; with a word in name or post."""
    found = Person.objects.select_related("organisation")
    for word in text.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(post_title__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return found.order_by("name", "pk")


def person_or_404(pk: int) -> Person:
    """One person with what they hold elsewhere."""
    roles = OutsideRole.objects.select_related("organisation").order_by(
        "starts_on", "pk"
    )
    wanted = Person.objects.select_related("organisation").prefetch_related(
        Prefetch("outside_roles", roles)
    )
    return get_object_or_404(wanted, pk=pk)


def bars_of(actor: Actor, person: Person) -> QuerySet[Bar]:
    """What bars the person, for those who may see it; nothing for anybody else."""
    if not may_keep_bars(actor):
        return Bar.objects.none()
    return person.bars.order_by("starts_on", "pk")


def places(*, on: date | None = None, system_id: int | None = None) -> QuerySet[Place]:
    """Places with their system."""
    found = Place.objects.select_related("system")
    if on is not None:
        found = found.in_force_on(on)
    if system_id is not None:
        found = found.filter(system=system_id)
    return found.order_by("system__name", "name", "pk")


def place_or_404(slug: str) -> Place:
    return get_object_or_404(Place.objects.select_related("system"), slug=slug)


def history_of_organisation(organisation: Organisation) -> list[Change]:
    """Its own changes, those of its services and of its successions."""
    pk = organisation.pk
    own = _signed(Organisation.history.filter(id=pk))
    services = OrganisationService.history.filter(organisation_id=pk)
    followed = OrganisationSuccession.history.filter(
        Q(predecessor_id=pk) | Q(successor_id=pk)
    )
    return changes_of(
        ("", own), ("Service", _signed(services)), ("Succession", _signed(followed))
    )


def history_of_person(person: Person) -> list[Change]:
    """Their own changes and those of positions elsewhere; bars are not told."""
    own = Person.history.filter(id=person.pk)
    roles = OutsideRole.history.filter(person_id=person.pk)
    return changes_of(("", _signed(own)), ("Position elsewhere", _signed(roles)))


def history_of_place(place: Place) -> list[Change]:
    return changes_of(("", _signed(Place.history.filter(id=place.pk))))


def history_of_system(system: IntegratedCareSystem) -> list[Change]:
    return changes_of(("", _signed(IntegratedCareSystem.history.filter(id=system.pk))))


def _signed(rows: Any) -> Any:
    return rows.select_related("history_user")
