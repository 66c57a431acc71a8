"""What a worker does with a job."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from ics_portal.core.jobs import JobCancelled, JobFailed, JobState, JobSuperseded
from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.worker import claim_job, execute, sweep
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.core import JobFactory

pytestmark = pytest.mark.django_db

LATER = timedelta(minutes=1)


def test_a_job_is_done_and_its_result_is_kept(does):
    does(lambda run: {"pages": run.payload["pages"] * 2})
    job = JobFactory(payload={"pages": 4})

    assert execute(job.pk) is True

    job.refresh_from_db()
    assert (job.state, job.result, job.tries) == (JobState.DONE, {"pages": 8}, 1)
    assert job.percent == 100
    assert job.finished_at is not None


def test_progress_and_steps_are_seen_while_it_runs(does):
    seen = []
    job = JobFactory()

    def work(run):
        run.progress(1, 4, "Item 5")
        run.step("item-5", label="Item 5", state="running")
        run.step("item-6", label="Item 6", state="waiting")
        run.step("item-5", state="done", pages=12)
        seen.append(Job.objects.get(pk=job.pk))

    does(work)
    execute(job.pk)

    (during,) = seen
    assert (during.state, during.done, during.of) == (JobState.RUNNING, 1, 4)
    assert (during.percent, during.message) == (25, "Item 5")
    assert during.steps == [
        {"key": "item-5", "label": "Item 5", "state": "done", "pages": 12},
        {"key": "item-6", "label": "Item 6", "state": "waiting"},
    ]


def test_a_second_message_for_the_same_job_finds_nothing_to_do(does):
    times = []
    does(lambda run: times.append(run.tries))
    job = JobFactory()

    assert [execute(job.pk), execute(job.pk)] == [True, False]
    assert times == [1]


def test_a_message_for_a_job_that_is_not_there_does_nothing():
    assert execute(uuid.uuid4()) is False


def test_a_job_that_cannot_succeed_says_so_and_is_not_tried_again(does):
    def work(run):
        run.step("paper-8", state="failed")
        raise JobFailed("Paper 8 is locked with a password.")

    does(work)
    job = JobFactory()
    execute(job.pk)

    job.refresh_from_db()
    assert (job.state, job.failure) == (
        JobState.FAILED,
        "Paper 8 is locked with a password.",
    )
    assert job.steps == [{"key": "paper-8", "state": "failed"}]


def test_an_unexpected_error_is_tried_again_later_and_ends_with_a_plain_sentence(
    does, queue, caplog
):
    def work(run):
        raise ZeroDivisionError("division by zero")

    does(work)
    job = JobFactory()

    states = []
    at = timezone.now()
    for _ in range(4):
        execute(job.pk)
        job.refresh_from_db()
        states.append((job.state, job.tries))
        at += LATER
        sweep(at)

    assert states == [
        (JobState.QUEUED, 1),
        (JobState.QUEUED, 2),
        (JobState.FAILED, 3),
        (JobState.FAILED, 3),
    ]
    assert queue.sent == [str(job.pk)] * 2
    assert "trying 3 times did not help" in job.failure
    assert str(job.pk)[:8] in job.failure
    assert "division" not in job.failure
    assert "division by zero" in caplog.text


def test_a_kind_without_a_handler_fails_at_once():
    job = JobFactory(kind="tests.forgotten")

    execute(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "tests.forgotten" in job.failure


def test_a_running_job_stops_at_its_next_check_after_a_cancel(does):
    reached = []

    def work(run):
        Job.objects.update(cancel_requested_at=timezone.now())
        reached.append("before")
        run.raise_if_cancelled()
        reached.append("after")

    does(work)
    job = JobFactory()
    execute(job.pk)

    job.refresh_from_db()
    assert (job.state, reached) == (JobState.CANCELLED, ["before"])


def test_a_stale_job_is_taken_over_and_the_first_worker_must_stop():
    job = JobFactory()
    at = timezone.now()
    first = claim_job(job.pk, at=at)
    second = claim_job(job.pk, at=at + LATER)

    assert second is not None
    assert second.tries == 2
    for act in (
        lambda: first.progress(5),
        lambda: first.step("item-1", state="done"),
        first.raise_if_cancelled,
    ):
        with pytest.raises(JobSuperseded):
            act()
    assert first.finish(state=JobState.DONE, at=at) is False
    second.progress(1, 2)
    job.refresh_from_db()
    assert (job.state, job.done, job.steps) == (JobState.RUNNING, 1, [])


def test_a_superseded_worker_writes_nothing_and_does_not_fail(does):
    job = JobFactory()

    def work(run):
        claim_job(job.pk, at=timezone.now() + LATER)
        run.progress(3)

    does(work)

    assert execute(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.done, job.failure) == (JobState.RUNNING, 0, "")


def test_a_living_job_cannot_be_taken():
    job = JobFactory()
    claim_job(job.pk, at=timezone.now())

    assert claim_job(job.pk, at=timezone.now() + timedelta(seconds=5)) is None


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_an_ended_job_cannot_be_taken(state):
    job = JobFactory(state=state)

    assert claim_job(job.pk, at=timezone.now() + LATER) is None


def test_the_sweep_sends_a_stale_job_again(queue):
    job = JobFactory()
    at = timezone.now()
    claim_job(job.pk, at=at)

    sweep(at + timedelta(seconds=5))
    assert queue.sent == []
    sweep(at + LATER)

    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.QUEUED, 1)
    assert queue.sent == [str(job.pk)]


def test_the_sweep_gives_up_after_the_last_try_and_says_so(queue):
    job = JobFactory(tries=2)
    at = timezone.now()
    claim_job(job.pk, at=at)

    sweep(at + LATER)

    job.refresh_from_db()
    assert (job.state, queue.sent) == (JobState.FAILED, [])
    assert job.failure.startswith("The worker stopped 3 times while doing this")


def test_the_sweep_ends_a_stale_job_that_was_cancelled():
    job = JobFactory(cancel_requested_at=timezone.now())
    at = timezone.now()
    claim_job(job.pk, at=at)

    sweep(at + LATER)

    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.CANCELLED, "")


def test_a_job_that_waits_long_is_sent_ever_more_rarely(queue):
    JobFactory()
    at = timezone.now()

    for second in range(0, 601, 5):
        sweep(at + timedelta(seconds=second))

    assert len(queue.sent) == 6  # after 0, 10, 30, 70, 150 and 310 seconds


@pytest.mark.parametrize(
    ("work", "state"),
    [
        (lambda run: {}, "done"),
        (JobFailed("No"), "failed"),
        (JobCancelled(), "cancelled"),
    ],
)
def test_the_end_of_a_job_is_told(does, work, state):
    def handler(run):
        if isinstance(work, Exception):
            raise work
        return work(run)

    does(handler)
    job = JobFactory()
    execute(job.pk)

    told = OutboxMessage.objects.values_list("topic", "payload")
    assert list(told) == [("job_ended", {"job_id": str(job.pk), "state": state})]


@pytest.mark.parametrize(
    ("state", "done", "of", "percent"),
    [
        ("queued", 0, 0, 0),
        ("running", 1, 3, 33),
        ("running", 3, 3, 99),
        ("running", 9, 3, 99),
        ("failed", 2, 4, 50),
        ("done", 0, 0, 100),
    ],
)
def test_a_hundred_percent_is_kept_for_what_is_done(state, done, of, percent):
    assert Job(state=state, done=done, of=of).percent == percent
