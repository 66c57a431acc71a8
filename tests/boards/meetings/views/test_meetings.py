"""The list, a new meeting, one at a glance, and its agenda to read."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from boards.meetings import services
from boards.meetings.models import Meeting
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

NEW = {
    "meeting_type": "formal",
    "held_on": "2020-12-02",
    "starts_at": "10:00",
    "ends_at": "12:00",
    "place": "MS Teams",
    "link": "",
    "title": "",
    "chair": "",
}


@pytest.fixture
def reader(client, body):
    """A client signed in as somebody with only these roles."""

    def sign_in(*roles, **fields):
        client.force_login(someone_signed_up(body, *roles, **fields))
        return client

    return sign_in


def text_of(response):
    return response.content.decode()


def test_meetings_to_come_stand_before_past_ones(browser, body):
    today = timezone.localdate()
    for days in (-30, 7, 1):
        MeetingFactory(body=body, held_on=today + timedelta(days=days))
    MeetingFactory(title="Of another body")

    html = text_of(browser.get(reverse("meetings:list")))

    days = [today + timedelta(days=days) for days in (1, 7, -30)]
    places = [html.index(f"{day:%A} {day.day} {day:%B}") for day in days]
    assert places == sorted(places)
    assert "Of another body" not in html
    assert "New meeting" in html


def test_with_no_meeting_the_list_says_what_will_be_there(reader):
    html = text_of(reader(Role.MEMBER).get(reverse("meetings:list")))

    assert "No meeting is arranged" in html
    assert "New meeting" not in html


def test_the_list_makes_the_same_queries_for_one_meeting_and_three(browser, body):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            MeetingFactory(body=body, held_on=date(2030, 1, 1))
        with CaptureQueriesContext(connection) as made:
            browser.get(reverse("meetings:list"))
        counts.append(len(made))

    assert counts[0] == counts[1]


@pytest.mark.requirement("AGD-01")
def test_a_meeting_is_arranged_and_its_agenda_started(browser, body, by):
    template = services.save_template(
        body=body,
        name="The usual agenda",
        rows=[services.TemplateRow(section_title="One", title="Welcome")],
        **by,
    )
    data = NEW | {"body": body.pk, "start": f"template-{template.pk}"}

    response = browser.post(reverse("meetings:new"), data)

    meeting = Meeting.objects.get()
    assert response.url == reverse("meetings:agenda_edit", args=[meeting.pk])
    assert [item.title for item in meeting.items.all()] == ["Welcome"]


def test_a_meeting_starts_from_the_last_or_from_nothing(browser, body, build):
    build("One: A", meeting=MeetingFactory(body=body, held_on=date(2020, 11, 4)))
    for start, titles in (("last", ["A"]), ("empty", [])):
        browser.post(reverse("meetings:new"), NEW | {"body": body.pk, "start": start})

        meeting = Meeting.objects.latest("pk")
        assert [item.title for item in meeting.items.all()] == titles


@pytest.mark.requirement("AGD-01")
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"ends_at": "09:00"}, "The end must be after the start, 10:00."),
        ({"place": ""}, "Enter a place, or a link to join"),
        ({"held_on": ""}, "Enter date"),
        ({"held_on": "31 June"}, "date"),
        ({"starts_at": "ten"}, "time"),
        ({"meeting_type": ""}, "Choose type"),
        ({"link": "not a link"}, "link"),
        ({"start": "last"}, "There is no earlier agenda of this body."),
    ],
)
def test_a_meeting_that_cannot_be_says_why_and_keeps_what_was_typed(
    browser, body, fault, sentence
):
    data = NEW | {"body": body.pk, "start": "empty", "title": "Kept"} | fault

    response = browser.post(reverse("meetings:new"), data)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert 'value="Kept"' in text_of(response)
    assert not Meeting.objects.exists()


def test_a_template_of_another_of_ones_bodies_is_refused(client, body, by):
    user = someone_signed_up(body, Role.SECRETARY)
    other = BodyFactory()
    user.person.body_roles.create(body=other, role=Role.SECRETARY)
    client.force_login(user)
    template = services.save_template(body=body, name="Usual", rows=[], **by)
    data = NEW | {"body": other.pk, "start": f"template-{template.pk}"}

    response = client.post(reverse("meetings:new"), data)

    assert f"Choose a template of {other}." in text_of(response)


def test_a_body_one_does_not_serve_cannot_be_chosen(browser):
    data = NEW | {"body": BodyFactory().pk, "start": "empty"}

    assert browser.post(reverse("meetings:new"), data).status_code == 422


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUTHOR])
def test_others_arrange_and_change_no_meetings(reader, meeting, role):
    client = reader(role)

    arranging = client.get(reverse("meetings:new"))
    changing = client.post(reverse("meetings:edit", args=[meeting.pk]), NEW)

    assert (arranging.status_code, changing.status_code) == (403, 403)
    assert "Only the secretary" in text_of(arranging)


@pytest.mark.requirement("AGD-09")
def test_a_meeting_is_changed_and_given_a_next_one(browser, body, meeting):
    following = MeetingFactory(body=body, held_on=date(2021, 1, 13))
    data = NEW | {"place": "Preston", "next_meeting": following.pk}

    response = browser.post(
        reverse("meetings:edit", args=[meeting.pk]), data, follow=True
    )

    html = text_of(response)
    assert "Preston" in html
    assert "Formal, Wednesday 13 January 2021, 10:00–12:00, MS Teams" in html


@pytest.mark.requirement("PTN-05")
def test_a_meeting_says_whether_it_is_public_and_what_was_published(browser, meeting):
    assert "Yes, as the body meets" in text_of(browser.get(meeting.get_absolute_url()))
    data = NEW | {
        "is_public": "no",
        "stream_link": "https://watch.example/board",
        "papers_published_on": "2020-11-25",
        "minutes_published_on": "2021-01-14",
    }

    shown = text_of(
        browser.post(reverse("meetings:edit", args=[meeting.pk]), data, follow=True)
    )

    assert "as the body meets" not in shown
    assert 'href="https://watch.example/board"' in shown
    assert "Wednesday 25 November 2020" in shown
    assert "Thursday 14 January 2021" in shown
    meeting.refresh_from_db()
    assert (meeting.is_public, meeting.held_in_public) == (False, False)
    again = text_of(browser.get(reverse("meetings:edit", args=[meeting.pk])))
    assert 'value="2020-11-25"' in again


@pytest.mark.requirement("ACC-09")
def test_minutes_are_not_published_before_the_meeting(browser, meeting):
    data = NEW | {"minutes_published_on": "2020-12-01", "stream_link": "https://a.org"}

    answer = browser.post(reverse("meetings:edit", args=[meeting.pk]), data)

    assert answer.status_code == 422
    assert "Minutes are published on the day of the meeting or after" in text_of(answer)
    assert "https://a.org" in text_of(answer)


@pytest.mark.requirement("PTN-05")
def test_a_sitting_in_private_has_no_public_notice_to_give(browser, meeting):
    assert "ublic notice" in text_of(browser.get(meeting.get_absolute_url()))

    Meeting.objects.filter(pk=meeting.pk).update(is_public=False)

    assert "ublic notice" not in text_of(browser.get(meeting.get_absolute_url()))


def test_an_issued_meeting_asks_why_it_is_changed(browser, build, meeting, by):
    build("One: A")
    services.freeze_numbers(meeting=meeting, **by)
    address = reverse("meetings:edit", args=[meeting.pk])
    assert "Reason for the change" in text_of(browser.get(address))

    refused = browser.post(address, NEW | {"place": "Preston"})
    assert "say why the meeting is changed" in text_of(refused)

    browser.post(address, NEW | {"place": "Preston", "reason": "Room closed"})
    meeting.refresh_from_db()
    assert meeting.place == "Preston"


@pytest.mark.requirement("AGD-01")
def test_a_meeting_at_a_glance(browser, build, meeting):
    build("One: A, B")

    html = text_of(browser.get(meeting.get_absolute_url()))

    assert "Formal ICS Board · Wednesday 2 December 2020, 10:00–12:00" in html
    assert "2 items" in html
    assert "Papers from authors" in html
    assert "things to put right" in html
    assert "minutes left" in html


def test_a_member_is_not_told_how_the_draft_stands_in_time(reader, build, meeting):
    build("One: A, B")

    html = text_of(reader(Role.MEMBER).get(meeting.get_absolute_url()))

    assert "2 items." in html
    assert "minutes left" not in html


@pytest.mark.requirement("AGD-02")
def test_the_agenda_has_the_five_published_columns(reader, build, meeting):
    build("Routine Items: Welcome", "Sustainability: Finance")

    html = text_of(
        reader(Role.MEMBER).get(reverse("meetings:agenda", args=[meeting.pk]))
    )

    heads = [
        f">{word}</th>" for word in ["Item", "Description", "Owner", "Action", "Format"]
    ]
    places = [html.index(head) for head in heads]
    assert places == sorted(places)
    assert html.count('role="columnheader"') == 5
    assert "Sustainability" in html
    assert "Build the agenda" not in html


@pytest.mark.requirement("AGD-09")
def test_the_agenda_ends_with_the_next_meeting(browser, build, body, meeting):
    build("One: A")
    meeting.next_meeting = MeetingFactory(
        body=body, held_on=date(2021, 1, 13), meeting_type="informal"
    )
    meeting.save()

    html = text_of(browser.get(reverse("meetings:agenda", args=[meeting.pk])))

    assert "Informal, Wednesday 13 January 2021, 10:00–12:00, MS Teams" in html


def test_an_empty_agenda_says_who_prepares_it(reader, meeting):
    html = text_of(
        reader(Role.MEMBER).get(reverse("meetings:agenda", args=[meeting.pk]))
    )

    assert "There is no agenda yet" in html
    assert "The secretary of ICS Board is preparing it." in html


@pytest.fixture
def private(build, by):
    """An item in part 2 whose title, owner, purpose and reason are nobody else's."""
    [_, item, other] = build(
        "One: Finance", "Disputes: Dispute with Alpha Ltd, Second secret"
    )
    services.edit_item(
        item=item,
        values={
            "part": "2",
            "private_reason": "Commercial in confidence",
            "open_title": "A contract",
            "owners": "Head of Contracts",
        },
        was={},
        **by,
    )
    services.edit_item(
        item=other,
        values={"part": "2", "private_reason": "About a named person"},
        was={},
        **by,
    )
    return item


