"""Home: one address, its content by role."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.bodies.selectors import actor_for
from boards.meetings.enums import MeetingState
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.presenters.reading import deadlines_of
from boards.meetings.selectors.calling import calling_record
from boards.packs.enums import PackState
from boards.papers.enums import PaperRole, PaperState
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from ics_portal.demo import ground
from ics_portal.demo.meetings import arrange_meetings
from ics_portal.web.home.selectors import home_page
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.core import JobFactory
from tests.factories.packs import PackFactory, an_issued_pack
from tests.factories.papers import PaperFactory, PaperPersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
TODAY = date(2026, 4, 1)
SECRETARY = "secretary@demo.example"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration's meetings, without its hundred organisations: home shows none."""
    monkeypatch.setattr(ground, "organisations", list)
    arrange_meetings(ground.lay_ground(at=NOW), at=NOW)


def home_of(email: str):
    actor = actor_for(User.objects.get(email=email), TODAY)
    return home_page(actor, at=NOW, today=TODAY)


def test_a_meeting_that_was_held_wants_no_preparation(told):
    december = Meeting.objects.get(held_on="2020-12-02")
    before = home_of(SECRETARY)
    assert december.held_on in {m.held_on for m in before.meetings}
    assert any("2 December 2020" in str(need) for need in before.needs)

    Meeting.objects.filter(pk=december.pk).update(state=MeetingState.HELD)
    page = home_of(SECRETARY)

    assert december.held_on not in {m.held_on for m in page.meetings}
    assert not any("2 December 2020" in str(need) for need in page.needs)


def test_home_asks_a_stranger_to_sign_in(client):
    answer = client.get(reverse("web:home"))

    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


def test_the_secretary_sees_the_meeting_of_december_in_preparation(told, client):
    client.force_login(User.objects.get(email="secretary@demo.example"))

    page = client.get(reverse("web:home")).content.decode()

    assert "What needs you" in page
    assert "2 Dec 2020" in page
    assert (
        reverse("meetings:detail", args=[Meeting.objects.get(held_on="2020-12-02").pk])
        in page
    )


def test_the_secretary_is_told_of_the_deferred_item(told):
    needs = home_of("secretary@demo.example").needs

    assert "ICS Governance" in {need.strong for need in needs}
    assert all(need.cure and need.href for need in needs)


def test_an_outstanding_paper_is_said_as_on_its_own_page(told):
    item = AgendaItem.objects.filter(meeting__held_on="2020-12-02").first()
    paper = PaperFactory(item=item, state=PaperState.SUBMITTED)

    page = home_of("secretary@demo.example")

    [row] = [row for row in page.papers if row.href == paper.get_absolute_url()]
    assert row.chip == ("To be accepted", "info", "")
    assert any("(to be accepted)" in need.text for need in page.needs)


def test_a_deadline_that_passed_without_a_pack_is_missed(told):
    meeting = Meeting.objects.filter(held_on__gt=TODAY).earliest("held_on")
    day_before = meeting.held_on - timedelta(days=1)
    actor = actor_for(User.objects.get(email="secretary@demo.example"), day_before)

    page = home_page(actor, at=NOW, today=day_before)

    steps = {step.title: step.state for step in page.rail.steps}
    assert steps["Papers from authors"] == "passed"
    assert steps["Pack to members"] == "missed"
    assert steps["Meeting"] == "next"
    # The meeting's own page counts the same, by what is on record of its notices.
    own = deadlines_of(meeting, calling_record(meeting), day_before)
    assert [(step.title, step.state) for step in page.rail.steps] == [
        (each.title, each.state) for each in own
    ]
    assert page.rail.steps[0].title == "Notice to members"


def test_a_member_is_given_no_work_of_the_office(told):
    page = home_of("member@demo.example")

    assert (page.heading, page.needs, page.papers) == ("Your meetings", (), ())
    assert page.packs == ()


def the_authors_paper(**options):
    actor = actor_for(User.objects.get(email="author@demo.example"), TODAY)
    item = AgendaItem.objects.filter(meeting__held_on="2020-12-02").first()
    paper = PaperFactory(item=item, title="Clinical Strategy", **options)
    PaperPersonFactory(
        paper=paper, role=PaperRole.AUTHOR, person_id=actor.person_id, title="Director"
    )
    return paper


def test_an_author_is_told_first_of_a_paper_that_was_returned(told):
    paper = the_authors_paper(state=PaperState.RETURNED)

    page = home_of("author@demo.example")

    [need] = page.needs
    assert page.heading == "What needs you"
    assert (need.strong, need.text) == (
        "Clinical Strategy",
        f"for {paper.item.meeting}, was returned to you: see what has to change.",
    )
    assert need.href == reverse("papers:edit", args=[paper.pk])


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2026, 3, 30), "is due Mon 30 Mar, 2 days late."),
        (date(2026, 4, 2), "is due Thu 2 Apr, tomorrow."),
        (date(2026, 4, 8), "is due Wed 8 Apr."),
    ],
)
def test_an_author_is_told_first_of_a_deadline_that_is_near(told, due_on, said):
    the_authors_paper(state=PaperState.DRAFTING, due_on=due_on)

    [need] = home_of("author@demo.example").needs

    assert need.text.endswith(said)


@pytest.mark.parametrize(
    ("state", "due_on"),
    [
        (PaperState.DRAFTING, date(2026, 4, 9)),
        (PaperState.DRAFTING, None),
        (PaperState.SUBMITTED, date(2026, 3, 30)),
    ],
)
def test_an_author_is_not_troubled_about_what_can_wait(told, state, due_on):
    the_authors_paper(state=state, due_on=due_on)

    page = home_of("author@demo.example")

    assert page.needs == ()
    assert [row.title for row in page.own_papers] == ["Clinical Strategy"]


