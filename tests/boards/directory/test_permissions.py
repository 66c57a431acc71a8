"""Who keeps the directory, and who sees what bars somebody."""

import pytest

from boards.directory.permissions import may_keep_bars, may_keep_directory
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR, Role
from ics_portal.core.verdicts import ALLOWED, refused
from tests.factories.accounts import an_actor

ONLY_OFFICE = refused("Only a secretary or governance lead keeps the directory.")
ONLY_LEAD = refused("Only a governance lead sees or records what bars a person.")


@pytest.mark.parametrize(
    ("role", "directory", "bars"),
    [
        (Role.GOVERNANCE_LEAD, ALLOWED, ALLOWED),
        (Role.SECRETARY, ALLOWED, ONLY_LEAD),
        *(
            (role, ONLY_OFFICE, ONLY_LEAD)
            for role in Role
            if role not in (Role.GOVERNANCE_LEAD, Role.SECRETARY)
        ),
    ],
)
def test_the_office_of_any_body_keeps_the_directory_and_its_lead_the_bars(
    role, directory, bars
):
    actor = an_actor(roles={1: {role}})

    assert (may_keep_directory(actor), may_keep_bars(actor)) == (directory, bars)


@pytest.mark.parametrize(
    ("actor", "directory", "bars"),
    [
        (SYSTEM_ACTOR, ALLOWED, ALLOWED),
        (ANONYMOUS, ONLY_OFFICE, ONLY_LEAD),
        (an_actor(), ONLY_OFFICE, ONLY_LEAD),
    ],
)
def test_the_portal_may_at_set_up_and_nobody_without_a_role(actor, directory, bars):
    assert (may_keep_directory(actor), may_keep_bars(actor)) == (directory, bars)
