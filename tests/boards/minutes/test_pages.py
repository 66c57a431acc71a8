"""The pages: what each person finds, what is refused, and that nothing typed is lost."""

import datetime as dt
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from boards.meetings.enums import MeetingState, Part
from boards.minutes.enums import MinutesState
from boards.minutes.models import MinuteEntry, Minutes
from boards.minutes.rules import LONGEST
from boards.minutes.services import approve_minutes
from boards.sittings.models import Outcome
from ics_portal.accounts.actor import Actor, Role
from ics_portal.core.jobs import Job
from ics_portal.core.jobs.worker import execute
from ics_portal.core.panels import panels_for
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.factories.bodies import BodyFactory, BodyRoleFactory, actor_in
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import MinuteEntryFactory, MinutesMarkFactory
from tests.factories.sittings import AttendanceFactory, OutcomeFactory


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


def address(sitting: Sitting, tail: str = "") -> str:
    return f"/meetings/{sitting.meeting.pk}/minutes/{tail}"


def page(actor: Actor, where: str, status: int = 200) -> str:
    answer = client_of(actor).get(where)
    assert answer.status_code == status, where
    return answer.content.decode()


def test_before_there_are_minutes_each_is_told_what_comes(told: Sitting):
    assert "Draft the minutes" in page(told.secretary, address(told))
    waiting = page(told.member, address(told))
    assert "no minutes to read yet" in waiting
    assert "Draft the minutes" not in waiting
    page(told.member, address(told, "part-2/"), 404)
    assert "Draft the minutes" in page(told.secretary, address(told, "part-2/"))


def test_the_office_drafts_and_reads_and_a_member_waits_for_the_chair(told: Sitting):
    office = client_of(told.secretary)
    assert office.post(address(told, "draft/")).url == address(told, "edit/")
    assert "did not approve the costs" in page(told.secretary, address(told))
    assert "did not approve the costs" not in page(told.member, address(told))
    approve_minutes(minutes=Minutes.objects.get(), actor=told.chair, at=AFTER)
    read = page(told.member, address(told))
    assert "did not approve the costs" in read
    assert "Unconfirmed" in read
    assert "Wednesday 2 December 2020" in read
    assert client_of(told.member).post(address(told, "draft/")).status_code == 403
    page(told.member, address(told, "edit/"), 403)


def test_part_two_shows_only_to_who_may_read_it(told: Sitting):
    for part in Part:
        approve_minutes(minutes=told.drafted(part), actor=told.chair, at=AFTER)
    helper = actor_in(told.body, Role.ATTENDEE)
    first = page(helper, address(told))
    assert "secret price" not in first
    assert "part-2" not in first
    page(helper, address(told, "part-2/"), 404)
    page(helper, address(told, "print/?part=2"), 404)
    assert "secret price" in page(told.member, address(told, "part-2/"))
    assert "part-2" in page(told.member, address(told))


def test_what_is_not_there_is_not_found(told: Sitting):
    told.drafted()
    other = BodyFactory(name="Another body")
    for tail in ("edit/?part=3", f"?body={other.pk}", "?body=x", "edit/?part=2"):
        page(told.secretary, address(told, tail), 404)
    stranger = actor_in(other, Role.SECRETARY)
    for tail in ("", "edit/", "print/", "approve/", "confirm/", "sign/"):
        page(stranger, address(told, tail), 404)


def test_bodies_that_met_in_common_have_minutes_of_their_own(told: Sitting):
    other = BodyFactory(name="Another body")
    told.meeting.in_common_with.add(other)
    both = actor_in(told.body, Role.SECRETARY)
    client = client_of(both)
    assert client.post(address(told, f"draft/?body={other.pk}")).status_code == 403

    BodyRoleFactory(person_id=both.person_id, body=other, role=Role.SECRETARY)
    answer = client.post(address(told, f"draft/?body={other.pk}"))
    assert answer.url == address(told, f"edit/?body={other.pk}")
    shown = client.get(answer.url)
    assert shown.status_code == 200
    minutes = Minutes.objects.get(body=other)
    assert minutes.get_absolute_url() == address(told, f"?body={other.pk}")
    assert b"Another body" in client.get(minutes.get_absolute_url()).content


