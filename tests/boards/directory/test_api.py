"""The directory, for programs."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from boards.directory.enums import OrganisationKind
from tests.factories.accounts import UserFactory
from tests.factories.directory import (
    BarFactory,
    IntegratedCareSystemFactory,
    OrganisationFactory,
    OrganisationServiceFactory,
    OrganisationSuccessionFactory,
    OutsideRoleFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
ORGANISATIONS, PLACES = "/api/v1/organisations/", "/api/v1/places/"
JULY = date(2022, 7, 1)


@pytest.fixture
def api() -> APIClient:
    client = APIClient()
    client.force_login(UserFactory())
    return client


def names(answer):
    return [one["name"] for one in answer.json()["results"]]


def test_an_organisation_is_told_with_all_that_belongs_to_it(api):
    system = IntegratedCareSystemFactory()
    board = OrganisationFactory(
        name="A board",
        kind=OrganisationKind.ICB,
        ods_code="QE1",
        ons_code="E54000048",
        starts_on=JULY,
    )
    board.systems.add(system)
    OrganisationServiceFactory(organisation=board, starts_on=JULY)
    before = OrganisationSuccessionFactory(successor=board).predecessor
    after = OrganisationSuccessionFactory(
        predecessor=board, kind="transfer", on=date(2026, 4, 1)
    ).successor

    assert api.get(f"{ORGANISATIONS}{board.pk}/").json() == {
        "id": board.pk,
        "name": "A board",
        "short_name": "",
        "kind": "icb",
        "ods_code": "QE1",
        "ons_code": "E54000048",
        "is_upper_tier": None,
        "system_ids": [system.pk],
        "starts_on": "2022-07-01",
        "ends_on": None,
        "services": [{"service": "acute", "starts_on": "2022-07-01", "ends_on": None}],
        "predecessors": [
            {"organisation_id": before.pk, "kind": "merger", "on": "2022-07-01"}
        ],
        "successors": [
            {"organisation_id": after.pk, "kind": "transfer", "on": "2026-04-01"}
        ],
    }


def test_organisations_are_narrowed_by_day_system_kind_and_code(api):
    system = IntegratedCareSystemFactory()
    OrganisationFactory(name="Group", ends_on=date(2022, 6, 30)).systems.add(system)
    OrganisationFactory(name="Trust", starts_on=JULY, ods_code="RXN")

    assert names(api.get(f"{ORGANISATIONS}?on=2022-06-30")) == ["Group"]
    assert names(api.get(f"{ORGANISATIONS}?on=2022-07-01")) == ["Trust"]
    assert names(api.get(f"{ORGANISATIONS}?system={system.pk}")) == ["Group"]
    assert names(api.get(f"{ORGANISATIONS}?ods_code=RXN")) == ["Trust"]
    assert names(api.get(f"{ORGANISATIONS}?kind=icb")) == []


@pytest.mark.parametrize("address", [ORGANISATIONS, PLACES])
def test_a_day_that_is_none_is_refused(api, address):
    answer = api.get(f"{address}?on=2022-02-31")

    assert answer.status_code == 400
    assert "on" in answer.json()


def test_places_are_told_and_narrowed(api):
    place = PlaceFactory(name="Here", population=1200, ends_on=date(2024, 3, 31))
    PlaceFactory(name="There", starts_on=date(2024, 4, 1))

    assert names(api.get(f"{PLACES}?on=2024-04-01")) == ["There"]
    assert names(api.get(f"{PLACES}?system={place.system_id}")) == ["Here"]
    assert api.get(f"{PLACES}{place.pk}/").json() == {
        "id": place.pk,
        "system_id": place.system_id,
        "name": "Here",
        "slug": place.slug,
        "boundary_basis": "",
        "population": 1200,
        "starts_on": None,
        "ends_on": "2024-03-31",
    }


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_makes_the_same_number_of_queries(
    api, count, django_assert_max_num_queries
):
    for _ in range(count):
        OrganisationServiceFactory(organisation=OrganisationFactory())
        OrganisationSuccessionFactory()

    with django_assert_max_num_queries(10):
        api.get(ORGANISATIONS)


def test_bars_are_not_told_to_programs(api):
    role = OutsideRoleFactory(person=BarFactory().person)

    told = api.get(f"/api/v1/people/{role.person.pk}/").content.decode()

    assert "Parliament" not in told


def test_nothing_is_changed_through_the_api(api):
    one = OrganisationFactory()

    assert api.post(ORGANISATIONS, {"name": "X"}).status_code == 405
    assert api.delete(f"{ORGANISATIONS}{one.pk}/").status_code == 405
