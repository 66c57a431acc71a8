"""Laying a route of approval, laying it anew, ending it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies import services
from boards.bodies.enums import Authority, BodyKind, Form
from boards.bodies.models import ApprovalRoute
from boards.bodies.selectors.routes import routes_on
from boards.bodies.services.routes import route_words
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import EditConflict
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import BodyFactory, GovernanceFormFactory, actor_in

pytestmark = pytest.mark.django_db
JULY, AUGUST = date(2022, 7, 1), date(2022, 8, 1)


@pytest.fixture
def group(system):
    return BodyFactory(
        name="ICP Development Advisory Group",
        kind=BodyKind.FORUM,
        system=system,
        authority=Authority.ADVISES,
    )


@pytest.fixture
def executive(system):
    return BodyFactory(name="Executive", kind=BodyKind.FORUM, system=system)


def lay(system, by, *bodies, subject="Places", starts_on=JULY):
    return services.lay_route(
        system=system,
        subject=subject,
        bodies=bodies,
        source="Minutes",
        starts_on=starts_on,
        **by,
    )


def ways(system, day):
    return [
        (one.route.subject, [body.name for body in one.bodies], one.trouble)
        for one in routes_on(system, day)
    ]


@pytest.mark.requirement("ICP-20")
def test_a_route_is_kept_as_data_in_its_order(system, board, group, executive, by):
    lay(system, by, group, executive, board)

    assert ways(system, JULY) == [
        ("Places", ["ICP Development Advisory Group", "Executive", board.name], None)
    ]
    assert ways(system, date(2022, 6, 30)) == []


@pytest.mark.requirement("ICP-20")
def test_the_last_body_decides_or_the_route_is_refused(system, board, group, by):
    with refused("BDY-35", "step_2") as said:
        lay(system, by, board, group)
    assert said.message.startswith(
        "ICP Development Advisory Group only advises, so nothing is decided there."
    )
    assert not ApprovalRoute.objects.exists()


def test_a_consultative_forum_decides_nothing_either(system, board, place, by):
    GovernanceFormFactory(body=place, form=Form.CONSULTATIVE_FORUM, starts_on=JULY)

    with refused("BDY-35", "step_2"):
        lay(system, by, board, place)


def test_the_bodies_are_of_the_system(system, board, by):
    with refused("BDY-35", "step_1") as said:
        lay(system, by, BodyFactory(name="Theirs"), board)
    assert said.message == "Theirs is not a body of this system."


def test_a_subject_is_said_and_has_one_route_at_a_time(system, board, executive, by):
    lay(system, by, executive, board)

    with refused("BDY-35", "subject") as said:
        lay(system, by, executive, board, subject="places", starts_on=AUGUST)
    assert said.message == "“Places” has a route from 1 July 2022. Change that one."
    with refused("BDY-3", "subject"):
        lay(system, by, executive, board, subject=" ")
    with refused("BDY-3", "subject"):
        lay(system, by, executive, board, subject="p" * 201)


def test_a_subject_may_have_another_route_once_the_first_is_over(
    system, board, executive, by
):
    route = lay(system, by, executive, board)
    services.end_route(route=route, ends_on=JULY, reason="Done", **by)

    lay(system, by, executive, board, starts_on=AUGUST)

    assert [subject for subject, _, _ in ways(system, AUGUST)] == ["Places"]


def anew(route, by, *bodies, starts_on=AUGUST, **more):
    return services.lay_route_anew(
        route=route,
        bodies=bodies,
        source="Minutes",
        starts_on=starts_on,
        reason="As agreed",
        **more,
        **by,
    )


def test_another_order_ends_the_route_of_before(system, board, group, executive, by):
    route = lay(system, by, group, executive, board)
    new = anew(route, by, executive, group, board)

    assert ways(system, date(2022, 7, 31))[0][1][0] == "ICP Development Advisory Group"
    assert ways(system, AUGUST)[0][1][0] == "Executive"
    assert new.subject == "Places"
    with refused("BDY-5", "starts_on"):
        anew(new, by, group, board)
    with refused("BDY-35", "starts_on") as said:
        anew(route, by, group, board, starts_on=date(2022, 9, 1))
    assert said.message == "This route ends on 31 July 2022. Add a new one instead."


def test_the_second_of_two_is_shown_both_routes(system, board, group, executive, by):
    route = lay(system, by, group, board)

    with pytest.raises(EditConflict) as clash:
        anew(route, by, executive, board, seen="other")
    assert clash.value.theirs == route_words([group, board], "Minutes", None)
    assert clash.value.mine.startswith("1. Executive\n2. ")
    mark = services.mark_of(clash.value.theirs)
    anew(route, by, executive, board, seen=mark)


def test_a_route_is_ended_with_a_reason_and_is_not_made_longer(
    system, board, executive, by
):
    route = lay(system, by, executive, board)
    with refused("BDY-4", "reason"):
        services.end_route(route=route, ends_on=AUGUST, reason=" ", **by)
    ended = services.end_route(route=route, ends_on=JULY, reason="Done", **by)

    assert ways(system, AUGUST) == []
    with refused("BDY-2", "ends_on") as said:
        services.end_route(route=ended, ends_on=AUGUST, reason="Longer", **by)
    assert (
        said.message
        == "The route ends on 1 July 2022 already; it cannot be made longer."
    )


def test_a_route_over_a_body_that_ended_since_is_shown_as_wrong(
    system, board, executive, by
):
    lay(system, by, executive, board)
    executive.ends_on = JULY
    executive.save()

    [(_, _, trouble)] = ways(system, AUGUST)
    assert trouble.sentence == "Executive is not in force on 1 August 2022."


def test_only_a_governance_lead_of_the_system_keeps_routes(system, board, executive):
    member = {"actor": actor_in(board, Role.SECRETARY), "at": AT}

    with pytest.raises(PermissionDenied, match="governance lead of this system"):
        lay(system, member, executive, board)
