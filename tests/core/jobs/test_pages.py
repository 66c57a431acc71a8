"""Watching a job through its page, with and without scripts."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from ics_portal.core.jobs import JobState, record_pulse
from tests.factories.accounts import UserFactory
from tests.factories.core import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_page_shows_how_far_a_job_is(client, user):
    record_pulse()
    job = JobFactory(
        asked_by_id=user.pk,
        asked_by_name="Board secretary",
        state=JobState.RUNNING,
        done=3,
        of=8,
        message="Item 9: cover sheet",
        steps=[
            {"key": "item-8", "label": "Item 8", "words": "12 pages", "state": "done"},
            {"key": "item-9", "state": "running"},
        ],
    )

    page = text_of(client.get(job.get_absolute_url()))

    assert "3 of 8" in page
    assert 'value="37"' in page
    assert "Item 9: cover sheet" in page
    assert "12 pages" in page
    assert "item-9" in page
    assert "Running" in page
    assert "The worker is not running" not in page


def test_without_scripts_an_active_page_loads_itself_again(client, user):
    job = JobFactory(asked_by_id=user.pk)

    active = text_of(client.get(job.get_absolute_url()))
    ended = JobFactory(asked_by_id=user.pk, state=JobState.DONE)

    assert '<noscript> <meta http-equiv="refresh"' in active
    assert "Refresh</a>" in active
    assert "http-equiv" not in text_of(client.get(ended.get_absolute_url()))


def test_with_scripts_it_asks_until_the_job_has_ended(client, user):
    job = JobFactory(asked_by_id=user.pk, state=JobState.RUNNING)
    address = f"/jobs/{job.pk}/progress/"

    while_active = client.get(address)
    job.state, job.finished_at = JobState.FAILED, timezone.now()
    job.failure = "Paper 8 is locked with a password."
    job.save()
    after = client.get(address)

    assert (while_active.status_code, after.status_code) == (200, 286)
    assert f'hx-get="{address}"' in text_of(while_active)
    assert "hx-get" not in text_of(after)
    assert "Paper 8 is locked with a password." in text_of(after)
    assert "Try again" in text_of(after)


def test_it_says_when_no_worker_is_there_to_do_it(client, user):
    job = JobFactory(asked_by_id=user.pk)
    record_pulse(timezone.now() - timedelta(hours=1))
    missing = text_of(client.get(job.get_absolute_url()))
    record_pulse()

    assert "The worker is not running" in missing
    assert "The worker is not running" not in text_of(
        client.get(job.get_absolute_url())
    )


def test_it_is_cancelled_and_asked_for_again_by_buttons(
    client, user, queue, django_capture_on_commit_callbacks
):
    job = JobFactory(asked_by_id=user.pk)

    cancelled = client.post(f"/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert (cancelled.url, job.state) == (job.get_absolute_url(), JobState.CANCELLED)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/jobs/{job.pk}/retry/")
    job.refresh_from_db()
    assert (job.state, queue.sent) == (JobState.QUEUED, [str(job.pk)])


@pytest.mark.parametrize("act", ["cancel", "retry"])
def test_a_link_alone_changes_nothing(client, user, act):
    job = JobFactory(asked_by_id=user.pk)

    assert client.get(f"/jobs/{job.pk}/{act}/").status_code == 405


def test_an_ended_job_is_refused_with_the_reason(client, user):
    job = JobFactory(asked_by_id=user.pk, state=JobState.DONE)

    response = client.post(f"/jobs/{job.pk}/cancel/")

    assert response.status_code == 403
    assert "This has already ended." in text_of(response)


@pytest.mark.parametrize("path", ["", "progress/"])
def test_somebody_elses_job_looks_like_one_that_does_not_exist(client, user, path):
    other = JobFactory(asked_by_id=user.pk + 1, title="A secret")

    hidden = client.get(f"/jobs/{other.pk}/{path}")
    absent = client.get(f"/jobs/{uuid.uuid4()}/{path}")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "A secret" not in text_of(hidden)


def test_a_page_costs_the_same_however_many_steps_it_has(
    client, user, django_assert_max_num_queries
):
    steps = [{"key": str(number), "state": "done"} for number in range(200)]
    job = JobFactory(asked_by_id=user.pk, steps=steps)

    with django_assert_max_num_queries(8):
        client.get(job.get_absolute_url())
