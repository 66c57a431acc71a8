"""Pages of people and places."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from boards.directory.models import (
    Bar,
    IntegratedCareSystem,
    OutsideRole,
    Person,
    Place,
)
from boards.directory.selectors.history import latest_change_id
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import (
    IntegratedCareSystemFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
PEOPLE, PLACES = "/system/people/", "/system/places/"


@pytest.fixture
def body():
    return BodyFactory()


def signed_in(body, role):
    client = Client()
    client.force_login(someone_signed_up(body, role))
    return client


@pytest.fixture
def secretary(body) -> Client:
    return signed_in(body, Role.SECRETARY)


@pytest.fixture
def governance(body) -> Client:
    return signed_in(body, Role.GOVERNANCE_LEAD)


@pytest.fixture
def member(body) -> Client:
    return signed_in(body, Role.MEMBER)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


# --- People ------------------------------------------------------------------------


def test_people_are_found_by_name_post_and_organisation(member):
    trust = OrganisationFactory(name="Bay trust")
    PersonFactory(name="Medical director", organisation=trust)
    PersonFactory(name="Finance director")

    page = text_of(member.get(f"{PEOPLE}?text=bay"))

    assert "Medical director" in page
    assert "Finance director" not in page
    assert "Nobody matches" in text_of(member.get(f"{PEOPLE}?text=moon"))


def test_people_as_a_file(member):
    PersonFactory(name="Medical director", post_title="MD")

    answer = member.get(f"{PEOPLE}?format=csv&text=medical")

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Name"] for row in rows] == ["Medical director"]


def test_a_person_is_added_changed_and_shown_with_the_change(secretary):
    trust = OrganisationFactory(name="Bay trust")
    secretary.post(f"{PEOPLE}new/", {"name": "Medical director", "post_title": "MD"})
    person = Person.objects.get(name="Medical director")
    secretary.post(
        f"{PEOPLE}{person.pk}/edit/",
        {
            "name": "Medical director",
            "post_title": "Chief medical officer",
            "organisation": trust.pk,
            "reason": "New post",
            "seen": latest_change_id(person),
        },
    )

    page = text_of(secretary.get(f"{PEOPLE}{person.pk}/"))

    assert "MD → Chief medical officer" in page
    assert "Organisation: Bay trust" in page
    assert "New post" in page


def test_two_who_change_one_person_lose_nothing(secretary):
    person = PersonFactory(name="Director")
    address = f"{PEOPLE}{person.pk}/edit/"
    typed = {"name": "Director", "reason": "R", "seen": latest_change_id(person)}
    secretary.post(address, typed | {"post_title": "Theirs"})

    clash = secretary.post(address, typed | {"post_title": "Mine"})

    assert clash.status_code == 409
    assert "Post: Mine" in text_of(clash)
    assert f'value="{latest_change_id(person)}"' in text_of(clash)


@pytest.mark.requirement("ICB-14")
def test_positions_elsewhere_are_added_changed_ended_and_confirmed(secretary):
    person, trust = PersonFactory(), OrganisationFactory(name="Bay trust")
    at = f"{PEOPLE}{person.pk}/"
    position = {
        "organisation": trust.pk,
        "title": "Governor",
        "starts_on": "2024-04-01",
    }
    assert "Nobody has asked yet" in text_of(secretary.get(at))

    secretary.post(f"{at}elsewhere/", position)
    role = OutsideRole.objects.get()
    assert secretary.get(f"{at}elsewhere/{role.pk}/").status_code == 200
    secretary.post(
        f"{at}elsewhere/{role.pk}/",
        position
        | {
            "title": "Lead governor",
            "reason": "Elected",
            "seen": latest_change_id(role),
        },
    )
    secretary.post(
        f"{at}elsewhere/{role.pk}/end/", {"on": "2025-03-31", "reason": "Stood down"}
    )
    secretary.post(f"{at}asked/", {"on": "2025-04-01"})

    page = text_of(secretary.get(at))
    assert "Lead governor" in page
    assert "1 Apr 2024 to 31 Mar 2025" in page
    assert "Asked on 1 Apr 2025" in page
    assert "Stood down" in page


def test_a_position_that_cannot_be_is_told_beside_its_field(secretary):
    person = PersonFactory()

    answer = secretary.post(
        f"{PEOPLE}{person.pk}/elsewhere/",
        {
            "organisation": OrganisationFactory().pk,
            "title": "Governor",
            "starts_on": "2024-04-01",
            "ends_on": "2024-03-31",
        },
    )

    assert answer.status_code == 422
    assert "cannot end on 31 March 2024" in text_of(answer)
    assert "id_ends_on-error" in text_of(answer)


def test_a_position_of_somebody_else_is_a_404(secretary):
    role = OutsideRole.objects.create(
        person=PersonFactory(), organisation=OrganisationFactory(), title="X"
    )
    other = PersonFactory()

    address = f"{PEOPLE}{other.pk}/elsewhere/{role.pk}/"
    assert secretary.get(address).status_code == 404
    assert secretary.get(f"{address}end/").status_code == 404


def test_bars_are_seen_and_kept_by_governance_leads_alone(
    governance, secretary, member
):
    person = PersonFactory()
    at = f"{PEOPLE}{person.pk}/"
    governance.post(f"{at}bars/", {"reason": "A Member of Parliament"})
    bar = Bar.objects.get()

    assert "A Member of Parliament" in text_of(governance.get(at))
    for other in (secretary, member):
        assert "Parliament" not in text_of(other.get(at))
        assert "Bars" not in text_of(other.get(at))
        assert other.get(f"{at}bars/").status_code == 403
        assert other.post(f"{at}bars/{bar.pk}/end/").status_code == 403
    assert governance.get(f"{at}bars/{bar.pk}/end/").status_code == 200
    governance.post(f"{at}bars/{bar.pk}/end/", {"on": "2025-01-01", "reason": "R"})
    bar.refresh_from_db()
    assert bar.ends_on == date(2025, 1, 1)


def test_a_bar_of_somebody_else_is_a_404(governance):
    bar = Bar.objects.create(person=PersonFactory(), reason="X")

    address = f"{PEOPLE}{PersonFactory().pk}/bars/{bar.pk}/end/"
    assert governance.get(address).status_code == 404


@pytest.mark.parametrize("act", ["edit/", "asked/", "elsewhere/"])
def test_a_member_changes_nobody(member, secretary, act):
    address = f"{PEOPLE}{PersonFactory().pk}/{act}"

    assert member.get(address).status_code == member.post(address).status_code == 403
    assert secretary.get(address).status_code == 200


# --- Places ------------------------------------------------------------------------


@pytest.mark.requirement("PLC-01")
def test_a_place_is_added_shown_changed_and_closed(secretary):
    system = IntegratedCareSystemFactory(name="The system")
    secretary.post(
        f"{PLACES}new/",
        {
            "system": system.pk,
            "name": "Fylde Coast",
            "population": "350000",
            "boundary_basis": "Three councils",
            "starts_on": "2020-01-01",
        },
    )
    at = f"{PLACES}fylde-coast/"
    place = Place.objects.get()
    assert secretary.get(f"{at}edit/").status_code == 200
    secretary.post(
        f"{at}edit/",
        {
            "name": "Fylde Coast",
            "population": "351000",
            "boundary_basis": "Three councils",
            "starts_on": "2020-01-01",
            "reason": "Census",
            "seen": latest_change_id(place),
        },
    )

    page = text_of(secretary.get(at))
    assert "351,000" in page
    assert "Three councils" in page
    assert "350000 → 351000" in page
    secretary.post(f"{at}close/", {"on": "2024-03-31", "reason": "Merged"})
    assert "Closed 31 Mar 2024" in text_of(secretary.get(at))
    assert "Open until 31 Mar 2024" in text_of(secretary.get(f"{at}?on=2024-01-01"))


def test_places_are_listed_by_system_and_day_and_as_a_file(member):
    first, second = IntegratedCareSystemFactory(), IntegratedCareSystemFactory()
    Place.objects.create(system=first, name="Here", slug="here", population=1200)
    Place.objects.create(
        system=second, name="There", slug="there", starts_on=date(2010, 1, 1)
    )
    Place.objects.create(
        system=first, name="Gone", slug="gone", ends_on=date(2020, 1, 1)
    )

    page = text_of(member.get(f"{PLACES}?system={first.pk}"))
    answer = member.get(f"{PLACES}?ended=on&format=csv")

    assert "Here" in page
    assert "1,200" in page
    assert "There" not in page
    assert "Gone" not in page
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Place"] for row in rows} == {"Here", "There", "Gone"}
    assert "No place matches" in text_of(
        member.get(f"{PLACES}?on=2000-01-01&system={second.pk}")
    )


def test_a_population_that_is_no_number_is_told(secretary):
    answer = secretary.post(
        f"{PLACES}new/",
        {"system": IntegratedCareSystemFactory().pk, "name": "X", "population": "many"},
    )

    assert answer.status_code == 422
    assert "as a whole number" in text_of(answer)


def test_a_member_changes_no_place(member):
    Place.objects.create(system=IntegratedCareSystemFactory(), name="X", slug="x")

    for act in ("x/edit/", "x/close/", "new/"):
        assert member.get(f"{PLACES}{act}").status_code == 403


def test_a_place_that_is_not_there_is_a_404(member):
    assert member.get(f"{PLACES}nowhere/").status_code == 404


@pytest.mark.requirement("PTN-08")
def test_a_footprint_is_confirmed_by_the_office(member, secretary):
    system = IntegratedCareSystemFactory()
    address = f"/system/footprint/{system.pk}/"
    today = timezone.localdate()

    assert member.post(address, {"on": today.isoformat()}).status_code == 403
    assert secretary.get(address).status_code == 200
    secretary.post(address, {"on": today.isoformat()})

    system.refresh_from_db()
    assert system.footprint_confirmed_on == today
    late = secretary.post(address, {"on": "2199-01-01"})
    assert "still to come" in text_of(late)


def test_empty_lists_say_what_usually_is_here(member):
    assert IntegratedCareSystem.objects.exists()
    assert "No place is in the directory" in text_of(member.get(PLACES))
