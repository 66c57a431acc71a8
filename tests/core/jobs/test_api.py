import pytest
from rest_framework.test import APIClient

from ics_portal.core.jobs import JobState
from tests.factories.accounts import UserFactory
from tests.factories.core import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def api(user):
    api = APIClient()
    api.force_login(user)
    return api


def test_a_program_watches_a_job(api, user):
    job = JobFactory(asked_by_id=user.pk, state=JobState.RUNNING, done=1, of=4)

    told = api.get(f"/api/v1/jobs/{job.pk}/").json()

    assert (told["state"], told["done"], told["of"], told["percent"]) == (
        "running",
        1,
        4,
        25,
    )
    assert "claim" not in told
    assert "payload" not in told


def test_the_list_holds_ones_own_and_can_be_filtered(
    api, user, django_assert_max_num_queries
):
    mine = JobFactory(asked_by_id=user.pk)
    JobFactory(asked_by_id=user.pk, state=JobState.DONE)
    JobFactory(asked_by_id=user.pk + 1)

    with django_assert_max_num_queries(7):
        told = api.get("/api/v1/jobs/?state=queued").json()

    assert [row["id"] for row in told["results"]] == [str(mine.pk)]


def test_a_program_cancels_a_job(api, user):
    job = JobFactory(asked_by_id=user.pk)

    told = api.post(f"/api/v1/jobs/{job.pk}/cancel/")

    assert (told.status_code, told.json()["state"]) == (200, "cancelled")


def test_an_ended_job_is_refused_with_the_pages_reason(api, user):
    job = JobFactory(asked_by_id=user.pk, state=JobState.DONE)

    told = api.post(f"/api/v1/jobs/{job.pk}/cancel/")

    assert (told.status_code, told.json()) == (
        403,
        {"detail": "This has already ended."},
    )


def test_somebody_elses_job_is_not_there(api, user):
    job = JobFactory(asked_by_id=user.pk + 1)

    assert api.get(f"/api/v1/jobs/{job.pk}/").status_code == 404
    assert api.post(f"/api/v1/jobs/{job.pk}/cancel/").status_code == 404


def test_a_job_cannot_be_made_changed_or_removed_here(api, user):
    job = JobFactory(asked_by_id=user.pk)

    assert api.post("/api/v1/jobs/", {}).status_code == 405
    assert api.put(f"/api/v1/jobs/{job.pk}/", {}).status_code == 405
    assert api.delete(f"/api/v1/jobs/{job.pk}/").status_code == 405


def test_a_browsers_session_needs_its_csrf_token(user):
    api = APIClient(enforce_csrf_checks=True)
    api.force_login(user)
    job = JobFactory(asked_by_id=user.pk)

    response = api.post(f"/api/v1/jobs/{job.pk}/cancel/")

    assert response.status_code == 403
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
