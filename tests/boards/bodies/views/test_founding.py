"""A governance lead adds a body."""

import pytest
from django.test import Client
from django.urls import reverse

from boards.bodies.models import Body
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up

pytestmark = pytest.mark.django_db


def client_for(body, role):
    client = Client()
    client.force_login(someone_signed_up(body, role))
    return client


@pytest.fixture
def keeper(board):
    return client_for(board, Role.GOVERNANCE_LEAD)


ADDRESS = "/system/new-body/"


def test_a_body_is_added_and_can_be_filled_at_once(board, keeper):
    response = keeper.post(
        ADDRESS,
        {
            "name": "Audit committee",
            "code": "aud",
            "kind": "committee",
            "committee_type": "audit",
            "system": board.system_id,
            "starts_on": "2022-07-01",
        },
        follow=True,
    )

    body = Body.objects.get(slug="audit-committee")
    assert (body.code, body.committee_type, body.purposes.count()) == (
        "AUD",
        "audit",
        7,
    )
    page = response.content.decode()
    assert "Audit committee is added." in page
    assert "Add a seat" in page
    seat = reverse("bodies:add_seat", args=[body.slug])
    assert keeper.get(seat).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter name"),
        ({"name": "THE BOARD"}, "There is a body of this name already"),
        ({"code": "brd"}, "Board of the ICS NHS body has this code."),
        ({"kind": ""}, "Choose kind"),
        ({"starts_on": "31/2/2022"}, "as a day that exists"),
    ],
)
def test_what_cannot_be_is_said_and_kept(board, keeper, typed, sentence):
    Body.objects.filter(pk=board.pk).update(code="BRD")
    good = {
        "name": "Quality committee",
        "code": "QC",
        "kind": "committee",
        "system": board.system_id,
        "authority": "advises",
    }

    response = keeper.post(ADDRESS, good | typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="advises" selected' in page
    assert Body.objects.count() == 1


def test_another_system_is_no_choice(board, keeper):
    other = BodyFactory().system
    typed = {"name": "X", "code": "X", "kind": "forum", "system": other.pk}

    response = keeper.post(ADDRESS, typed)

    assert response.status_code == 422
    assert "Choose system from the list" in response.content.decode()


def test_a_secretary_adds_no_body(board):
    client = client_for(board, Role.SECRETARY)

    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"name": "X"}).status_code == 403


def test_the_map_leads_there_for_who_may(board, keeper):
    reader = client_for(board, Role.MEMBER)

    assert f'href="{ADDRESS}"' in keeper.get("/system/").content.decode()
    assert f'href="{ADDRESS}"' not in reader.get("/system/").content.decode()
