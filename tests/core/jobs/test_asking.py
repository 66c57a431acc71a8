"""Asking for a job, cancelling it and asking again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs import JobState, request_cancel, retry_job, start_job
from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.worker import sweep
from tests.factories.accounts import an_actor
from tests.factories.core import JobFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
ASKER = an_actor(user_id=7)


def ask(**changes):
    facts = {
        "kind": "tests.nothing",
        "title": "Build the pack",
        "payload": {"meeting_id": 57},
        "actor": ASKER,
        "at": NOW,
    }
    return start_job(**facts | changes)


def test_a_job_waits_in_the_name_of_the_one_who_asked():
    job = ask(of=8, body_id=3, subject_url="/meetings/57/pack/")

    job.refresh_from_db()
    assert (job.state, job.asked_by_id, job.asked_by_name) == (
        JobState.QUEUED,
        7,
        "Board secretary",
    )
    assert (job.payload, job.of, job.body_id) == ({"meeting_id": 57}, 8, 3)
    assert job.subject_url == "/meetings/57/pack/"


def test_the_message_carries_only_the_id_and_leaves_at_the_commit(
    queue, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
        assert queue.sent == []

    assert queue.sent == [str(job.pk)]


def test_a_broker_that_is_down_leaves_the_job_waiting_until_the_sweep_sends_it(
    queue, django_capture_on_commit_callbacks
):
    queue.is_down = True
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
    job.refresh_from_db()
    assert job.state == JobState.QUEUED

    queue.is_down = False
    sweep(NOW + timedelta(seconds=60))

    assert queue.sent == [str(job.pk)]


def test_a_waiting_job_is_cancelled_at_once():
    job = JobFactory(asked_by_id=7)

    request_cancel(job=job, actor=ASKER, at=NOW)

    assert (job.state, job.finished_at) == (JobState.CANCELLED, NOW)


def test_a_running_job_is_only_asked_to_stop():
    job = JobFactory(asked_by_id=7, state=JobState.RUNNING)

    request_cancel(job=job, actor=ASKER, at=NOW)

    assert (job.state, job.cancel_requested_at) == (JobState.RUNNING, NOW)


def test_a_job_that_failed_is_asked_for_again_with_all_its_tries(
    queue, django_capture_on_commit_callbacks
):
    job = JobFactory(
        asked_by_id=7, state=JobState.FAILED, failure="No room", tries=3, done=4
    )

    with django_capture_on_commit_callbacks(execute=True):
        retry_job(job=job, actor=ASKER, at=NOW)

    assert (job.state, job.failure, job.tries, job.done) == (JobState.QUEUED, "", 0, 0)
    assert queue.sent == [str(job.pk)]


def test_a_finished_job_is_not_done_again():
    job = JobFactory(asked_by_id=7, state=JobState.DONE)

    with pytest.raises(PermissionDenied, match="nothing to try again"):
        retry_job(job=job, actor=ASKER, at=NOW)


def test_of_two_people_who_ask_again_one_is_told_that_the_other_did(queue):
    job = JobFactory(asked_by_id=7, state=JobState.FAILED)
    as_the_second_saw_it = Job.objects.get(pk=job.pk)
    retry_job(job=job, actor=ASKER, at=NOW)

    with pytest.raises(RuleBroken, match="already asked"):
        retry_job(job=as_the_second_saw_it, actor=ASKER, at=NOW)


@pytest.mark.parametrize("act", [request_cancel, retry_job])
def test_somebody_else_can_neither_stop_nor_repeat_it(act):
    state = JobState.QUEUED if act is request_cancel else JobState.FAILED
    job = JobFactory(asked_by_id=7, body_id=3, state=state)
    other = an_actor(user_id=8, roles={3: {Role.MEMBER}, 4: {Role.SECRETARY}})

    with pytest.raises(PermissionDenied, match="Only the person who asked"):
        act(job=job, actor=other, at=NOW)

    job.refresh_from_db()
    assert (job.state, job.cancel_requested_at) == (state, None)


def test_the_secretary_of_the_body_can_stop_what_another_asked_for():
    job = JobFactory(asked_by_id=7, body_id=3)

    request_cancel(
        job=job, actor=an_actor(user_id=8, roles={3: {Role.SECRETARY}}), at=NOW
    )

    assert job.state == JobState.CANCELLED