def test_a_form_without_scripts_keeps_plain_text_and_does_what_the_button_says(
    told: Sitting,
):
    minutes = told.drafted()
    client = client_of(told.secretary)
    field = f"discussion-{told.finance.pk}"
    answer = client.post(
        address(told, "edit/"),
        {field: "First <b>\r\n\r\n- a\r\n- b", "act": "accept:closed"},
    )
    assert answer.url == address(told, "edit/#sentence-closed")
    talk = minutes.entries.get(kind="discussion")
    assert talk.text == "<p>First &lt;b&gt;</p><ul><li>a</li><li>b</li></ul>"
    assert minutes.entries.get(key="closed").origin == "accepted"
    shown = client.get(address(told, "edit/")).content.decode()
    assert "First &lt;b&gt;\n\n- a\n- b</textarea>" in shown


def test_plain_text_that_says_the_same_takes_no_form_away(told: Sitting):
    minutes = told.drafted()
    talk = MinuteEntryFactory(
        minutes=minutes,
        item=told.finance,
        key=f"discussion:{told.finance.pk}",
        text="<p>Much <strong>said</strong></p>",
        origin="typed",
    )
    client = client_of(told.secretary)
    client.post(address(told, "edit/"), {f"discussion-{told.finance.pk}": "Much said"})
    talk.refresh_from_db()
    assert talk.text == "<p>Much <strong>said</strong></p>"


def test_the_rich_editor_sends_html_that_is_cleaned(told: Sitting):
    minutes = told.drafted()
    field = f"discussion-{told.finance.pk}"
    answer = client_of(told.secretary).post(
        address(told, "save/"),
        {field: "<p>A<script>x()</script> <b>b</b></p>", f"rich-{field}": "1"},
    )
    assert answer.status_code == 200
    assert minutes.entries.get(kind="discussion").text == (
        "<p>A <strong>b</strong></p>"
    )
    assert field in answer.json()["version"]


def _version(shown: str) -> str:
    found = re.search(r'name="version" value="([^"]*)"', shown)
    assert found
    return found[1]


def test_two_at_once_are_shown_both_texts(told: Sitting):
    told.drafted()
    other = actor_in(told.body, Role.GOVERNANCE_LEAD)
    field = f"discussion-{told.finance.pk}"
    seen = _version(page(told.secretary, address(told, "edit/")))
    client_of(other).post(address(told, "save/"), {field: "Theirs", "version": seen})
    mine = {field: "My own words", "version": seen, "act": "save"}
    stopped = client_of(told.secretary).post(address(told, "save/"), mine)
    assert stopped.status_code == 409
    assert other.name in stopped.json()["message"]
    shown = client_of(told.secretary).post(address(told, "edit/"), mine)
    text = shown.content.decode()
    assert shown.status_code == 409
    assert "My own words" in text
    assert "Theirs" in text
    assert MinuteEntry.objects.get(kind="discussion").text == "<p>Theirs</p>"
    again = {**mine, "version": _version(text)}
    assert client_of(told.secretary).post(
        address(told, "edit/"), again
    ).status_code == (302)
    assert MinuteEntry.objects.get(kind="discussion").text == "<p>My own words</p>"


def test_taking_what_is_saved_gives_up_ones_own(told: Sitting):
    told.drafted()
    field = f"discussion-{told.finance.pk}"
    MinuteEntryFactory(
        minutes=Minutes.objects.get(),
        item=told.finance,
        key=f"discussion:{told.finance.pk}",
        text="<p>Theirs</p>",
        origin="typed",
    )
    client_of(told.secretary).post(
        address(told, "edit/"), {field: "Mine", "version": "", "act": f"take:{field}"}
    )
    assert MinuteEntry.objects.get(kind="discussion").text == "<p>Theirs</p>"


