"""The log of decisions: list, page, forms, file and API, under one gate."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from boards.bodies.services.seen import mark_of
from boards.meetings import services
from boards.meetings.enums import Part
from boards.meetings.models import Decision
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.calling import DissentFactory, RulingFactory
from tests.factories.directory import PersonFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    DecisionFactory,
    ItemOwnerFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db

LOG = "/decisions/"
API = "/api/v1/decisions/"
SECRET = "The board settles with Alpha Ltd"
DAY = dt.date(2020, 12, 2)
TYPED = {
    "wording": "The board approved the winter plan.",
    "decided_on": "2020-12-02",
    "method": "consensus",
    "reason": "",
    "meeting": "",
    "item": "",
}


@pytest.fixture
def reader(client, body):
    def sign_in(*roles):
        user = someone_signed_up(body, *roles)
        client.force_login(user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def open_one(body, meeting):
    return DecisionFactory(
        body=body,
        number="ICSB-2020-001",
        meeting=meeting,
        item=AgendaItemFactory(
            section=AgendaSectionFactory(meeting=meeting), title="Winter plan"
        ),
        decided_on=DAY,
        wording="The board approved the winter plan.",
    )


@pytest.fixture
def secret(body, meeting):
    """A decision on an item of part 2 of the same meeting."""
    return DecisionFactory(
        body=body,
        number="ICSB-2020-002",
        meeting=meeting,
        item=AgendaItemFactory(
            section=AgendaSectionFactory(meeting=meeting),
            title="Dispute with Alpha Ltd",
            part=Part.TWO,
            private_reason="Commercial in confidence",
        ),
        decided_on=DAY,
        wording=SECRET,
    )


def text_of(response):
    return " ".join(response.content.decode().split())


def roads(meeting, secret):
    """Every address that could tell of a decision."""
    return [
        LOG,
        f"{LOG}?words=Alpha",
        f"{LOG}?format=csv",
        secret.get_absolute_url(),
        meeting.get_absolute_url(),
        API,
        f"{API}?number={secret.number}",
        f"{API}{secret.pk}/",
    ]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.SECRETARY])
def test_members_read_what_part_2_decided(reader, meeting, open_one, secret, role):
    client = reader(role)

    assert all(SECRET in text_of(client.get(road)) for road in roads(meeting, secret))


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.ATTENDEE])
def test_what_part_2_decided_is_told_to_nobody_else(
    reader, meeting, open_one, secret, role
):
    client = reader(role)

    told = {road: text_of(client.get(road)) for road in roads(meeting, secret)}

    assert [road for road, text in told.items() if "settles" in text] == []
    assert [road for road, text in told.items() if "ICSB-2020-002" in text] == []
    assert open_one.wording in told[LOG]
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.get(f"{API}{secret.pk}/").status_code == 404
    assert client.get(API).json()["count"] == 1


def test_who_brings_an_item_of_part_2_reads_what_was_decided(reader, meeting, secret):
    client = reader(Role.AUTHOR)
    ItemOwnerFactory(item=secret.item, person=client.user.person)

    assert all(SECRET in text_of(client.get(road)) for road in roads(meeting, secret))


def test_an_owner_without_a_person_opens_nothing(client, body, secret):
    ItemOwnerFactory(item=secret.item, person=None)
    user = someone_signed_up(body, Role.AUTHOR)
    client.force_login(user)

    assert client.get(secret.get_absolute_url()).status_code == 404


def test_strangers_find_no_decision(client, meeting, open_one, secret):
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))

    assert open_one.number not in text_of(client.get(LOG))
    for address in (
        open_one.get_absolute_url(),
        f"{open_one.get_absolute_url()}correct/",
        f"{LOG}new/?meeting={meeting.pk}",
        f"{API}{open_one.pk}/",
    ):
        assert client.get(address).status_code == 404


def test_the_log_is_narrowed_by_body_way_year_and_words(reader, body, open_one):
    DecisionFactory(
        body=body,
        number="ICSB-2021-001",
        decided_on=dt.date(2021, 2, 3),
        wording="The chair signed the lease.",
        method="chair",
        reason="No time was left.",
    )
    client = reader(Role.MEMBER)
    for query, found in (
        ("", {"ICSB-2020-001", "ICSB-2021-001"}),
        ("year=2020", {"ICSB-2020-001"}),
        ("year=1066", {"ICSB-2020-001", "ICSB-2021-001"}),
        ("method=chair", {"ICSB-2021-001"}),
        ("words=PLAN+winter", {"ICSB-2020-001"}),
        (f"body={body.pk}&words=lease", {"ICSB-2021-001"}),
        ("words=nothing", set()),
    ):
        shown = text_of(client.get(f"{LOG}?{query}"))
        each = {"ICSB-2020-001", "ICSB-2021-001"}
        assert {number for number in each if number in shown} == found, query
    assert "No decision matches" in text_of(client.get(f"{LOG}?words=nothing"))


def test_an_empty_log_says_what_will_be_there(reader):
    shown = text_of(reader(Role.MEMBER).get(LOG))

    assert "No decision is on record" in shown
    assert "Record a decision" not in shown


def test_the_log_as_a_file(reader, body, open_one):
    answer = reader(Role.MEMBER).get(f"{LOG}?format=csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == [
        (
            "Number,Body,Decided on,Decision,How,Reason,Meeting,Item,For,Against,"
            "Abstained,Casting vote,Dissents,Conflicts handled"
        ),
        (
            f"ICSB-2020-001,{body.name},2020-12-02,The board approved the winter plan.,"
            "By consensus,,2020-12-02,Winter plan,,,,,,"
        ),
    ]


def test_the_log_makes_the_same_queries_however_long(
    reader, body, meeting, open_one, django_assert_num_queries
):
    client = reader(Role.MEMBER)
    client.get(LOG)
    with django_assert_num_queries(11) as few:
        client.get(LOG)
    for number in range(3):
        DecisionFactory(body=body, number=f"A-{number}", meeting=meeting)
    with django_assert_num_queries(len(few)):
        client.get(LOG)


@pytest.mark.requirement("ICB-21")
def test_a_decision_is_recorded_from_the_page_of_its_meeting(browser, meeting, build):
    [item] = build("One: Winter plan")
    address = f"{LOG}new/?meeting={meeting.pk}"
    assert address in text_of(browser.get(meeting.get_absolute_url()))
    shown = text_of(browser.get(address))
    assert 'value="2020-12-02"' in shown
    assert "1 Winter plan" in shown

    typed = TYPED | {"body": meeting.body_id, "meeting": meeting.pk, "item": item.pk}
    answer = browser.post(
        address, typed | {"method": "chair", "reason": "Views differed."}, follow=True
    )

    made = Decision.objects.get()
    page = text_of(answer)
    assert f"Recorded as {made.number}." in page
    for words in (
        "The board approved the winter plan.",
        "By the chair for the board",
        "Views differed.",
        "Wednesday 2 December 2020",
        "1 Winter plan",
    ):
        assert words in page
    assert made.number in text_of(browser.get(meeting.get_absolute_url()))


@pytest.mark.requirement("ICB-21")
def test_the_latest_meetings_are_offered_and_the_one_it_is_of(browser, body, meeting):
    first = dt.date(2021, 1, 1)
    later = [
        MeetingFactory(body=body, held_on=first + dt.timedelta(days=number))
        for number in range(61)
    ]

    page = browser.get(f"{LOG}new/").content.decode()
    of_old = browser.get(f"{LOG}new/?meeting={meeting.pk}").content.decode()

    offered = re.findall(r'<option value="(\d+)"', page.split('name="meeting"')[1])
    assert [int(pk) for pk in offered[:60]] == [one.pk for one in later[:0:-1]]
    assert f'<option value="{later[0].pk}"' not in page
    assert f'<option value="{meeting.pk}" selected>' in of_old


def test_what_is_refused_stands_at_its_field_and_what_was_typed_stays(browser, body):
    answer = browser.post(
        f"{LOG}new/", TYPED | {"body": body.pk, "method": "third_party"}
    )

    shown = text_of(answer)
    assert answer.status_code == 422
    assert "Say whose support was needed, and why." in shown
    assert "The board approved the winter plan." in shown
    assert not Decision.objects.exists()


@pytest.mark.parametrize("asked", ["x", "0", "9" * 30])
def test_a_meeting_that_is_none_is_not_found(browser, asked):
    assert browser.get(f"{LOG}new/?meeting={asked}").status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR])
def test_members_record_and_correct_nothing(reader, meeting, open_one, role):
    client = reader(role)

    for address in (
        f"{LOG}new/",
        f"{LOG}new/?meeting={meeting.pk}",
        reverse("meetings:correct_decision", args=[open_one.number]),
    ):
        answer = client.post(address, TYPED)
        assert answer.status_code == 403
        assert "records its decisions" in text_of(answer)
    assert "Record a decision" not in text_of(client.get(meeting.get_absolute_url()))


def test_a_correction_is_shown_with_its_reason(browser, open_one):
    address = reverse("meetings:correct_decision", args=[open_one.number])
    seen = mark_of(services.decision_words(open_one))
    typed = TYPED | {
        "meeting": open_one.meeting_id,
        "item": open_one.item_id,
        "seen": seen,
    }
    assert "The board approved the winter plan." in text_of(browser.get(address))

    unsaid = browser.post(address, typed | {"wording": "Approved in part."})
    assert "Say why the decision is corrected." in text_of(unsaid)
    page = browser.post(
        address,
        typed | {"wording": "Approved in part.", "correction": "Misheard"},
        follow=True,
    )

    shown = text_of(page)
    assert "Approved in part." in shown
    assert ": Misheard</li>" in shown
    assert "ICSB-2020-001" in shown
    # What it said before may have been of part 2: it is not shown.
    assert "approved the winter plan" not in shown


def test_the_second_of_two_correctors_sees_both_and_may_go_on(browser, open_one):
    address = reverse("meetings:correct_decision", args=[open_one.number])
    typed = TYPED | {
        "meeting": open_one.meeting_id,
        "item": open_one.item_id,
        "wording": "Mine.",
        "correction": "Heard otherwise",
        "seen": "of yesterday",
    }

    answer = browser.post(address, typed)

    shown = text_of(answer)
    assert answer.status_code == 409
    assert "Decided: Mine." in shown
    assert "Decided: The board approved the winter plan." in shown
    seen = mark_of(services.decision_words(open_one))
    assert browser.post(address, typed | {"seen": seen}).status_code == 302
    open_one.refresh_from_db()
    assert open_one.wording == "Mine."


def test_an_item_that_left_the_agenda_stays_with_its_decision(browser, open_one, by):
    services.withdraw_item(item=open_one.item, reason="Superseded", **by)
    address = reverse("meetings:correct_decision", args=[open_one.number])

    assert f'value="{open_one.item_id}" selected' in text_of(browser.get(address))


def test_programs_read_the_log(reader, body, open_one):
    found = reader(Role.MEMBER).get(API).json()

    assert found["results"] == [
        {
            "id": open_one.pk,
            "number": "ICSB-2020-001",
            "body_id": body.pk,
            "meeting_id": open_one.meeting_id,
            "item_id": open_one.item_id,
            "decided_on": "2020-12-02",
            "wording": "The board approved the winter plan.",
            "method": "consensus",
            "reason": "",
            "votes_for": None,
            "votes_against": None,
            "votes_abstained": None,
            "casting_vote_by": None,
            "casting_vote_for": None,
            "dissents": [],
            "conflicts_handled": "",
        }
    ]


def test_programs_change_nothing(reader, open_one):
    client = reader(Role.SECRETARY)

    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{API}{open_one.pk}/").status_code in {403, 405}


def test_meetings_lead_to_the_log(reader, meeting):
    client = reader(Role.MEMBER)

    assert f'href="{LOG}"' in text_of(client.get(reverse("meetings:list")))
    assert "No decision of this meeting is on record." in text_of(
        client.get(meeting.get_absolute_url())
    )


def test_another_meeting_keeps_its_decisions_to_itself(reader, body, open_one):
    other = MeetingFactory(body=body)

    assert open_one.number not in text_of(
        reader(Role.MEMBER).get(other.get_absolute_url())
    )


def test_a_vote_is_written_down_with_its_numbers_and_shown_everywhere(
    browser, body, meeting
):
    presiding = PersonFactory(name="The deputy chair")
    typed = TYPED | {
        "body": body.pk,
        "method": "vote",
        "votes_for": "6",
        "votes_against": "6",
        "votes_abstained": "1",
        "casting_vote": "for",
        "casting_vote_by": presiding.pk,
    }

    page = browser.post(f"{LOG}new/", typed, follow=True)

    said = "6 for, 6 against, 1 abstained; carried by the casting vote"
    made = Decision.objects.get()
    assert said in text_of(page)
    assert "The deputy chair, for" in text_of(page)
    assert said in text_of(browser.get(LOG))
    DissentFactory(decision=made, person=PersonFactory(name="A councillor"))
    told = browser.get(f"{API}{made.pk}/").json()
    assert (told["votes_for"], told["casting_vote_for"]) == (6, True)
    assert told["dissents"] == [{"person": "A councillor", "words": ""}]
    assert "Dissent recorded: A councillor" in text_of(browser.get(LOG))
    file = browser.get(f"{LOG}?format=csv").content.decode()
    assert '6,6,1,"The deputy chair, for",A councillor,' in file
    correction = text_of(browser.get(f"{made.get_absolute_url()}correct/"))
    assert f'value="{presiding.pk}" selected' in correction


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"votes_for": "7"}, "votes_for", "Enter how many voted for and against."),
        (
            *({"votes_for": "6", "votes_against": "6"}, "casting_vote"),
            "The vote is tied: say how the person presiding cast the second vote.",
        ),
    ],
)
def test_numbers_that_cannot_be_stand_at_their_field(browser, body, typed, field, said):
    answer = browser.post(
        f"{LOG}new/", TYPED | {"body": body.pk, "method": "vote", **typed}
    )

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert f"id_{field}" in text_of(answer)


def test_numbers_typed_beside_another_way_are_left_out(browser, body):
    browser.post(f"{LOG}new/", TYPED | {"body": body.pk, "votes_for": "7"})

    assert Decision.objects.get().votes_for is None


def test_how_conflicts_were_handled_is_taken_from_the_rulings(browser, meeting, build):
    [item] = build("One: Winter plan")
    RulingFactory(item=item, words="The member left for the decision.")
    typed = TYPED | {"body": meeting.body_id, "meeting": meeting.pk, "item": item.pk}

    page = browser.post(f"{LOG}new/?meeting={meeting.pk}", typed, follow=True)

    assert "The member left for the decision." in text_of(page)
