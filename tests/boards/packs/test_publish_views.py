"""The pages from which things go out to the public, and supplements are built."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from boards.bodies.models import BodyRole
from boards.meetings.models import Meeting, Publication
from boards.packs.models import Pack
from boards.packs.services import issue_pack, start_build
from ics_portal.accounts.actor import Role
from ics_portal.core.jobs import Job, JobState
from ics_portal.core.jobs.worker import execute
from tests.factories.bodies import actor_in
from tests.factories.minutes import MinutesFactory
from tests.factories.packs import PRESS, december, run_job_of

pytestmark = pytest.mark.django_db

WHY = {"late_reason": "The figures came late.", "late_agreed_by": "The chair"}


@pytest.fixture
def story():
    story = december()
    body = story.meeting.body
    body.meets_in_public = True
    body.save()
    return story


def client_of(actor):
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def secretary(story):
    return client_of(story.secretary)


def issued(story):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    pack = Pack.objects.select_related("meeting__body__system").get(pk=pack.pk)
    return issue_pack(pack=pack, actor=story.secretary, at=PRESS)


def address(name, story, **more):
    return reverse(f"packs:{name}", kwargs={"meeting_id": story.meeting.pk, **more})


def test_papers_go_out_from_the_confirm_page_late_with_a_reason(story, secretary):
    issued(story)
    page = address("publish_papers", story)

    asked = secretary.get(page).content.decode()
    refused = secretary.post(page, {"late_reason": "", "late_agreed_by": "The chair"})
    asked_for = secretary.post(page, WHY)
    again = secretary.post(page, WHY)
    waiting = secretary.get(address("publish", story)).content.decode()
    job = Job.objects.get(kind="packs.publish")
    execute(job.pk)
    done = secretary.get(address("publish", story)).content.decode()

    assert "each paper that is not confidential" in asked
    assert refused.status_code == 422
    assert "The chair" in refused.content.decode()
    assert asked_for["Location"] == again["Location"] == job.get_absolute_url()
    assert "Papers are being published." in waiting
    assert "Papers are being published." not in done
    assert done.count("Published late. The figures came late.") == 6
    assert Publication.objects.count() == 6


def test_a_file_with_something_withheld_stops_the_job_with_the_sentence(
    story, secretary
):
    item = story.item("Estates")
    story.paper(item, "Estates update")
    story.version(item.papers.get(), words="As said in Quicksilver summary")
    issued(story)

    secretary.post(address("publish_papers", story), WHY)
    execute(Job.objects.get(kind="packs.publish").pk)

    job = Job.objects.get(kind="packs.publish")
    assert job.state == JobState.FAILED
    assert "Quicksilver summary" in job.failure
    assert not Publication.objects.exists()


def test_who_lost_the_office_meanwhile_publishes_nothing(story, secretary):
    issued(story)
    secretary.post(address("publish_papers", story), WHY)
    BodyRole.objects.filter(person_id=story.secretary.person_id).delete()

    execute(Job.objects.get(kind="packs.publish").pk)

    assert Job.objects.get(kind="packs.publish").state == JobState.FAILED
    assert not Publication.objects.exists()


def test_only_the_office_watches_what_is_being_published(story, secretary):
    issued(story)
    job = secretary.post(address("publish_papers", story), WHY)["Location"]
    member = client_of(actor_in(story.meeting.body, Role.MEMBER))

    assert secretary.get(job).status_code == 200
    assert member.get(job).status_code == 404
    listed = member.get("/api/v1/jobs/").json()["results"]
    assert [one for one in listed if one["kind"] == "packs.publish"] == []


def test_without_an_issued_pack_there_is_nothing_to_publish(story, secretary):
    shown = secretary.get(address("publish", story)).content.decode()

    assert "Nothing is published yet" in shown
    assert "Issue a pack to members first" in shown
    assert f'href="{address("overview", story)}">Go to the pack' in " ".join(
        shown.split()
    )
    member = client_of(actor_in(story.meeting.body, Role.MEMBER))
    read = member.get(address("publish", story)).content.decode()
    assert "Not published" in read
    assert "Issue a pack" not in read
    assert secretary.get(address("publish_papers", story)).status_code == 404
    assert secretary.get(address("supplement", story)).status_code == 404
    assert secretary.get(address("publish_minutes", story)).status_code == 404


def test_a_meeting_that_is_not_public_says_so_and_publishes_nothing(story, secretary):
    Meeting.objects.filter(pk=story.meeting.pk).update(is_public=False)

    shown = secretary.get(address("publish", story)).content.decode()
    refused = secretary.post(address("publish_notice", story), {**WHY, "text": "Tea"})

    assert "not held in public" in shown
    assert refused.status_code == 422
    assert "Tea" in refused.content.decode()
    assert not Publication.objects.exists()


def test_notice_and_minutes_go_out_and_a_member_sees_what_the_public_sees(
    story, secretary
):
    MinutesFactory(meeting=story.meeting, body=story.meeting.body, state="unconfirmed")
    secretary.post(address("publish_notice", story), {**WHY, "text": "Bring a badge."})
    secretary.post(address("publish_minutes", story))
    execute(Job.objects.get(kind="packs.publish").pk)
    done = secretary.get(address("publish", story))
    member = client_of(actor_in(story.meeting.body, Role.MEMBER))

    kinds = set(Publication.objects.values_list("kind", flat=True))
    shown = member.get(address("publish", story)).content.decode()
    assert kinds == {"notice", "minutes"}
    assert "Publish the minutes again" in done.content.decode()
    assert "What is published" in shown
    assert "Withdraw" not in shown
    assert "as the public does" not in shown
    assert (
        "/public/meetings/" in secretary.get(address("publish", story)).content.decode()
    )
    assert member.get(address("publish_notice", story)).status_code == 403


def test_what_is_withdrawn_stays_in_the_list_with_its_reason(story, secretary):
    secretary.post(address("publish_notice", story), WHY)
    row = Publication.objects.get()
    page = address("withdraw_publication", story, publication_id=row.pk)

    refused = secretary.post(page, {"reason": " "})
    done = secretary.post(page, {"reason": "Wrong room"}, follow=True)

    assert refused.status_code == 422
    assert "Wrong room" in done.content.decode()
    row.refresh_from_db()
    assert row.withdrawn_reason == "Wrong room"


def test_a_supplement_is_asked_for_with_why_and_who_agreed(story, secretary):
    pack = issued(story)
    page = address("supplement", story)

    nothing_new = secretary.post(page, WHY)
    story.paper(pack.meeting.items.get(title="Finance Report"), "Late figures")
    refused = secretary.post(page, WHY | {"late_agreed_by": ""})
    done = secretary.post(page, WHY)

    assert nothing_new.status_code == 422
    assert refused.status_code == 422
    assert "The figures came late." in refused.content.decode()
    made = Pack.objects.get(supplement_to=pack)
    assert done["Location"] == made.get_absolute_url()
    assert made.asked_at - pack.asked_at > timedelta(0)
