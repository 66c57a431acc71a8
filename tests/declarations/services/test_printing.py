"""Registers printed inside: by the worker, for who asked, kept for a day."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from declarations import print_jobs
from declarations.enums import Showing
from declarations.services import printing
from ics_portal.accounts.actor import ANONYMOUS, Role
from ics_portal.core.files import StoredFile
from ics_portal.core.files import tasks as file_tasks
from ics_portal.core.jobs import Job, JobState
from ics_portal.core.jobs.worker import execute
from tests.factories.bodies import BodyFactory, BodyRoleFactory, actor_in
from tests.factories.declarations import InterestFactory

pytestmark = pytest.mark.django_db


def address(story, **query):
    where = reverse("declarations:register", kwargs={"slug": story.body.slug})
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{where}?{asked}&format=pdf"


def asked_for(client, story, **query):
    """The job that a click begins, done by the worker."""
    answer = client.get(address(story, **query))
    job = Job.objects.latest("created_at")
    assert answer["Location"] == job.get_absolute_url()
    execute(job.pk)
    job.refresh_from_db()
    return job


def test_the_worker_prints_it_and_then_it_is_given_at_once(client_as, story):
    client = client_as(story.member)
    job = asked_for(client, story, on="2020-12-02", q="shares")

    assert (job.state, job.failure) == (JobState.DONE, "")
    page = client.get(job.get_absolute_url()).content.decode()
    assert "The register as PDF" in page
    given = client.get(job.subject_url)
    assert given["Content-Type"] == "application/pdf"
    assert given.getvalue().startswith(b"%PDF")
    assert Job.objects.count() == 1


def test_two_clicks_begin_one_job_and_a_fourth_register_waits(client_as, story):
    client = client_as(story.member)
    first = client.get(address(story))["Location"]

    assert client.get(address(story))["Location"] == first
    for word in ("a", "b"):
        assert client.get(address(story, q=word)).status_code == 302
    refused = client.get(address(story, q="c"))
    assert refused.status_code == 422
    assert "Wait for one of them." in refused.content.decode()
    assert Job.objects.count() == 3
    assert client_as(story.secretary).get(address(story, q="c")).status_code == 302


def test_what_was_printed_before_an_entry_was_withheld_is_given_to_nobody(
    client_as, story
):
    client = client_as(story.member)
    before = asked_for(client, story)

    story.interest.showing = Showing.WITHHELD
    story.interest.showing_reason = "Threats"
    story.interest.save()

    after = client.get(before.subject_url)
    assert after.status_code == 302
    assert after["Location"] != before.get_absolute_url()


def test_the_private_record_is_printed_for_the_office_alone(client_as, story):
    InterestFactory(
        person=story.person, showing=Showing.WITHHELD, showing_reason="Threats"
    )
    office = client_as(story.secretary)
    job = asked_for(office, story, record="1")

    assert job.payload["is_record"] is True
    assert office.get(job.subject_url).getvalue().startswith(b"%PDF")
    assert client_as(story.member).get(job.subject_url).status_code == 403
    public = asked_for(client_as(story.member), story)
    assert public.result["key"] != job.result["key"]


def test_it_is_let_go_after_a_day(client_as, story):
    job = asked_for(client_as(story.member), story)
    assert printing.forget_old_prints(timezone.now()) == 0
    Job.objects.update(finished_at=timezone.now() - dt.timedelta(hours=25))

    file_tasks.sweep_files()

    assert not StoredFile.objects.filter(pk=job.result["stored_id"]).exists()
    assert client_as(story.member).get(job.subject_url).status_code == 302


def test_a_register_that_grew_too_long_meanwhile_fails_with_the_sentence(
    client_as, story, monkeypatch
):
    client = client_as(story.member)
    client.get(address(story))
    monkeypatch.setattr(printing, "MOST_PRINTED", 0)
    job = Job.objects.get()
    execute(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "take it as a CSV file" in job.failure


def test_a_body_that_is_gone_fails_with_the_sentence(client_as, story):
    client_as(story.member).get(address(story))
    job = Job.objects.get()
    Job.objects.update(payload={**job.payload, "body_id": 0})

    execute(job.pk)

    job.refresh_from_db()
    assert job.failure == "This body is no longer there."


def test_an_address_too_long_to_be_kept_is_left_out(client_as, story):
    client = client_as(story.member)
    client.get(address(story, q="%E2%82%AC" * 100))

    assert Job.objects.get().subject_url == ""


def test_who_asked_sees_the_job_while_the_register_is_open(story):
    body = BodyFactory(meets_in_public=False)
    BodyRoleFactory(body=body)
    member, other = (actor_in(body, Role.MEMBER) for _ in range(2))
    office = actor_in(body, Role.SECRETARY)

    def job(actor, **payload):
        told = {"body_id": body.pk, "is_record": False, **payload}
        return Job.objects.create(
            kind=print_jobs.KIND, title="PDF", payload=told,
            asked_by_id=actor.user_id, created_at=timezone.now(),
            send_after=timezone.now(),
        )  # fmt: skip

    own, record = job(member), job(office, is_record=True)
    not_theirs, gone = job(member, is_record=True), job(member, body_id=0)
    stranger = actor_in(BodyFactory(), Role.MEMBER)
    left = job(stranger)

    def seen(actor):
        listed = set(Job.objects.visible_to(actor))
        jobs = [own, record, not_theirs, gone, left]
        assert {
            each for each in jobs if print_jobs.may_see_print(actor, each)
        } == listed
        return listed

    assert seen(member) == {own}
    assert seen(office) == {record}
    assert seen(other) == seen(stranger) == seen(ANONYMOUS) == set()


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
