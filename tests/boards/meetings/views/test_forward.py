"""The forward plan: its page, its file, its forms, and the way on to an agenda."""

import datetime as dt

import pytest

from boards.bodies.services.seen import mark_of
from boards.meetings import services
from boards.meetings.enums import PlanState
from boards.meetings.models import AgendaItem, ForwardPlanEntry
from boards.meetings.presenters.forward import plan_check
from boards.meetings.services.forward import entry_words
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import BodyFactory, PurposeFactory, someone_signed_up
from tests.factories.calling import ForwardPlanEntryFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 12, 2)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    now = dt.datetime(2020, 11, 20, 9, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def plan(body):
    return f"/meetings/{body.slug}/plan/"


def test_an_entry_is_added_moved_and_dropped(browser, plan, body, meeting):
    typed = {"title": "Winter plan", "frequency": "annual", "part": "1"}
    assert browser.post(f"{plan}add/", typed).status_code == 422
    browser.post(f"{plan}add/", typed | {"due_on": "2020-12-01"})
    entry = ForwardPlanEntry.objects.get()
    assert "December 2020" in browser.get(plan).content.decode()

    changed = typed | {"meeting": meeting.pk, "seen": mark_of(entry_words(entry))}
    browser.post(f"{plan}{entry.pk}/", changed)
    entry.refresh_from_db()
    assert (entry.meeting, entry.due_on) == (meeting, None)

    assert browser.post(f"{plan}{entry.pk}/drop/", {"reason": ""}).status_code == 422
    done = browser.post(f"{plan}{entry.pk}/drop/", {"reason": "Merged"}, follow=True)
    assert "Merged" in done.content.decode()
    refused = browser.post(f"{plan}{entry.pk}/", typed | {"meeting": meeting.pk})
    assert "was dropped from the plan" in refused.content.decode()


def test_two_people_at_one_entry_see_both_texts_and_lose_neither(
    browser, plan, body, meeting
):
    entry = ForwardPlanEntryFactory(body=body, title="Winter plan", due_on=DAY)
    page = browser.get(f"{plan}{entry.pk}/").content.decode()
    seen = mark_of(entry_words(entry))
    assert f'name="seen" value="{seen}"' in page
    entry.lead = "Chief nurse"  # somebody else saves meanwhile
    entry.save()
    typed = {"title": "Winter beds", "frequency": "annual", "part": "1"}
    typed |= {"due_on": "2020-12-01", "seen": seen}

    clash = browser.post(f"{plan}{entry.pk}/", typed)

    assert clash.status_code == 409
    shown = clash.content.decode()
    assert "Somebody changed this entry" in shown
    assert "Lead: Chief nurse" in shown  # theirs
    assert "Item: Winter beds" in shown  # mine
    assert 'value="Winter beds"' in shown  # still in the form
    entry.refresh_from_db()
    assert entry.title == "Winter plan"

    again = typed | {"seen": mark_of(entry_words(entry))}
    assert browser.post(f"{plan}{entry.pk}/", again).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.lead) == ("Winter beds", "")


def test_the_plan_is_a_file_as_well(browser, plan, body):
    ForwardPlanEntryFactory(body=body, title="Winter plan", due_on=DAY)

    answer = browser.get(f"{plan}?table=plan")

    assert answer["Content-Type"].startswith("text/csv")
    assert "Winter plan" in answer.content.decode()


def test_part_2_of_the_plan_is_for_members(client, plan, body):
    ForwardPlanEntryFactory(body=body, title="A secret sale", part=2, due_on=DAY)
    client.force_login(someone_signed_up(body, Role.ATTENDEE))
    assert "A secret sale" not in client.get(plan).content.decode()
    assert client.get(f"{plan}add/").status_code == 403

    client.force_login(someone_signed_up(body, Role.MEMBER))
    assert "A secret sale" in client.get(plan).content.decode()

    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))
    assert client.get(plan).status_code == 404


