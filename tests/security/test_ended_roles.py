"""Whoever has left a body reads and does nothing more there, whatever they once did."""

from datetime import timedelta

import pytest
from django.utils import timezone

from boards.bodies.models import BodyRole
from boards.bodies.selectors import actor_for
from boards.papers.models import Paper, PaperVersion
from boards.papers.permissions import may_edit_paper, works_with
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from ics_portal.core.jobs import Job, JobState
from ics_portal.core.jobs.permissions import may_cancel_job, may_retry_job, may_see_job
from tests.factories.bodies import BodyRoleFactory, actor_in
from tests.factories.core import JobFactory
from tests.factories.papers import (
    CoverSheetFactory,
    PaperFactory,
    a_board,
    a_current_version,
    name_on,
)

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "",
    "edit/",
    "print/",
    "versions/",
    "versions/1/original/",
    "versions/1/part/",
    "versions/1/progress/",
]


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def paper(board):
    paper = PaperFactory(item=board.item(), confidential=True)
    CoverSheetFactory(paper=paper)
    a_current_version(paper)
    name_on(paper, board.author)
    return paper


def ended(actor, *, but: Role | None = None):
    """The actor after their roles have ended, and perhaps another has begun."""
    held = BodyRole.objects.filter(person_id=actor.person_id)
    yesterday = timezone.localdate() - timedelta(days=1)
    for role in held:
        if but:
            BodyRoleFactory(person=role.person, body=role.body, role=but)
        role.ends_on = yesterday
        role.starts_on = yesterday
        role.save()
    user = User.objects.get(pk=actor.user_id)
    return actor_for(user, timezone.localdate())


def test_an_author_who_has_left_loses_the_papers_they_are_named_on(board, paper):
    assert Paper.objects.readable_by(board.author).get() == paper

    author = ended(board.author)

    assert not Paper.objects.readable_by(author)
    assert not PaperVersion.objects.readable_by(author)
    assert not works_with(author, paper)
    assert not may_edit_paper(author, paper)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_road_to_the_paper_is_closed(board, paper, client, address):
    client.force_login(User.objects.get(pk=board.author.user_id))
    road = f"/papers/{paper.pk}/{address}"
    assert status_of(client, road) < 400

    ended(board.author)

    assert status_of(client, road) == 404


def status_of(client, road: str) -> int:
    answer = client.get(road)
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file stays open until it is sent
    return answer.status_code


def test_another_role_in_the_body_keeps_them(board, paper):
    author = ended(board.author, but=Role.ATTENDEE)

    assert Paper.objects.readable_by(author).get() == paper


def test_a_role_in_another_body_does_not(board, paper):
    other = a_board().body
    left = ended(board.author)
    BodyRoleFactory(person_id=left.person_id, body=other, role=Role.AUTHOR)
    user = User.objects.get(pk=left.user_id)
    author = actor_for(user, timezone.localdate())

    assert other.pk in author.body_ids()
    assert not Paper.objects.readable_by(author)


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.QUEUED])
def test_jobs_asked_for_are_closed_to_whoever_has_left(board, state):
    job = JobFactory(
        asked_by_id=board.secretary.user_id, body_id=board.body.pk, state=state
    )
    assert may_see_job(board.secretary, job)

    left = ended(board.secretary)

    assert not may_see_job(left, job)
    assert not may_cancel_job(left, job)
    assert not may_retry_job(left, job)
    assert not Job.objects.visible_to(left)


def refused_everywhere(client, actor, job) -> bool:
    """Whether page, progress, stopping, trying again and API know nothing of the job."""
    client.force_login(User.objects.get(pk=actor.user_id))
    answers = [
        client.get(f"/jobs/{job.pk}/"),
        client.get(f"/jobs/{job.pk}/progress/"),
        client.post(f"/jobs/{job.pk}/cancel/"),
        client.post(f"/jobs/{job.pk}/retry/"),
        client.get(f"/api/v1/jobs/{job.pk}/"),
        client.post(f"/api/v1/jobs/{job.pk}/cancel/"),
    ]
    listed = client.get("/api/v1/jobs/").json()["results"]
    return {answer.status_code for answer in answers} == {404} and listed == []


def test_a_build_is_closed_to_a_secretary_who_is_only_a_member_now(board, client):
    job = JobFactory(
        kind="packs.build",
        asked_by_id=board.secretary.user_id,
        body_id=board.body.pk,
    )
    assert may_cancel_job(board.secretary, job)
    assert Job.objects.visible_to(board.secretary).get() == job

    left = ended(board.secretary, but=Role.MEMBER)

    assert not may_see_job(left, job)
    assert refused_everywhere(client, left, job)


def test_the_chair_watches_a_build_and_does_not_stop_it(board):
    chair = actor_in(board.body, Role.CHAIR)
    job = JobFactory(kind="packs.build", asked_by_id=1, body_id=board.body.pk)

    assert may_see_job(chair, job)
    assert list(Job.objects.visible_to(chair)) == [job]
    assert not may_cancel_job(chair, job)


def a_conversion(board, paper):
    job = JobFactory(
        kind="papers.convert",
        asked_by_id=board.author.user_id,
        body_id=board.body.pk,
    )
    paper.versions.update(job_id=job.pk)
    return job


def test_a_conversion_is_closed_to_an_author_taken_off_the_paper(board, paper, client):
    job = a_conversion(board, paper)
    assert may_cancel_job(board.author, job)
    assert Job.objects.visible_to(board.author).get() == job

    paper.people.all().delete()

    assert not may_see_job(board.author, job)
    assert not Job.objects.visible_to(board.author)
    assert refused_everywhere(client, board.author, job)
    assert may_cancel_job(board.secretary, job)


def test_a_conversion_is_stopped_by_who_may_change_the_paper(board, paper):
    job = a_conversion(board, paper)
    Paper.objects.filter(pk=paper.pk).update(state="submitted")

    assert may_see_job(board.author, job)
    assert not may_cancel_job(board.author, job)
    assert may_cancel_job(board.secretary, job)


def test_a_job_of_no_body_stays_its_askers(board):
    job = JobFactory(asked_by_id=board.secretary.user_id, body_id=None)

    left = ended(board.secretary)

    assert may_see_job(left, job)
    assert Job.objects.visible_to(left).get() == job