def test_a_members_pack_stands_before_all_else_with_its_file(told, client):
    secretary = actor_for(User.objects.get(email="secretary@demo.example"), TODAY)
    meeting = Meeting.objects.get(held_on="2020-12-02")
    pack = an_issued_pack(meeting, by=secretary)
    client.force_login(User.objects.get(email="member@demo.example"))

    page = client.get(reverse("web:home")).content.decode()

    file = reverse("packs:download", args=[pack.meeting_id, pack.version, "members"])
    assert page.index("Read part 1") < page.index("All meetings")
    assert f'href="{file}"' in page


SINCE = "Changed since its pack was issued:"


def issued_and_changed():
    """The December meeting with an issued pack, and an item of it renamed since."""
    meeting = Meeting.objects.get(held_on="2020-12-02")
    secretary = actor_for(User.objects.get(email="secretary@demo.example"), TODAY)
    meeting.held_on = date(2026, 4, 9)
    meeting.save()
    pack = an_issued_pack(meeting, by=secretary)
    before = home_of("secretary@demo.example").needs
    item = AgendaItem.objects.filter(meeting=meeting).first()
    item.title = "Renamed since"
    item.save()
    return meeting, pack, before


def test_the_secretary_is_told_of_a_change_since_the_issue(told):
    meeting, _, before = issued_and_changed()

    needs = home_of("secretary@demo.example").needs

    [need] = [need for need in needs if need.strong == SINCE]
    assert SINCE not in {need.strong for need in before}
    assert need.text.startswith(f"{meeting}. Item ")
    assert "Renamed since, was changed." in need.text
    assert (need.cure, need.href) == (
        "Build again",
        reverse("packs:overview", args=[meeting.pk]),
    )
    assert home_of("member@demo.example").needs == ()


@pytest.mark.parametrize("end", ["passed", "building"])
def test_a_change_since_the_issue_is_not_told_where_nothing_is_to_do(told, end):
    meeting, _, _ = issued_and_changed()
    if end == "passed":
        Meeting.objects.filter(pk=meeting.pk).update(held_on=date(2026, 3, 31))
    else:
        PackFactory(meeting=meeting, version=2, state=PackState.BUILDING)

    needs = home_of("secretary@demo.example").needs

    assert SINCE not in {need.strong for need in needs}


def test_each_action_leads_to_its_page(told, client):
    body = Meeting.objects.get(held_on="2020-12-02").body
    action = ActionFactory(body=body, due_on=date(2026, 4, 2))
    client.force_login(User.objects.get(email="secretary@demo.example"))

    page = client.get(reverse("web:home")).content.decode()

    assert f'<a href="{action.get_absolute_url()}"><b>{action.code}</b></a>' in page


def test_someone_of_another_body_sees_nothing_of_this_one(told):
    other = someone_signed_up(BodyFactory(), Role.SECRETARY)

    page = home_page(actor_for(other, TODAY), at=NOW, today=TODAY)

    assert (page.meetings, page.needs, page.papers, page.actions) == ((), (), (), ())


def a_meeting(body, held_on: date) -> Meeting:
    return Meeting.objects.create(
        body=body,
        meeting_type="formal",
        held_on=held_on,
        starts_at=time(10),
        ends_at=time(12),
        place="Somewhere",
    )


def test_many_builds_of_one_meeting_hide_no_other_meetings_pack(told):
    december = Meeting.objects.get(held_on="2020-12-02")
    PackFactory(meeting=december, version=1, state=PackState.FAILED)
    busy = a_meeting(december.body, date(2026, 5, 6))
    for version in range(1, 46):
        PackFactory(meeting=busy, version=version, state=PackState.CANCELLED)

    page = home_of("secretary@demo.example")

    assert [row.note for row in page.packs] == ["Version 45", "Version 1"]
    assert "The pack could not be built" in {need.strong for need in page.needs}
    states = {row.held_on: row.state[0] for row in page.meetings}
    assert states[december.held_on] == "Pack failed"


@pytest.mark.parametrize("many", [1, 3])
def test_packs_being_built_are_asked_for_their_jobs_at_once(told, many):
    body = Meeting.objects.get(held_on="2020-12-02").body
    for number in range(many):
        job = JobFactory(kind="packs.build", done=1, of=4, state="running")
        meeting = a_meeting(body, date(2026, 5, 6 + number))
        PackFactory(meeting=meeting, version=1, job_id=job.pk)

    with CaptureQueriesContext(connection) as asked:
        page = home_of("secretary@demo.example")

    assert [row.percent for row in page.packs] == [25] * many
    of_jobs = [q["sql"] for q in asked if 'FROM "core_job"' in q["sql"]]
    assert len(of_jobs) == 1


def test_a_member_sees_the_issued_pack_and_not_the_build_after_it(told):
    secretary = actor_for(User.objects.get(email="secretary@demo.example"), TODAY)
    meeting = Meeting.objects.get(held_on="2020-12-02")
    an_issued_pack(meeting, by=secretary)
    PackFactory(meeting=meeting, version=2)

    page = home_of("member@demo.example")

    assert [row.note for row in page.packs] == ["Version 1"]


def test_meetings_of_others_cost_no_queries(told):
    with CaptureQueriesContext(connection) as before:
        home_of("secretary@demo.example")
    for _ in range(3):
        Meeting.objects.create(
            body=BodyFactory(),
            meeting_type="formal",
            held_on=date(2026, 5, 6),
            starts_at=time(10),
            ends_at=time(12),
            place="Somewhere",
        )
    with CaptureQueriesContext(connection) as after:
        home_of("secretary@demo.example")

    assert len(after) == len(before)