def test_what_is_planned_for_the_meeting_goes_on_its_agenda_in_one_click(
    browser, body, meeting
):
    purpose = PurposeFactory(body=body)
    entry = ForwardPlanEntryFactory(
        body=body, title="Winter plan", due_on=DAY, lead="Chair", purpose=purpose
    )
    ForwardPlanEntryFactory(body=body, title="Of March", due_on=dt.date(2021, 3, 1))
    edit = f"/meetings/{meeting.pk}/agenda/edit/"
    page = browser.get(edit).content.decode()
    assert "Planned for this meeting" in page
    assert "Of March" not in page

    browser.get(f"{edit}planned/{entry.pk}/")
    browser.post(f"{edit}planned/{entry.pk}/")

    item = AgendaItem.objects.get()
    entry.refresh_from_db()
    assert item.title == "Winter plan"
    assert (entry.state, entry.taken_as, entry.meeting) == (
        PlanState.TAKEN,
        item,
        meeting,
    )
    again = browser.post(f"{edit}planned/{entry.pk}/")
    assert "on an agenda now" in again.content.decode()


def test_after_issue_a_planned_item_is_late_with_its_reason(
    browser, build, body, meeting, by
):
    build("Business: Finance")
    entry = ForwardPlanEntryFactory(body=body, title="Winter plan", meeting=meeting)
    services.freeze_numbers(meeting=meeting, **by)
    take = f"/meetings/{meeting.pk}/agenda/edit/planned/{entry.pk}/"

    assert "Add late" in browser.get(take).content.decode()
    assert browser.post(take, {"reason": ""}).status_code == 422
    browser.post(take, {"reason": "Snow is coming"})

    assert AgendaItem.objects.filter(title="Winter plan").exists()


def test_a_private_item_is_taken_in_private(body, meeting, by):
    entry = ForwardPlanEntryFactory(body=body, part=2, meeting=meeting)

    item = services.take_planned(meeting=meeting, entry=entry, **by)

    assert item.part == 2
    assert item.private_reason


def test_entries_move_with_the_row_that_planned_them(body, meeting, by):
    later = MeetingFactory(body=body, held_on=dt.date(2021, 1, 13))
    details = services.PlanDetails(title="Outcome", meeting_id=meeting.pk)
    entry = services.add_planned(
        body=body, details=details, made_from="programmes.Product:88", **by
    )
    elsewhere = ForwardPlanEntryFactory(made_from="programmes.Product:88")

    moved = services.move_entries_made_from(
        made_from="programmes.Product:88", to_meeting=later, **by
    )

    assert [each.pk for each in moved] == [entry.pk]
    assert moved[0].meeting == later
    elsewhere.refresh_from_db()
    assert elsewhere.meeting is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"frequency": "now and then"}, "frequency"),
        ({"part": 3}, "part"),
        ({"purpose_id": 0}, "purpose"),
        ({"meeting_id": 0}, "meeting"),
    ],
)
def test_an_entry_that_cannot_be(body, by, said, field):
    details = services.PlanDetails(**{"title": "X", "due_on": DAY, **said})

    with pytest.raises(RuleBroken) as refusal:
        services.add_planned(body=body, details=details, **by)

    assert refusal.value.field == field


def test_nothing_changes_where_nothing_was_said(body, by):
    details = services.PlanDetails(title="X", due_on=DAY)
    entry = services.add_planned(body=body, details=details, **by)

    services.edit_planned(entry=entry, details=details, **by)

    assert entry.history.count() == 1


def test_an_agenda_is_warned_of_what_the_plan_lacks(body, meeting):
    assert plan_check(meeting.pk, DAY) == []
    assert plan_check(0, DAY) == []
    ForwardPlanEntryFactory(
        body=body, title="Annual report", meeting=meeting, is_statutory=True
    )

    first, second = plan_check(meeting.pk, DAY)

    assert "required by law" in first.text
    assert "terms of reference" in second.text
    assert "Annual report" not in second.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_asks_as_often_for_one_entry_as_for_three(
    browser, plan, body, count, django_assert_max_num_queries
):
    for _ in range(count):
        ForwardPlanEntryFactory(
            body=body,
            meeting=MeetingFactory(body=body),
            purpose=PurposeFactory(body=body),
        )
    with django_assert_max_num_queries(16):
        browser.get(plan)
