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
from tests.factories.bodies import BodyRoleFactory
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


def test_a_job_of_no_body_stays_its_askers(board):
    job = JobFactory(asked_by_id=board.secretary.user_id, body_id=None)

    left = ended(board.secretary)

    assert may_see_job(left, job)
    assert Job.objects.visible_to(left).get() == job