def test_too_long_a_text_comes_back_and_the_rest_is_saved(told: Sitting):
    told.drafted()
    long, short = f"discussion-{told.finance.pk}", f"discussion-{told.strategy.pk}"
    typed = {long: "word " * (LONGEST // 4), short: "Short"}
    client = client_of(told.secretary)
    answer = client.post(address(told, "edit/"), typed)
    assert answer.status_code == 422
    assert "letters long" in answer.content.decode()
    assert "word word" in answer.content.decode()
    assert MinuteEntry.objects.get(kind="discussion").text == "<p>Short</p>"
    saved = client.post(address(told, "save/"), typed)
    assert saved.status_code == 422
    assert long in saved.json()["errors"]


def test_a_sentence_the_record_left_behind_shows_both(told: Sitting):
    minutes = told.drafted()
    client = client_of(told.secretary)
    client.post(address(told, "edit/"), {"act": "accept"})
    Outcome.objects.filter(item=told.finance).update(words="the good news")
    waiting = page(told.secretary, address(told, "edit/"))
    assert "The record has changed: 1 sentence" in waiting
    client.post(address(told, "edit/"), {"act": "refresh"})
    shown = page(told.secretary, address(told, "edit/"))
    assert "The record changed after this was accepted" in shown
    assert "noted the good news" in shown
    assert "The record has changed:" not in shown
    key = minutes.entries.get(kind="outcome", item=told.finance).key
    client.post(address(told, "edit/"), {"act": f"keep:{key}"})
    assert "The record changed after" not in page(
        told.secretary, address(told, "edit/")
    )
    answer = client.post(address(told, "edit/"), {"act": "record:gone"}, follow=True)
    assert "no longer there" in answer.content.decode()


def test_somebody_signed_out_is_told_and_loses_nothing(told: Sitting):
    told.drafted()
    answer = Client().post(address(told, "save/"), {"discussion-1": "Kept here"})
    assert answer.status_code == 302
    assert "/sign-in/" in answer.url


def test_the_chair_approves_with_marks_in_two_steps(told: Sitting):
    minutes = told.drafted()
    chair = client_of(told.chair)
    assert "Read and approve" in page(told.chair, address(told))
    shown = page(told.chair, address(told, "approve/"))
    assert "not looked at by the board secretary" in shown
    none = chair.post(address(told, "approve/"), {"act": "marks", "mark-all": " "})
    assert none.status_code == 422
    too_long = {"act": "approve", "mark-all": "a" * 2001}
    lost = chair.post(address(told, "approve/"), too_long)
    assert "a" * 2001 in lost.content.decode()
    entry = minutes.entries.get(key="closed")
    chair.post(address(told, "approve/"), {"act": "marks", "mark-all": "Shorter"})
    answer = chair.post(
        address(told, "approve/"), {"act": "approve", f"mark-{entry.pk}": "12:05?"}
    )
    assert answer.url == address(told)
    assert minutes.marks.count() == 2
    assert chair.get(address(told, "approve/")).status_code == 403
    office = page(told.secretary, address(told, "edit/"))
    assert "12:05?" in office
    assert "Bring the draft to the record" not in office
    mark = minutes.marks.get(entry=entry)
    office_client = client_of(told.secretary)
    done = office_client.post(address(told, f"marks/{mark.pk}/"))
    assert done.status_code == 302
    mark.refresh_from_db()
    assert mark.done_at is not None
    assert office_client.post(address(told, "marks/99999/")).status_code == 404
    assert chair.post(address(told, f"marks/{mark.pk}/")).status_code == 403


def test_approved_minutes_offer_no_empty_field_to_write_into(told: Sitting):
    minutes = told.drafted()
    assert "<textarea" in page(told.secretary, address(told, "edit/"))

    approve_minutes(minutes=minutes, actor=told.chair, at=AFTER)

    shown = page(told.secretary, address(told, "edit/"))
    assert "Take them back to a draft" in shown
    empty = re.findall(r"<textarea[^>]*readonly[^>]*>\s*</textarea>", shown)
    assert empty == []


def test_from_acceptance_to_signature(told: Sitting):
    minutes = approve_minutes(minutes=told.drafted(), actor=told.chair, at=AFTER)
    office = client_of(told.secretary)
    assert "No later meeting" in page(told.secretary, address(told, "confirm/"))
    offer = "Record that they were accepted"
    assert offer not in page(told.secretary, address(told))
    later = MeetingFactory(
        body=told.body, held_on=dt.date(2021, 1, 6), state=MeetingState.HELD
    )
    assert offer in page(told.secretary, address(told))
    blank = office.post(address(told, "confirm/"), {"at_meeting": ""})
    assert blank.status_code == 422
    lost = office.post(
        address(told, "confirm/"),
        {"at_meeting": later.pk, "instead_of-1": "ten"},
    )
    assert lost.status_code == 422
    assert "Say how the minutes are to read" in lost.content.decode()
    done = office.post(
        address(told, "confirm/"),
        {"at_meeting": later.pk, "instead_of-1": "ten", "reads-1": "eleven"},
    )
    assert done.url == address(told)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.CONFIRMED
    shown = page(told.secretary, address(told))
    assert "eleven" in shown
    assert "Unconfirmed" not in shown
    assert "corrections are recorded" not in shown
    locked = page(told.secretary, address(told, "edit/"))
    assert "a correction is recorded beside them" in locked
    assert "Sign" in page(told.chair, address(told, "sign/"))
    assert client_of(told.secretary).post(address(told, "sign/")).status_code == 403
    assert client_of(told.chair).post(address(told, "sign/")).url == address(told)
    execute(Job.objects.get(kind="minutes.print").pk)
    minutes.refresh_from_db()
    assert minutes.stored is not None
    printed = client_of(told.member).get(address(told, "print/"))
    assert b"".join(printed.streaming_content).startswith(b"%PDF")
    corrected = office.post(
        address(told, "correct/"), {"at_meeting": later.pk, "reads-0": "twelve"}
    )
    assert corrected.url == address(told)
    assert "twelve" in page(told.member, address(told))


def test_the_office_takes_them_back_with_a_reason(told: Sitting):
    minutes = approve_minutes(minutes=told.drafted(), actor=told.chair, at=AFTER)
    office = client_of(told.secretary)
    assert "Take them back" in page(told.secretary, address(told, "edit/"))
    assert office.post(address(told, "take-back/"), {"reason": ""}).status_code == 422
    office.post(address(told, "take-back/"), {"reason": "A name is wrong"})
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT


def test_a_draft_is_printed_for_the_office_alone(told: Sitting):
    told.drafted()
    office = client_of(told.secretary)
    asked = office.get(address(told, "print/"))
    job = Job.objects.get(kind="minutes.print")
    assert asked.url == job.get_absolute_url()
    assert "Waiting" in page(told.secretary, asked.url)
    assert office.get(address(told, "print/")).url == asked.url
    execute(job.pk)
    assert "Minutes as PDF" in page(told.secretary, asked.url)
    answer = office.get(address(told, "print/"))
    assert answer["Content-Type"] == "application/pdf"
    assert "unconfirmed" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    page(told.member, address(told, "print/"), 404)


def test_the_page_of_the_sitting_shows_the_sentences_of_an_item(told: Sitting):
    (panel,) = [
        drawn
        for drawn in panels_for(
            "sittings.item", actor=told.secretary, thing=told.strategy
        )
        if drawn.key == "minutes.sentences"
    ]
    made = [entry.made for entry in panel.context["entries"]]
    assert "RESOLVED: The ICS Board approved the clinical strategy." in made
    shown = get_template(panel.template, using="jinja2").render(
        {"context": panel.context}, RequestFactory().get("/meetings/1/run/")
    )
    assert 'value="/meetings/1/run/"' in shown
    assert "Accept: RESOLVED: The ICS Board approved" in shown
    assert "csrfmiddlewaretoken" in shown
    assert not [
        drawn
        for drawn in panels_for("sittings.item", actor=told.member, thing=told.strategy)
        if drawn.key == "minutes.sentences"
    ]
    client = client_of(told.secretary)
    where = panel.context["action"]
    key = panel.context["entries"][-2].key
    back = address(told, "edit/")
    answer = client.post(where, {"act": f"accept:{key}", "next": back})
    assert answer.url == back
    minutes = Minutes.objects.get()
    assert minutes.entries.get(key=key).origin == "accepted"
    field = panel.context["field"]
    client.post(where, {"act": "save", field: "Much said", "seen": ""})
    assert minutes.entries.get(kind="discussion").text == "<p>Much said</p>"
    clash = client.post(
        where, {"act": "save", field: "Quite other", "seen": "<p>x</p>"}
    )
    assert clash.status_code == 302
    evil = client.post(where, {"act": "accept", "next": "https://evil.example/"})
    assert evil.url == address(told, "edit/")
    waiting = minutes.entries.filter(item=told.strategy, origin="made")
    assert not waiting.exists()
    Outcome.objects.filter(item=told.strategy).delete()
    (panel,) = [
        drawn
        for drawn in panels_for(
            "sittings.item", actor=told.secretary, thing=told.strategy
        )
        if drawn.key == "minutes.sentences"
    ]
    assert any(entry.origin_words for entry in panel.context["entries"])


def test_the_bar_counts_the_marks_the_office_has_to_do(told: Sitting):
    minutes = told.drafted()
    MinutesMarkFactory(minutes=minutes)
    assert "to do" in page(told.secretary, address(told))


@pytest.mark.parametrize("tail", ["", "edit/", "approve/"])
def test_as_many_queries_for_three_of_everything_as_for_one(told: Sitting, tail):
    minutes = told.drafted()
    actor = told.chair if tail == "approve/" else told.secretary
    client = client_of(actor)

    def more(count: int) -> None:
        for _ in range(count):
            item = AgendaItemFactory(section=told.finance.section)
            AttendanceFactory(meeting=told.meeting)
            OutcomeFactory(item=item)
            MinutesMarkFactory(
                minutes=minutes, entry=MinuteEntryFactory(minutes=minutes, item=item)
            )
        told.drafted()

    more(1)
    client.get(address(told, tail))
    with CaptureQueriesContext(connection) as one:
        client.get(address(told, tail))
    more(3)
    with CaptureQueriesContext(connection) as three:
        client.get(address(told, tail))
    assert len(three) == len(one)