SECRETS = ("Disputes", "Alpha Ltd", "Head of Contracts", "Commercial in confidence")


@pytest.mark.requirement("AGD-14")
@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.AUTHOR, Role.FINANCE_LEAD])
def test_who_is_no_member_reads_part_2_by_its_open_titles(
    reader, meeting, private, role
):
    client = reader(role)

    agenda = text_of(client.get(reverse("meetings:agenda", args=[meeting.pk])))
    item = client.get(private.get_absolute_url())

    assert "A contract" in agenda
    assert "Part 2 is open to members of the body only." in agenda
    assert [secret for secret in SECRETS if secret in agenda] == []
    assert item.status_code == 404


@pytest.mark.requirement("AGD-14")
@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.SECRETARY])
def test_members_read_part_2(reader, meeting, private, role):
    client = reader(role)

    agenda = text_of(client.get(reverse("meetings:agenda", args=[meeting.pk])))
    item = text_of(client.get(private.get_absolute_url()))

    assert "Dispute with Alpha Ltd" in agenda
    assert "Head of Contracts" in agenda
    assert "Commercial in confidence" in item


@pytest.mark.requirement("AGD-14")
def test_who_brings_a_private_item_reads_that_one_and_no_other(
    reader, meeting, private
):
    client = reader(Role.AUTHOR, name="Head of Contracts")
    person_id = client.get("/").wsgi_request.actor.person_id
    private.owners.update(person_id=person_id)

    agenda = text_of(client.get(reverse("meetings:agenda", args=[meeting.pk])))

    assert "Dispute with Alpha Ltd" in agenda
    assert client.get(private.get_absolute_url()).status_code == 200
    assert "About a named person" not in agenda


@pytest.mark.requirement("AGD-14")
def test_part_2_stands_after_part_1_and_leaves_no_gap_in_it(browser, meeting, private):
    html = text_of(browser.get(reverse("meetings:agenda", args=[meeting.pk])))

    assert html.index("Finance") < html.index("Part 2, in private.")
    assert html.index("Part 2, in private.") < html.index("Dispute with Alpha Ltd")


def test_strangers_find_no_meeting(client, body, meeting):
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))

    for name in ("detail", "agenda", "edit", "agenda_edit", "paste"):
        address = reverse(f"meetings:{name}", args=[meeting.pk])
        assert client.get(address).status_code == 404, name


def test_the_agenda_makes_the_same_queries_however_long_it_is(
    browser, body, meeting, by
):
    counts = {}
    for length in (12, 40, 100):
        longer = MeetingFactory(body=body)
        rows = [
            services.RowToAdd("One", services.ItemDraft(title=f"Item {n}"))
            for n in range(length)
        ]
        services.add_items_from_rows(meeting=longer, rows=rows, **by)
        with CaptureQueriesContext(connection) as made:
            browser.get(reverse("meetings:agenda", args=[longer.pk]))
        counts[length] = len(made)

    assert len(set(counts.values())) == 1, counts
