"""What a route of approval may be, by plain values."""

from datetime import date

import pytest

from boards.bodies.rules.routes import RouteTrouble, StepFact, wrong_route

DAY = date(2022, 7, 1)
GROUP = StepFact(body_id=1, name="Advisory Group", only_advises=True)
EXECUTIVE = StepFact(body_id=2, name="Executive", only_advises=True)
BOARD = StepFact(body_id=3, name="Board")
NOTHING_DECIDED = (
    "Executive only advises, so nothing is decided there. End the route with a body that"
    " decides."
)
OVER = StepFact(body_id=4, name="Old group", ends_on=date(2022, 6, 30))


@pytest.mark.requirement("ICP-20")
@pytest.mark.parametrize(
    ("steps", "trouble"),
    [
        ([GROUP, EXECUTIVE, BOARD], None),
        (
            [BOARD, GROUP, BOARD],
            (2, "Board is in the route twice. Name each body once."),
        ),
        ([GROUP, OVER, BOARD], (1, "Old group is not in force on 1 July 2022.")),
        (
            [BOARD, EXECUTIVE],
            (
                1,
                NOTHING_DECIDED,
            ),
        ),
        (
            [BOARD],
            (1, "Name at least two bodies: a route leads from one to another."),
        ),
        ([], (0, "Name at least two bodies: a route leads from one to another.")),
    ],
)
def test_two_bodies_or_more_each_once_in_force_and_the_last_decides(steps, trouble):
    assert wrong_route(steps, DAY) == (RouteTrouble(*trouble) if trouble else None)
