"""Who runs a sitting."""

import pytest

from boards.sittings.permissions import may_keep_attendance, may_run_meeting
from ics_portal.accounts.actor import Role
from tests.factories.bodies import BodyFactory, actor_in


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SECRETARY, True),
        (Role.GOVERNANCE_LEAD, True),
        (Role.CHAIR, False),
        (Role.MEMBER, False),
    ],
)
def test_the_office_of_the_body_runs_it(body, meeting, role, may):
    actor = actor_in(body, role)

    assert bool(may_run_meeting(actor, meeting)) is may
    assert bool(may_keep_attendance(actor, body)) is may


def test_the_office_of_another_body_does_not(meeting, body):
    actor = actor_in(BodyFactory(), Role.SECRETARY)

    assert "this body" in may_run_meeting(actor, meeting).reason
    assert "this body" in may_keep_attendance(actor, body).reason
