"""Who sees, stops and repeats a job, with and without a gate of its kind."""

import pytest

from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR, Role
from ics_portal.core.jobs import registry
from ics_portal.core.jobs.enums import JobState
from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.permissions import (
    OVERSEERS,
    may_cancel_job,
    may_retry_job,
    may_see_job,
)
from ics_portal.core.jobs.registry import JobGate
from ics_portal.core.verdicts import ALLOWED, refused
from tests.factories.accounts import an_actor
from tests.factories.core import JobFactory

NOT_YOURS = refused("Only the person who asked for this, or the secretary, can see it.")
ASKER = an_actor(user_id=7)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (an_actor(user_id=7, roles={3: {Role.AUTHOR}}), ALLOWED),
        (an_actor(user_id=7, roles={4: {Role.SECRETARY}}), NOT_YOURS),
        (ASKER, NOT_YOURS),
        (an_actor(user_id=8, roles={3: {Role.SECRETARY}}), ALLOWED),
        (an_actor(user_id=8, roles={3: {Role.GOVERNANCE_LEAD}}), ALLOWED),
        (an_actor(user_id=8, roles={3: {Role.CHAIR, Role.MEMBER}}), NOT_YOURS),
        (an_actor(user_id=8, roles={4: {Role.SECRETARY}}), NOT_YOURS),
        (an_actor(user_id=8), NOT_YOURS),
        (ANONYMOUS, NOT_YOURS),
    ],
)
def test_the_asker_and_the_office_of_the_body_see_a_job(actor, expected):
    assert may_see_job(actor, Job(asked_by_id=7, body_id=3)) == expected


def test_a_job_nobody_asked_for_is_not_everybodys():
    assert may_see_job(ANONYMOUS, Job(asked_by_id=None)) == NOT_YOURS
    assert may_see_job(SYSTEM_ACTOR, Job(asked_by_id=None)) == NOT_YOURS


@pytest.mark.parametrize(
    ("state", "cancel", "retry"),
    [
        (JobState.QUEUED, ALLOWED, refused("This is still waiting or running.")),
        (JobState.RUNNING, ALLOWED, refused("This is still waiting or running.")),
        (
            JobState.DONE,
            refused("This has already ended."),
            refused("This was done. There is nothing to try again."),
        ),
        (JobState.FAILED, refused("This has already ended."), ALLOWED),
        (JobState.CANCELLED, refused("This has already ended."), ALLOWED),
    ],
)
def test_a_job_is_cancelled_before_its_end_and_repeated_after(state, cancel, retry):
    job = Job(asked_by_id=7, state=state)

    assert (may_cancel_job(ASKER, job), may_retry_job(ASKER, job)) == (cancel, retry)


def test_what_failed_for_good_is_not_repeated_though_other_steps_ended_well():
    job = Job(
        asked_by_id=7,
        state=JobState.FAILED,
        steps=[{"state": "done"}, {"state": "failed", "is_final": True}],
    )

    assert may_retry_job(ASKER, job) == refused(
        "Tried again it would fail in the same way."
    )


@pytest.mark.parametrize("may", [may_cancel_job, may_retry_job])
def test_who_may_not_see_it_may_not_touch_it(may):
    assert may(an_actor(user_id=8), Job(asked_by_id=7, state="queued")) == NOT_YOURS


SECRET, NOT_TO_STOP = refused("A closed room."), refused("Only a keeper stops it.")
IN, KEEPER = an_actor(user_id=8, name="In"), an_actor(user_id=9, name="Keeper")


@pytest.fixture
def gated(monkeypatch):
    """A kind of job whose room lets two in and one of them keep it."""

    def of(*names, otherwise):
        return lambda actor, job: ALLOWED if actor.name in names else otherwise

    gate = JobGate(
        may_see=of("In", "Keeper", otherwise=SECRET),
        may_change=of("Board secretary", "Keeper", otherwise=NOT_TO_STOP),
        seen_by=lambda actor: None,
    )
    monkeypatch.setitem(registry._GATES, "tests.gated", gate)
    return lambda state: Job(kind="tests.gated", asked_by_id=7, body_id=3, state=state)


@pytest.mark.parametrize(
    ("actor", "see", "cancel", "retry"),
    [
        (KEEPER, ALLOWED, ALLOWED, ALLOWED),
        (IN, ALLOWED, NOT_TO_STOP, NOT_TO_STOP),
        # Neither having asked nor an office of the body opens what the gate closes.
        (ASKER, SECRET, SECRET, SECRET),
        (an_actor(user_id=6, roles={3: {Role.SECRETARY}}), SECRET, SECRET, SECRET),
        (ANONYMOUS, NOT_YOURS, NOT_YOURS, NOT_YOURS),
    ],
)
def test_a_gate_answers_for_the_jobs_of_its_kind(gated, actor, see, cancel, retry):
    waiting, failed = gated(JobState.QUEUED), gated(JobState.FAILED)

    assert may_see_job(actor, waiting) == see
    assert may_cancel_job(actor, waiting) == cancel
    assert may_retry_job(actor, failed) == retry


def test_the_overseers_are_roles_that_exist():
    assert set(Role.values) >= OVERSEERS


@pytest.mark.django_db
def test_the_list_holds_what_the_verdict_allows_and_nothing_else():
    mine = JobFactory(asked_by_id=8, body_id=None)
    of_my_body = JobFactory(asked_by_id=7, body_id=3)
    JobFactory(asked_by_id=7, body_id=4)
    JobFactory(asked_by_id=None, body_id=None)
    secretary = an_actor(user_id=8, roles={3: {Role.SECRETARY}, 4: {Role.MEMBER}})

    assert set(Job.objects.visible_to(secretary)) == {mine, of_my_body}
    assert list(Job.objects.visible_to(ANONYMOUS)) == []
