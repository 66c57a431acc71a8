"""What bodies add to the pages of organisations, people and places."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boards.directory.models import Place
from ics_portal.accounts.actor import ANONYMOUS, Role
from ics_portal.core.panels import panels_for
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    BodyMemberFactory,
    GovernanceFormFactory,
    NamedLeadFactory,
    SeatFactory,
    someone_signed_up,
)
from tests.factories.directory import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(board):
    client = Client()
    client.force_login(someone_signed_up(board, Role.MEMBER))
    return client


@pytest.fixture
def today():
    return timezone.localdate()


def text_of(client, name, **kwargs):
    response = client.get(reverse(f"directory:{name}", kwargs=kwargs))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_an_organisation_shows_where_it_belongs_and_whom_it_nominated(
    board, place, client, today
):
    trust = OrganisationFactory(name="Fylde Coast Trust")
    page = text_of(client, "organisation", pk=trust.pk)
    assert "It is a member of no body." in page
    assert "It has nominated nobody." in page

    BodyMemberFactory(body=place, organisation=trust, starts_on=today)
    AppointmentFactory(
        seat=SeatFactory(body=board, title="Partner member"),
        person=PersonFactory(name="Trust chief executive"),
        nominated_by=trust,
        starts_on=today + timedelta(days=3),
    )
    page = text_of(client, "organisation", pk=trust.pk)

    for words in ("Fylde Coast partnership", "Trust chief executive", "Partner member"):
        assert words in page
    assert "To come" in page
    assert reverse("bodies:body", args=[board.slug]) in page


def test_an_organisation_shows_its_own_board(board, client, nhs_body):
    page = text_of(client, "organisation", pk=nhs_body.pk)

    assert "Its own board" in page


def test_a_person_shows_seats_and_posts_the_latest_first(board, place, client, today):
    person = PersonFactory()
    assert "No seat or post is recorded." in text_of(client, "person", pk=person.pk)

    former = AppointmentFactory(
        seat=SeatFactory(body=board, title="Former seat"),
        person=person,
        ends_on=today - timedelta(days=3),
    )
    AppointmentFactory(
        seat=SeatFactory(body=board, title="Seat of another"),
        person=person,
        deputy_for=former,
    )
    NamedLeadFactory(body=place, person=person, kind="quality_lead")
    page = text_of(client, "person", pk=person.pk)

    assert page.index("Quality lead") < page.index("Former seat, confirmed")
    assert f"Seat of another, deputy for {person}" in page
    assert "Ended" in page


def test_a_place_shows_its_partnership(place, system, client):
    area = Place.objects.create(system=system, name="Fylde Coast", slug="fylde")
    assert "No partnership is recorded today." in text_of(client, "place", slug="fylde")

    place.place = area
    place.save()
    bare = text_of(client, "place", slug="fylde")
    for words in (
        "No form is recorded",
        "No place leader",
        "No organisation is a member",
    ):
        assert words in bare

    GovernanceFormFactory(body=place)
    NamedLeadFactory(
        body=place, kind="place_leader", person=PersonFactory(name="Place director")
    )
    BodyMemberFactory(body=place, organisation=OrganisationFactory(name="A council"))
    full = text_of(client, "place", slug="fylde")
    for words in ("Consultative forum", "Place director", "A council"):
        assert words in full


def test_a_stranger_is_shown_no_panel():
    thing = BodyFactory()

    assert panels_for("directory.organisation", actor=ANONYMOUS, thing=thing) == []
