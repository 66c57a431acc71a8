"""Systems, organisations and people."""

from datetime import date

import factory

from boards.directory.enums import OrganisationKind, Service, SuccessionKind
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


class IntegratedCareSystemFactory(
    factory.django.DjangoModelFactory[IntegratedCareSystem]
):
    class Meta:
        model = IntegratedCareSystem

    name = factory.Sequence(lambda number: f"System {number}")


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Trust {number}")
    kind = OrganisationKind.NHS_TRUST


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"Director {number}")


class PlaceFactory(factory.django.DjangoModelFactory[Place]):
    class Meta:
        model = Place

    system = factory.SubFactory(IntegratedCareSystemFactory)
    name = factory.Sequence(lambda number: f"Place {number}")
    slug = factory.Sequence(lambda number: f"place-{number}")


class OrganisationServiceFactory(
    factory.django.DjangoModelFactory[OrganisationService]
):
    class Meta:
        model = OrganisationService

    organisation = factory.SubFactory(OrganisationFactory)
    service = Service.ACUTE


class OrganisationSuccessionFactory(
    factory.django.DjangoModelFactory[OrganisationSuccession]
):
    class Meta:
        model = OrganisationSuccession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory)
    kind = SuccessionKind.MERGER
    on = date(2022, 7, 1)


class OutsideRoleFactory(factory.django.DjangoModelFactory[OutsideRole]):
    class Meta:
        model = OutsideRole

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    title = "Governor"


class BarFactory(factory.django.DjangoModelFactory[Bar]):
    class Meta:
        model = Bar

    person = factory.SubFactory(PersonFactory)
    reason = "A Member of Parliament"
