"""A system's particulars, and a succession that is corrected."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from boards.directory.enums import OrganisationKind
from boards.directory.selectors.history import latest_change_id
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.directory import (
    IntegratedCareSystemFactory,
    OrganisationFactory,
    OrganisationSuccessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(system__name="Lancashire and South Cumbria ICS")


@pytest.fixture
def system(body):
    return body.system


def signed_in(body, role):
    client = Client()
    client.force_login(someone_signed_up(body, role))
    return client


@pytest.fixture
def secretary(body):
    return signed_in(body, Role.SECRETARY)


@pytest.fixture
def member(body):
    return signed_in(body, Role.MEMBER)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def council(system, name, **fields):
    one = OrganisationFactory(
        name=name, kind=OrganisationKind.LOCAL_AUTHORITY, **fields
    )
    one.systems.add(system)
    return one


def test_a_system_shows_its_footprint_codes_and_councils(member, system):
    icb = OrganisationFactory(
        name="NHS body", kind=OrganisationKind.ICB, ods_code="QE1"
    )
    icb.systems.add(system)
    council(system, "County", is_upper_tier=True)
    council(system, "District", is_upper_tier=False)
    council(system, "Borough")
    council(system, "Old council", ends_on=date(2020, 3, 31))
    address = reverse("directory:system", args=[system.pk])

    shown = text_of(member.get(address))

    for words in ("Not confirmed", "ODS QE1", "Upper tier", "Not upper tier"):
        assert words in shown
    assert "Nobody has said" in shown
    assert "Old council" not in shown
    assert "Old council" in text_of(member.get(address, {"on": "2020-03-31"}))
    assert "Confirm the footprint" not in shown
    lines = member.get(address, {"format": "csv"}).content.decode()
    assert "County,,Upper tier," in lines


def test_particulars_are_corrected_with_a_reason(secretary, member, system):
    address = reverse("directory:edit_system", args=[system.pk])
    assert member.get(address).status_code == 403
    assert system.name in text_of(secretary.get(address))
    typed = {
        "name": "Lancashire and South Cumbria",
        "short_name": "L&SC",
        "starts_on": "2018-04-01",
        "seen": latest_change_id(system),
    }

    assert secretary.post(address, typed).status_code == 422
    answer = secretary.post(address, typed | {"reason": "As the board says it"})

    assert answer.url == reverse("directory:system", args=[system.pk])
    system.refresh_from_db()
    assert (system.short_name, system.starts_on) == ("L&SC", date(2018, 4, 1))
    shown = text_of(member.get(answer.url))
    assert "As the board says it" in shown
    clash = secretary.post(address, typed | {"short_name": "LSC", "reason": "Shorter"})
    assert clash.status_code == 409
    assert "L&amp;SC" in text_of(clash)


def test_a_name_another_system_has_is_refused_beside_it(secretary, system):
    IntegratedCareSystemFactory(name="Next door")
    address = reverse("directory:edit_system", args=[system.pk])

    answer = secretary.post(
        address, {"name": "next DOOR", "short_name": "ND", "reason": "Renamed"}
    )

    assert answer.status_code == 422
    assert "There is a system called next DOOR already." in text_of(answer)
    assert 'value="ND"' in answer.content.decode()


def test_a_succession_is_corrected_from_the_page_of_either(secretary, member):
    group = OrganisationFactory(name="A group", ends_on=date(2022, 3, 31))
    board = OrganisationFactory(name="A board")
    succession = OrganisationSuccessionFactory(
        predecessor=group, successor=board, on=date(2022, 4, 1), kind="merger"
    )
    addresses = [
        reverse("directory:correct_succession", args=[one.pk, succession.pk])
        for one in (group, board)
    ]
    assert member.get(addresses[0]).status_code == 403
    page = reverse("directory:organisation", args=[board.pk])
    assert addresses[1] in secretary.get(page).content.decode()
    assert addresses[1] not in member.get(page).content.decode()

    seen = latest_change_id(succession)
    typed = {"kind": "transfer", "on": "2022-07-01", "reason": "July", "seen": seen}
    for address, heading in zip(
        addresses,
        ("Correct what followed A group", "Correct what A board followed"),
        strict=True,
    ):
        assert f"{heading}, A group, then A board" in text_of(secretary.get(address))
    assert secretary.post(addresses[1], typed).status_code == 302

    group.refresh_from_db()
    assert group.ends_on == date(2022, 6, 30)
    shown = text_of(member.get(reverse("directory:organisation", args=[group.pk])))
    assert "1 Apr 2022 → 1 Jul 2022" in shown
    elsewhere = reverse(
        "directory:correct_succession", args=[OrganisationFactory().pk, succession.pk]
    )
    assert secretary.get(elsewhere).status_code == 404
