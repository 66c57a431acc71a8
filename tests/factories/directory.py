"""Systems, organisations and people."""

import factory

from boards.directory.enums import OrganisationKind
from boards.directory.models import IntegratedCareSystem, Organisation, Person


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
