"""Withholding other records under a ruling, on pages and in the API (CONF-6)."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.meetings.enums import RulingOption
from boards.meetings.services.participation import RulingDetails
from declarations.models import WithheldRecord
from declarations.services.conflicts import refresh_conflicts, rule_on_conflict
from ics_portal.accounts.actor import Role
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.calling import ReplyFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
NAME = "Xanthippe award"
WHY = "It names the same supplier"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def ruled(story, at):
    refresh_conflicts(meeting=story.meeting, at=at)
    return rule_on_conflict(
        item=story.item,
        person=story.person,
        ruled_by=story.presiding,
        details=RulingDetails(
            option=RulingOption.LEAVES,
            nature="Holds shares",
            words="To leave.",
            papers_withheld=True,
        ),
        actor=story.secretary,
        at=at,
    )


@pytest.fixture
def award(story):
    meeting = MeetingFactory(body=story.body, held_on=dt.date(2021, 1, 6))
    return AgendaItemFactory(section__meeting=meeting, title=NAME)


@pytest.fixture
def where(story):
    return [story.meeting.pk, story.item.pk, story.person.pk]


@pytest.fixture
def form_page(where):
    return reverse("declarations:withhold", args=where)


@pytest.fixture
def page(story):
    return reverse("declarations:conflicts", args=[story.meeting.pk])


@pytest.fixture
def added(client_as, story, ruled, award, form_page):
    client_as(story.secretary).post(
        form_page, {"record": f"item:{award.pk}", "reason": WHY}, follow=True
    )
    return WithheldRecord.objects.get()


def test_the_office_adds_one_from_the_conflicts_of_the_meeting(
    client_as, story, ruled, award, page, form_page
):
    client = client_as(story.secretary)
    assert f'href="{form_page}"' in text_of(client.get(page))
    assert NAME in text_of(client.get(form_page))

    done = client.post(
        form_page, {"record": f"item:{award.pk}", "reason": WHY}, follow=True
    )

    html = text_of(done)
    assert f"“{NAME}, 6 Jan 2021” is withheld from {story.person.name} as well." in html
    assert WHY in html
    assert "Agenda item with its papers, since" in html


def test_words_narrow_the_list_and_none_is_said(
    client_as, story, ruled, award, form_page
):
    ActionFactory(body=story.body, code="A-17", title="Ring the supplier")
    client = client_as(story.secretary)

    both = text_of(client.get(form_page))
    items = text_of(client.get(form_page, {"words": "award xanthippe"}))
    actions = text_of(client.get(form_page, {"words": "a-17"}))
    nothing = text_of(client.get(form_page, {"words": "Zirconium\0"}))

    assert NAME in both
    assert "A-17, Ring the supplier" in both
    assert NAME in items
    assert "A-17" not in items
    assert NAME not in actions
    assert "A-17" in actions
    assert "Nothing of this body has these words." in nothing


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"record": ""}, "Choose the record to withhold."),
        ({"record": "item:x"}, "Choose a record of this body."),
        ({"record": "item:99999999999999999999999"}, "Choose a record of this body."),
        ({"record": "nothing"}, "Choose a record of this body."),
        ({"reason": " "}, "Say why this is withheld as well."),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(
    client_as, story, ruled, award, form_page, sent, words
):
    typed = {"record": f"item:{award.pk}", "reason": WHY} | sent

    answer = client_as(story.secretary).post(f"{form_page}?words=none", typed)

    html = text_of(answer)
    assert answer.status_code == 422
    assert words in html
    if "reason" in sent:  # what was chosen stays, although the list was narrowed since
        assert re.search(rf'value="item:{award.pk}"\s+selected', html)
    else:
        assert WHY in html
    assert not WithheldRecord.objects.exists()


def test_what_is_withheld_already_is_not_offered(
    client_as, story, added, award, form_page
):
    other = AgendaItemFactory(section=award.section, title="Ytterbium lease")

    html = text_of(client_as(story.secretary).get(form_page))

    assert f'value="item:{other.pk}"' in html
    assert f'value="item:{award.pk}"' not in html
    assert f'value="item:{story.item.pk}"' not in html


def test_a_refusal_stands_beside_the_record(client_as, story, added, award, form_page):
    answer = client_as(story.secretary).post(
        form_page, {"record": f"item:{award.pk}", "reason": "Again"}
    )

    assert answer.status_code == 422
    assert f"“{NAME}, 6 Jan 2021” is withheld already." in text_of(answer)


def test_one_is_opened_again_with_a_reason(client_as, story, added, where):
    client = client_as(story.secretary)
    address = reverse("declarations:open_record", args=[*where, added.pk])
    assert NAME in text_of(client.get(address))

    empty = client.post(address, {"reason": ""})
    done = client.post(address, {"reason": "Another supplier"}, follow=True)

    assert "Say why it is opened again." in text_of(empty)
    assert f"“{NAME}, 6 Jan 2021” is open to {story.person.name} again." in text_of(
        done
    )
    assert client.get(address).status_code == 404


def test_the_person_reads_that_there_is_one_and_not_which(
    client_as, story, added, page
):
    html = text_of(client_as(story.member).get(page))

    assert "1 other record is withheld as well." in html
    assert NAME not in html
    assert WHY not in html


def test_the_chair_reads_which_unless_it_is_withheld_from_the_chair_too(
    client_as, story, added, award, page
):
    assert NAME in text_of(client_as(story.chair).get(page))

    ReplyFactory(
        meeting=award.meeting,
        person=story.person,
        answer="apologies",
        deputy_id=story.chair.person_id,
    )

    assert NAME not in text_of(client_as(story.chair).get(page))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR])
def test_nobody_else_reaches_the_pages(client_as, story, added, form_page, where, role):
    client = client_as(actor_in(story.body, role))
    address = reverse("declarations:open_record", args=[*where, added.pk])

    assert client.get(form_page).status_code == 403
    assert client.get(address).status_code == 403
    stranger = client_as(actor_in(BodyFactory(), Role.SECRETARY))
    assert stranger.get(form_page).status_code == 404
    assert stranger.get(address).status_code == 404


def test_the_api_says_it_under_the_ruling_to_who_may_know(
    client_as, story, added, ruled
):
    address = f"/api/v1/rulings/{ruled.pk}/"

    (to_office,) = client_as(story.secretary).get(address).json()["other_records"]
    (to_person,) = client_as(story.member).get(address).json()["other_records"]

    assert to_office == {
        "id": added.pk,
        "kind": "item",
        "record_id": added.record_id,
        "words": f"{NAME}, 6 Jan 2021",
        "reason": WHY,
        "added_at": to_office["added_at"],
        "taken_back_at": None,
        "is_withheld": True,
    }
    named = {"record_id": None, "words": None, "reason": None}
    assert to_person == to_office | named


def test_the_api_adds_one_by_the_same_rules(client_as, story, ruled, award):
    address = f"/api/v1/rulings/{ruled.pk}/withhold/"
    sent = {"kind": "item", "record_id": award.pk, "reason": WHY}
    client = client_as(story.secretary)

    json = {"content_type": "application/json"}
    made = client.post(address, sent, **json)
    again = client.post(address, sent, **json)
    refused = client_as(story.chair).post(address, sent, **json)

    assert made.status_code == 201, made.content
    assert [row["record_id"] for row in made.json()["other_records"]] == [award.pk]
    assert (again.status_code, refused.status_code) == (400, 403)
    assert "is withheld already" in again.content.decode()


def test_the_number_of_queries_does_not_grow(client_as, story, added, page, ruled):
    client = client_as(story.chair)

    def queries(address):
        with CaptureQueriesContext(connection) as made:
            client.get(address)
        return len(made)

    queries(page)
    before = [queries(address) for address in (page, "/api/v1/rulings/")]
    for number in (901, 902, 903):
        WithheldRecord.objects.create(
            participation=added.participation,
            ruling=ruled,
            kind="item",
            record_id=number,
            words="Another",
            reason=WHY,
            added_at=added.added_at,
        )
    assert [queries(address) for address in (page, "/api/v1/rulings/")] == before
