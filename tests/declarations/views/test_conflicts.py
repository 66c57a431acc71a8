"""The conflicts of a meeting as the office, the chair and the member see them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.meetings.enums import ItemState
from boards.meetings.models import CarriedItem, ItemParticipation, Ruling
from declarations.enums import ConflictState, HoldRule
from declarations.models import Conflict, ConflictSettings, Interest
from declarations.services.conflicts import refresh_conflicts
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.declarations import (
    ConflictFactory,
    InterestFactory,
    InterestPartyFactory,
)
from tests.factories.meetings import AgendaItemFactory, ItemPartyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(story, at):
    return refresh_conflicts(meeting=story.meeting, at=at)[0]


@pytest.fixture
def page(story):
    return reverse("declarations:conflicts", args=[story.meeting.pk])


@pytest.fixture
def rule_page(story, found):
    return reverse(
        "declarations:rule", args=[story.meeting.pk, story.item.pk, story.person.pk]
    )


def text_of(response):
    return response.content.decode()


def test_the_office_sees_every_match_with_its_reason(client_as, story, found, page):
    html = text_of(client_as(story.secretary).get(page))

    assert story.person.name in html
    assert "Coast Trust: declared a financial interest: Holds shares" in html
    assert "Papers held back until it is ruled on" in html
    assert "1 conflict waits for a ruling. Until then its papers are held back." in html


def test_one_person_at_two_items_waits_twice_and_papers_that_are_open_are_not_held(
    client_as, story, found, page, at
):
    second = AgendaItemFactory(section=story.item.section)
    ItemPartyFactory(item=second, organisation=story.trust)
    ConflictSettings.objects.create(body=story.body, hold=HoldRule.WARN)
    refresh_conflicts(meeting=story.meeting, at=at)

    html = text_of(client_as(story.secretary).get(page))

    assert "2 conflicts wait for a ruling." in html
    assert "held back" not in html


def test_a_member_sees_only_what_is_the_members_own(client_as, story, found, page):
    other = actor_in(story.body, Role.MEMBER)

    own = text_of(client_as(story.member).get(page))
    others = text_of(client_as(other).get(page))

    assert "Holds shares" in own
    assert "No conflict" not in own
    assert "Holds shares" not in others
    assert "Nothing of yours meets this agenda" in others


def test_nobody_from_another_body_sees_the_page(client_as, found, page):
    stranger = actor_in(BodyFactory(), Role.SECRETARY)

    assert client_as(stranger).get(page).status_code == 404


def test_without_organisations_on_items_the_page_says_what_to_do(client_as, story):
    story.item.parties.all().delete()
    page = reverse("declarations:conflicts", args=[story.meeting.pk])

    assert "which organisations it concerns" in text_of(
        client_as(story.secretary).get(page)
    )


def test_looking_again_finds_what_came_meanwhile(client_as, story, page):
    client = client_as(story.secretary)

    response = client.post(
        reverse("declarations:look_again", args=[story.meeting.pk]), follow=True
    )

    assert "Looked again: 1 found." in text_of(response)
    assert Conflict.objects.count() == 1


RULED = {
    "option": "leaves",
    "nature": "Holds shares in the trust",
    "words": "",
    "papers_withheld": "on",
    "declared_at_start": "0",
}


def test_the_chair_rules_on_one_page(client_as, story, page, rule_page):
    client = client_as(story.chair)
    asked = text_of(client.get(rule_page))
    assert "Coast Trust" in asked
    assert f'<a href="{page}">Conflicts</a>' in asked

    response = client.post(rule_page, RULED | {"ruled_by": story.presiding.pk})

    assert response.status_code == 302
    ruling = Ruling.objects.get()
    assert (ruling.stays, ruling.papers_withheld) == (False, True)
    assert not ruling.declared_at_start
    assert ruling.words.startswith("The ")
    assert f"ruled that {story.person.name} leave for the whole" in ruling.words
    assert ItemParticipation.objects.get().ruling == ruling
    assert Conflict.objects.get().state == ConflictState.RULED
    again = text_of(client.get(rule_page))
    assert "Holds shares in the trust" in again
    chosen = [each for each in re.findall("<input[^>]*>", again) if "checked" in each]
    assert any('value="leaves"' in each for each in chosen)


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    client_as, story, rule_page
):
    response = client_as(story.secretary).post(
        rule_page, RULED | {"option": "", "nature": "My words about it"}
    )

    html = text_of(response)
    assert response.status_code == 422
    assert "Choose how the person takes part." in html
    assert "Choose who ruled." in html
    assert "My words about it" in html
    assert not Ruling.objects.exists()


@pytest.mark.requirement("DOI-08")
def test_papers_are_not_withheld_from_who_takes_full_part(client_as, story, rule_page):
    sent = RULED | {"option": "full_part", "ruled_by": story.presiding.pk}
    client = client_as(story.chair)

    response = client.post(rule_page, sent)

    assert response.status_code == 422
    assert "Who takes full part reads the papers." in text_of(response)
    assert not Ruling.objects.exists()
    del sent["papers_withheld"]
    assert client.post(rule_page, sent).status_code == 302


def test_the_person_concerned_cannot_be_chosen_as_who_ruled(
    client_as, story, rule_page
):
    response = client_as(story.secretary).post(
        rule_page, RULED | {"ruled_by": story.person.pk}
    )

    assert response.status_code == 422
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("who", ["member", "author"])
def test_who_may_not_rule_is_told_why(client_as, story, rule_page, who):
    actor = story.member if who == "member" else actor_in(story.body, Role.AUTHOR)

    assert client_as(actor).get(rule_page).status_code == 403


def test_a_match_is_noted_as_none(client_as, story, found):
    client = client_as(story.secretary)
    address = reverse("declarations:dismiss", args=[story.meeting.pk, found.pk])
    assert "Holds shares" in text_of(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422

    response = client.post(address, {"reason": "Sold last week"}, follow=True)

    assert "Noted as no conflict." in text_of(response)
    assert "Sold last week" in text_of(response)


def test_the_bar_counts_who_waits(client_as, story, found):
    overview = reverse("meetings:detail", args=[story.meeting.pk])

    html = text_of(client_as(story.secretary).get(overview))

    assert "Conflicts" in html


def test_the_number_of_queries_does_not_grow(client_as, story, found, page, at):
    client = client_as(story.secretary)
    client.get(page)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(page)
        return len(made)

    small = queries()
    for _ in range(3):
        item = AgendaItemFactory(section=story.item.section)
        ItemPartyFactory(item=item, organisation=story.trust)
        person = actor_in(story.body, Role.MEMBER)
        other = InterestFactory(person_id=person.person_id)
        InterestPartyFactory(interest=other, organisation=story.trust)
    refresh_conflicts(meeting=story.meeting, at=at)

    assert queries() == small


@pytest.mark.requirement("DOI-09")
def test_the_fourth_way_is_to_defer_the_item_which_changes_the_agenda(
    client_as, story, rule_page
):
    client = client_as(story.secretary)
    defer = reverse("meetings:defer", args=[story.meeting.pk, story.item.pk])

    assert defer in text_of(client.get(rule_page))
    client.post(defer, {"reason": "The interest has to be looked into."})

    story.item.refresh_from_db()
    agenda = text_of(client.get(reverse("meetings:agenda", args=[story.meeting.pk])))
    assert story.item.state == ItemState.DEFERRED
    assert story.item.title not in agenda
    carried = CarriedItem.objects.get(deferred_item_id=story.item.pk)
    assert carried.reason == "The interest has to be looked into."
    assert defer not in text_of(client.get(rule_page))
    assert defer not in text_of(client_as(story.chair).get(rule_page))


def test_several_things_of_one_person_are_ruled_on_at_once(client_as, story, rule_page):
    ConflictFactory(item=story.item, person=story.person, why="Works for the trust")

    page = text_of(client_as(story.chair).get(rule_page))

    assert "Holds shares" in page
    assert "Works for the trust" in page


@pytest.mark.parametrize("showing", ["asked", "withheld", "internal"])
def test_what_the_register_withholds_is_not_proposed_for_the_minutes(
    client_as, story, rule_page, showing
):
    Interest.objects.update(showing=showing, showing_reason="A risk of harm")
    client = client_as(story.chair)

    page = text_of(client.get(rule_page))
    proposed = re.search(r'<textarea[^>]*name="nature"[^>]*>([^<]*)<', page)

    assert proposed is not None
    assert proposed[1].strip() == "an interest that the public register does not show"
