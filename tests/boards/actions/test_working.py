"""An action from the meeting that raised it to the one that closed it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from boards.actions.enums import ActionState, DuePrecision
from boards.actions.models import Action
from boards.actions.presenters import action_log, action_row
from boards.actions.selectors import log_at, one_action, private_log_at
from boards.actions.services import (
    Progress,
    action_words,
    change_action,
    close_action,
    keep_open,
    propose_closure,
    raise_action,
    reopen_action,
    revise_date,
    supersede_action,
    update_action,
)
from boards.bodies.services.seen import mark_of
from boards.meetings.enums import MeetingState, Part
from ics_portal.accounts.actor import Actor, Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory, actor_in, someone_signed_up
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

AT = datetime(2020, 12, 2, 11, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(name="ICS Board", code="ICSB")


@pytest.fixture
def november(body):
    return MeetingFactory(body=body, held_on=date(2020, 11, 4))


@pytest.fixture
def meeting(body, november):
    return MeetingFactory(body=body, held_on=date(2020, 12, 2))


@pytest.fixture
def office(body):
    return actor_in(body, Role.SECRETARY)


@pytest.fixture
def lead(body):
    return actor_in(body, Role.ATTENDEE)


def raised(meeting, office, lead=None, **words):
    words = {"title": "Report on beds", "lead": "Director of Finance"} | words
    if isinstance(lead, str):
        words["lead"] = lead
    action = raise_action(meeting=meeting, actor=office, at=AT, **words)
    if isinstance(lead, Actor):
        Action.objects.filter(pk=action.pk).update(lead_person_id=lead.person_id)
        action.refresh_from_db()
    return action


@pytest.mark.requirement("LOG-02")
def test_the_code_is_body_day_and_number_and_each_is_given_once(meeting, office, body):
    ActionFactory(body=body, code="ICSB201202-07")
    ActionFactory(code="ICSB201202-20")  # of another body
    made = [raised(meeting, office).code for _ in range(2)]

    assert made == ["ICSB201202-08", "ICSB201202-09"]
    assert AuditEvent.objects.filter(verb="actions.raised").count() == 2


@pytest.mark.requirement("LOG-05")
@pytest.mark.parametrize(
    ("due", "day", "precision"),
    [
        ("13.01.2021", date(2021, 1, 13), DuePrecision.DAY),
        ("January 2021", date(2021, 1, 31), DuePrecision.MONTH),
        ("On-going", None, DuePrecision.NONE),
    ],
)
def test_the_due_date_is_kept_as_typed_and_as_its_last_day(
    meeting, office, due, day, precision
):
    action = raised(meeting, office, due=due)

    assert (action.due_on, action.due_precision, action.due_text) == (
        day,
        precision,
        due,
    )
    assert [each.due_text for each in action.dates.all()] == [due]


def test_a_due_date_that_is_none_is_refused_and_nothing_is_raised(meeting, office):
    with pytest.raises(RuleBroken, match="or On-going if there is no date"):
        raised(meeting, office, due="at the next meeting")

    assert not Action.objects.exists()


def test_actions_are_raised_by_the_office_at_a_meeting_that_is_held(
    meeting, office, body, lead
):
    with pytest.raises(PermissionDenied):
        raised(meeting, lead)
    with pytest.raises(RuleBroken, match="item of this meeting"):
        raised(meeting, office, item=AgendaItemFactory())
    other = BodyFactory()
    elsewhere = actor_in(other, Role.SECRETARY)
    with pytest.raises(RuleBroken, match="a body that meets here"):
        raised(meeting, elsewhere, body=other)
    with pytest.raises(RuleBroken, match="still to come"):
        raised(MeetingFactory(body=body, held_on=date(2020, 12, 3)), office)
    meeting.state = MeetingState.CANCELLED
    with pytest.raises(RuleBroken, match="was not held"):
        raised(meeting, office)


def test_the_lead_is_named_by_post_where_only_the_person_was_chosen(meeting, office):
    person = someone_signed_up(meeting.body, Role.MEMBER).person
    person.post_title = "Medical Director"
    person.save()

    action = raised(meeting, office, lead="", lead_person=person)

    assert action.lead == "Medical Director"


def test_a_date_revised_twice_keeps_both_and_the_latest_rules_overdue(
    meeting, office, lead
):
    action = raised(meeting, office, lead, due="01.12.2020")
    for due in ("13.01.2021", "February 2021"):
        revise_date(action=action, due=due, reason="Waiting.", actor=lead, at=AT)

    action = one_action(office, action.pk)
    then = action_row(action, on=date(2021, 2, 28))
    after = action_row(action, on=date(2021, 3, 1))

    assert then.earlier == ("01.12.2020", "13.01.2021")
    assert (then.slip, then.chip) == ("89 days later", "warn")
    assert (after.standing_words, after.chip) == ("Overdue by 1 day", "bad")


def test_a_date_is_revised_with_a_reason_and_to_another_one(meeting, office):
    action = raised(meeting, office, due="13.01.2021")

    with pytest.raises(RuleBroken, match="Say why the date is revised"):
        revise_date(action=action, due="14.01.2021", reason="", actor=office, at=AT)
    with pytest.raises(RuleBroken, match="This is the date it has"):
        revise_date(
            action=action, due="13 January 2021", reason="x", actor=office, at=AT
        )


def test_the_date_of_an_action_from_before_dates_were_kept_is_not_lost(body, office):
    action = ActionFactory(body=body, due_on=date(2020, 12, 2), due_text="02.12.2020")

    revise_date(action=action, due="On-going", reason="No end.", actor=office, at=AT)

    texts = [each.due_text for each in Action.objects.get(pk=action.pk).dates.all()]
    assert texts == ["02.12.2020", "On-going"]


@pytest.mark.requirement("LOG-07")
def test_an_update_is_dated_and_signed_and_puts_the_action_in_progress(
    meeting, office, lead
):
    action = raised(meeting, office, lead)

    changed = update_action(
        action=action, progress=Progress(text="Begun."), actor=lead, at=AT
    )

    note = changed.updates.get()
    assert changed.state == ActionState.IN_PROGRESS
    assert (note.noted_on, note.noted_by_name) == (date(2020, 12, 2), lead.name)


def test_an_update_has_words_and_no_day_to_come_and_an_author_who_may(
    meeting, office, lead
):
    action = raised(meeting, office)

    with pytest.raises(PermissionDenied, match="Only its lead or the board office"):
        update_action(action=action, progress=Progress(text="x"), actor=lead, at=AT)
    with pytest.raises(RuleBroken, match="Say what has happened"):
        update_action(action=action, progress=Progress(text=" "), actor=office, at=AT)
    tomorrow = Progress(text="x", noted_on=AT.date() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="today or a day before"):
        update_action(action=action, progress=tomorrow, actor=office, at=AT)


@pytest.mark.requirement("LOG-04")
def test_one_proposed_for_closure_stays_open_until_the_meeting_agrees(
    meeting, office, lead
):
    action = raised(meeting, office, lead, due="01.12.2020")
    proposed = propose_closure(action=action, text="Done.", actor=lead, at=AT)

    assert proposed.state == ActionState.PROPOSED
    assert Action.objects.outstanding().get() == action
    assert action_row(proposed, on=AT.date()).standing_words == "Overdue by 1 day"
    with pytest.raises(PermissionDenied):
        close_action(action=action, meeting=meeting, actor=lead, at=AT)

    closed = close_action(action=action, meeting=meeting, actor=office, at=AT)

    assert closed.state == ActionState.CLOSED
    assert (closed.closed_on, closed.closed_at_meeting) == (meeting.held_on, meeting)
    assert not Action.objects.outstanding()


def test_the_meeting_may_keep_open_what_was_proposed(meeting, office):
    action = raised(meeting, office)
    propose_closure(action=action, text="Done.", actor=office, at=AT)

    kept = keep_open(action=action, words="Not all of it.", actor=office, at=AT)

    assert kept.state == ActionState.IN_PROGRESS
    assert [note.text for note in kept.updates.all()] == ["Done.", "Not all of it."]


def test_only_a_meeting_of_the_body_that_was_held_closes_an_action(
    meeting, november, office, body
):
    action = raised(meeting, office)
    cancelled = MeetingFactory(
        body=body, held_on=meeting.held_on, state=MeetingState.CANCELLED
    )
    to_come = MeetingFactory(body=body, held_on=date(2021, 1, 13))

    for other, words in (
        (november, "before the action was raised"),
        (cancelled, "was not held"),
        (to_come, "still to come"),
        (MeetingFactory(), "meeting of the body whose action"),
    ):
        with pytest.raises(RuleBroken, match=words):
            close_action(action=action, meeting=other, actor=office, at=AT)


def test_an_ended_action_is_updated_only_when_it_is_opened_again(meeting, office):
    action = raised(meeting, office)
    close_action(action=action, meeting=meeting, actor=office, at=AT)

    for act in (
        lambda: update_action(
            action=action, progress=Progress(text="x"), actor=office, at=AT
        ),
        lambda: revise_date(
            action=action, due="1.1.2021", reason="x", actor=office, at=AT
        ),
    ):
        with pytest.raises(RuleBroken, match="is closed, so it cannot become"):
            act()
    opened = reopen_action(action=action, reason="It came back.", actor=office, at=AT)

    assert (opened.state, opened.closed_at_meeting) == (ActionState.OPEN, None)
    assert opened.updates.get().text == "Opened again: It came back."


def test_an_action_is_superseded_by_another_of_its_body(meeting, office):
    action, by = raised(meeting, office), raised(meeting, office)

    for wrong in (action, ActionFactory()):
        with pytest.raises(RuleBroken, match="another action of the same body"):
            supersede_action(action=action, by=wrong, reason="x", actor=office, at=AT)
    ended = supersede_action(action=action, by=by, reason="One.", actor=office, at=AT)

    assert (ended.state, ended.superseded_by) == (ActionState.SUPERSEDED, by)
    with pytest.raises(RuleBroken, match="superseded itself"):
        supersede_action(action=by, by=action, reason="x", actor=office, at=AT)


def test_two_people_at_one_action_are_shown_both_texts(meeting, office):
    action = raised(meeting, office)
    seen = mark_of(action_words(action))
    update_action(action=action, progress=Progress(text="Mine."), actor=office, at=AT)

    with pytest.raises(EditConflict) as clash:
        change_action(
            action=action, title="Yours", lead="You", seen=seen, actor=office, at=AT
        )

    assert "Yours" in clash.value.mine
    assert "Mine." in clash.value.theirs


def test_words_and_lead_are_put_right_and_the_audit_trail_names_fields_only(
    meeting, office
):
    action = raised(meeting, office)

    for _ in range(2):
        change_action(action=action, title="Secret", lead="You", actor=office, at=AT)

    event = AuditEvent.objects.get(verb="actions.changed")
    assert event.detail == {"changed": ["lead", "title"]}
    assert event.target_label == "ICSB201202-01"


@pytest.mark.requirement("LOG-01")
@pytest.mark.requirement("LOG-06")
@pytest.mark.requirement("LOG-09")
def test_the_log_of_the_next_meeting_says_what_is_due_and_shows_ends_once(
    november, meeting, office, body
):
    due, later, done = (
        raised(november, office, due=due, title=due)
        for due in ("02.12.2020", "January 2021", "December 2020")
    )
    close_action(action=done, meeting=november, actor=office, at=AT)
    raised(meeting, office, title="Of today")

    log = action_log(log_at(meeting), body="ICS Board", on=meeting.held_on)

    assert [(row.code, row.is_due) for row in log.rows] == [
        (due.code, True),
        (later.code, False),
        (done.code, False),
    ]
    assert log.rows[0].standing_words == "Due at this meeting"
    assert log.rows[2].state_words == "Closed 4 Nov 2020"
    assert "2 outstanding actions, 1 ended since the last meeting" in log.lead
    january = MeetingFactory(body=body, held_on=date(2021, 1, 13))
    assert done not in log_at(january)


def test_an_action_of_part_2_is_in_no_log_of_part_1(november, meeting, office, lead):
    item = AgendaItemFactory(
        section__meeting=november, part=Part.TWO, private_reason="Commercial"
    )
    private = raised(november, office, item=item, title="Secret contract")
    item.part = Part.ONE
    item.save()
    moved = AgendaItemFactory(section__meeting=november)
    other = raised(november, office, item=moved, title="Secret merger")
    moved.part, moved.private_reason = Part.TWO, "Commercial"
    moved.save()

    assert log_at(meeting) == []
    assert private_log_at(meeting) == [private, other]
    assert not Action.objects.readable_by(lead)
    assert Action.objects.readable_by(office).count() == 2
    item.delete()
    assert not Action.objects.readable_by(lead)


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.AUTHOR])
def test_no_surface_gives_an_action_of_part_2_to_who_may_not_read_it(
    november, office, body, role
):
    item = AgendaItemFactory(
        section__meeting=november, part=Part.TWO, private_reason="Commercial"
    )
    action = raised(november, office, item=item, title="Secret contract")
    user = someone_signed_up(body, role)
    client = Client()
    client.force_login(user)

    for address in (
        "/actions/?ended=on",
        "/actions/?table=actions",
        "/actions/mine/",
        "/api/v1/actions/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Secret contract" not in answer.content.decode()
        assert action.code not in answer.content.decode()
    for address in (
        action.get_absolute_url(),
        f"/actions/{action.pk}/update/",
        f"/api/v1/actions/{action.pk}/",
    ):
        assert client.get(address).status_code == 404
    Action.objects.update(lead_person=user.person)
    assert "Secret contract" in client.get("/actions/mine/").content.decode()
    page = client.get(action.get_absolute_url()).content.decode()
    assert "Secret contract" in page
    assert item.title not in page
