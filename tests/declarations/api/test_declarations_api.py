"""The API of interests, gifts, conflicts, rulings and registers: the pages' own gates."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from boards.meetings.models import ItemParticipation, Ruling
from boards.minutes.enums import MinutesState
from declarations.enums import ConflictState, GiftOutcome, Showing
from declarations.models import GiftOrHospitality, Interest
from declarations.services.conflicts import refresh_conflicts
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, BodyRoleFactory, actor_in
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.declarations import (
    BreachFactory,
    ConflictFactory,
    GiftOrHospitalityFactory,
    InterestFactory,
    InterestPartyFactory,
)
from tests.factories.directory import OrganisationFactory
from tests.factories.minutes import MinutesFactory

pytestmark = pytest.mark.django_db

V1 = "/api/v1"
TODAY = timezone.localdate()


def as_(actor):
    api = APIClient()
    api.force_login(get_user_model().objects.get(pk=actor.user_id))
    return api


def got(response, status=200):
    assert response.status_code == status, response.content[:400]
    return response.json()


def ids(response):
    return {row["id"] for row in got(response)["results"]}


@pytest.mark.parametrize("kind", ["interests", "gifts"])
def test_each_reads_ones_own_and_the_office_all_of_its_body(story, kind):
    factory = InterestFactory if kind == "interests" else GiftOrHospitalityFactory
    own = factory(person=story.person).pk
    factory()
    stranger = actor_in(BodyFactory(), Role.SECRETARY)

    for who, sees in ((story.member, True), (story.secretary, True), (stranger, False)):
        assert (own in ids(as_(who).get(f"{V1}/{kind}/"))) is sees
        one = as_(who).get(f"{V1}/{kind}/{own}/")
        assert one.status_code == (200 if sees else 404)
    assert len(ids(as_(stranger).get(f"{V1}/{kind}/"))) == 0
    assert APIClient().get(f"{V1}/{kind}/").status_code == 401


def test_a_member_declares_an_interest(story):
    sent = {
        "kind": "financial",
        "sub_type": "owner",
        "nature": "Owns a tenth",
        "arose_on": "2020-11-01",
        "organisation_id": story.trust.pk,
        "share": "10",
        "objection": "Threats were made",
    }
    api = as_(story.member)

    made = got(api.post(f"{V1}/interests/", sent, "json"), 201)

    assert made["person_id"] == story.member.person_id
    assert (made["organisations"], made["share"]) == (["Coast Trust"], "10.00")
    assert made["showing"] == Showing.ASKED
    refused = got(api.post(f"{V1}/interests/", {**sent, "share": "half"}, "json"), 400)
    assert (refused["rule"], refused["field"]) == ("DCL-1", "share")
    other = {**sent, "person_id": story.chair.person_id}
    assert api.post(f"{V1}/interests/", other, "json").status_code == 403
    assert Interest.objects.filter(nature="Owns a tenth").count() == 1


def test_a_gift_is_declared_and_decided_on(story):
    sent = {
        "kind": "cash",
        "source": "other",
        "giver": "A patient",
        "description": "A note",
        "value": "20.00",
        "offered_on": "2020-11-05",
        "outcome": "accepted",
    }
    api, office = as_(story.member), as_(story.secretary)

    refused = got(api.post(f"{V1}/gifts/", sent, "json"), 400)
    assert (refused["rule"], refused["field"]) == ("GIFT-2", "reason")
    made = got(api.post(f"{V1}/gifts/", {**sent, "reason": "By post"}, "json"), 201)
    assert (made["outcome"], made["wanted"]) == ("waiting", "accepted")
    decide = f"{V1}/gifts/{made['id']}/decide/"
    decision = {"outcome": "for_organisation", "reason": "The fund has it"}
    assert api.post(decide, decision, "json").status_code == 403
    assert got(office.post(decide, decision, "json"))["outcome"] == "for_organisation"
    assert GiftOrHospitality.objects.get().decided_by_id == story.secretary.user_id


def test_who_is_no_person_says_whose_it_is(story, at):
    user = get_user_model().objects.create_user(email="x@example.org", name="X")
    api = APIClient()
    api.force_login(user)
    sent = {"kind": "financial", "nature": "x", "arose_on": "2020-11-01"}

    assert got(api.post(f"{V1}/interests/", sent, "json"), 400)["field"] == "person_id"


def test_conflicts_are_read_by_whom_the_page_shows_them(story, at):
    (found,) = refresh_conflicts(meeting=story.meeting, at=at)
    other = ConflictFactory(item=story.item)
    stranger = actor_in(BodyFactory(), Role.CHAIR)
    colleague = actor_in(story.body, Role.MEMBER)

    address = f"{V1}/conflicts/?meeting_id={story.meeting.pk}"
    assert ids(as_(story.member).get(address)) == {found.pk}
    assert ids(as_(story.chair).get(address)) == {found.pk, other.pk}
    for who in (stranger, colleague):
        assert ids(as_(who).get(address)) == set()
        assert as_(who).get(f"{V1}/conflicts/{found.pk}/").status_code == 404
    row = got(as_(story.member).get(f"{V1}/conflicts/{found.pk}/"))
    assert row["why"].startswith("Coast Trust: declared a financial interest")
    assert row["item_id"] == story.item.pk


def test_a_match_is_dismissed_by_somebody_else(story, at):
    (found,) = refresh_conflicts(meeting=story.meeting, at=at)
    address, reason = f"{V1}/conflicts/{found.pk}/dismiss/", {"reason": "Sold"}

    assert as_(story.member).post(address, reason, "json").status_code == 403
    dismissed = got(as_(story.secretary).post(address, reason, "json"))

    assert (dismissed["state"], dismissed["state_reason"]) == ("dismissed", "Sold")


def test_a_ruling_is_made_as_on_the_page(story, at):
    (found,) = refresh_conflicts(meeting=story.meeting, at=at)
    address = f"{V1}/conflicts/{found.pk}/rule/"
    sent = {
        "option": "no_vote",
        "nature": "Holds shares",
        "ruled_by_id": story.chair.person_id,
    }

    assert as_(story.member).post(address, sent, "json").status_code == 403
    own = {**sent, "ruled_by_id": story.member.person_id}
    refused = got(as_(story.chair).post(address, own, "json"), 400)
    assert (refused["rule"], refused["field"]) == ("DOI-10", "ruled_by_id")
    made = got(as_(story.chair).post(address, sent, "json"), 201)

    assert (made["votes"], made["stays"], made["is_in_force"]) == (False, True, True)
    assert made["words"]
    found.refresh_from_db()
    assert found.state == ConflictState.RULED
    assert ItemParticipation.objects.get().ruling == Ruling.objects.get()


def test_rulings_are_read_by_whom_they_concern_and_with_the_minutes(story):
    earlier = RulingFactory(item=story.item, person=story.person)
    ruling = RulingFactory(item=story.item, person=story.person)
    ItemParticipationFactory(item=story.item, person=story.person, ruling=ruling)
    colleague = actor_in(story.body, Role.MEMBER)
    stranger = actor_in(BodyFactory(), Role.CHAIR)
    address = f"{V1}/rulings/?meeting_id={story.meeting.pk}"

    both = {earlier.pk, ruling.pk}
    assert ids(as_(story.member).get(address)) == both
    assert ids(as_(story.secretary).get(address)) == both
    assert ids(as_(colleague).get(address)) == set()
    minutes = MinutesFactory(meeting=story.meeting)
    assert ids(as_(colleague).get(address)) == set()
    minutes.state = MinutesState.CHAIR_APPROVED
    minutes.save()
    assert ids(as_(colleague).get(address)) == {ruling.pk}
    assert ids(as_(stranger).get(address)) == set()
    story.item.part, story.item.private_reason = 2, "Commercial"
    story.item.save()
    assert ids(as_(actor_in(story.body, Role.ATTENDEE)).get(address)) == set()


@pytest.mark.parametrize("kind", ["interests", "gifts", "conflicts", "rulings"])
def test_the_queries_of_a_list_do_not_grow(story, kind):
    api = as_(story.secretary)

    def one_more():
        person = BodyRoleFactory(body=story.body).person
        match kind:
            case "interests":
                InterestPartyFactory(interest=InterestFactory(person=person))
            case "gifts":
                GiftOrHospitalityFactory(person=person)
            case "conflicts":
                ConflictFactory(
                    item=story.item, person=person, organisation=OrganisationFactory()
                )
            case _:
                RulingFactory(item=story.item, person=person)

    def queries():
        with CaptureQueriesContext(connection) as made:
            got(api.get(f"{V1}/{kind}/"))
        return len(made)

    one_more()
    queries()
    first = queries()
    one_more()
    one_more()

    assert queries() == first


def test_a_register_is_read_without_a_token(story):
    api = APIClient()
    hidden = BodyFactory(meets_in_public=False)
    BodyRoleFactory(body=hidden)
    InterestFactory(
        person=story.person,
        nature="Something secret",
        showing=Showing.WITHHELD,
        showing_reason="Threats",
    )
    BreachFactory(body=story.body, published_at=timezone.now(), published_by_id=1)
    GiftOrHospitalityFactory(
        person=story.person,
        offered_on=TODAY,
        declared_at=timezone.now(),
        outcome=GiftOutcome.DECLINED,
    )
    one = f"{V1}/registers/{story.body.slug}/"

    listed = got(api.get(f"{V1}/registers/"))
    register = got(api.get(one, {"on": "2020-12-02"}))

    assert [row["slug"] for row in listed["results"]] == [story.body.slug]
    assert (register["as_on"], register["count"]) == ("2020-12-02", 1)
    assert register["withheld"] == 1
    (row,) = register["results"]
    assert (row["nature"], row["organisation"]) == ("Holds shares", "Coast Trust")
    assert "ref" not in row
    assert register["breaches"] == []
    assert len(got(api.get(one))["breaches"]) == 1
    (gift,) = got(api.get(f"{one}gifts/"))["results"]
    assert (gift["giver"], gift["value"]) == ("Somebody who is no supplier", "30.00")
    assert api.get(f"{V1}/registers/{hidden.slug}/").status_code == 404


def test_a_register_comes_in_pages_and_of_no_day_to_come(story):
    for _ in range(2):
        person = BodyRoleFactory(body=story.body).person
        InterestPartyFactory(interest=InterestFactory(person=person))
    api, one = APIClient(), f"{V1}/registers/{story.body.slug}/"

    page = got(api.get(one, {"limit": 2}))
    tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
    refused = got(api.get(one, {"on": tomorrow}), 400)

    assert (page["count"], len(page["results"])) == (3, 2)
    assert "offset=2" in page["next"]
    assert (refused["rule"], refused["field"]) == ("REG-1", "on")
    assert "on" in got(api.get(one, {"on": "soon"}), 400)
