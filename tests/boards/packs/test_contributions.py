"""What packs and actions add to the frame, and that nobody took it out again."""

import pytest

from boards.meetings.contributions import meeting_stages
from boards.packs.contributions import reads_packs
from boards.packs.receivers import close_the_build
from ics_portal.accounts.actor import Role
from ics_portal.core.jobs.registry import handler_for
from ics_portal.core.outbox.registry import receivers_of
from ics_portal.core.web.navigation import links_for
from tests.factories.accounts import an_actor


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.MEMBER, True),
        (Role.CHAIR, True),
        (Role.SECRETARY, False),
        (Role.AUTHOR, False),
    ],
)
def test_members_and_the_chair_have_their_packs_in_the_navigation(role, reads):
    actor = an_actor(roles={1: {role}})

    assert reads_packs(actor) is reads
    labels = [link.label for link in links_for(actor)]
    assert ("My packs" in labels) is reads
    assert "Actions" in labels


def test_the_pack_is_a_stage_of_every_meeting_after_the_papers():
    keys = [stage.key for stage in meeting_stages()]

    assert keys.index("pack") > keys.index("papers")


def test_the_end_of_a_job_is_heard_and_its_kind_has_a_handler():
    assert close_the_build in receivers_of("job_ended").values()
    assert handler_for("packs.build") is not None
