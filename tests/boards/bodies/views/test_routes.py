"""The page of the routes of approval, its forms and file, and the API."""

import re
from datetime import date

import pytest
from django.urls import reverse

from boards.bodies.enums import Authority, BodyKind
from boards.bodies.models import ApprovalRoute
from ics_portal.accounts.actor import Role
from tests.factories.accounts import UserFactory
from tests.factories.bodies import (
    ApprovalRouteFactory,
    ApprovalStepFactory,
    BodyFactory,
    someone_signed_up,
)

pytestmark = pytest.mark.django_db
DAY = "2022-07-01"


@pytest.fixture
def group(system):
    return BodyFactory(
        name="Advisory Group",
        kind=BodyKind.FORUM,
        system=system,
        authority=Authority.ADVISES,
    )


@pytest.fixture
def route(system, board, group):
    route = ApprovalRouteFactory(
        system=system, subject="Places", source="003:433", starts_on=date(2022, 4, 1)
    )
    ApprovalStepFactory(route=route, body=group, position=1)
    ApprovalStepFactory(route=route, body=board, position=2)
    return route


@pytest.fixture
def keeper(board, client):
    client.force_login(someone_signed_up(board, Role.GOVERNANCE_LEAD))
    return client


def page(client, name="routes", *args, **query):
    answer = client.get(
        reverse(f"bodies:{name}", args=args), {"on": DAY, **query} if not args else {}
    )
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_list_shows_the_bodies_in_order_and_who_decides(keeper, route, board):
    shown = page(keeper)

    assert re.search(r"Approval routes on \w* ?1 July 2022", shown)
    assert shown.index(">Advisory Group<") < shown.index(f">{board.name}<")
    assert "Change the route: Places" in shown
    assert "No route is in force on this day" in page(keeper, on="2020-01-01")


def test_who_does_not_keep_the_system_reads_and_changes_nothing(client, board, route):
    client.force_login(someone_signed_up(board, Role.MEMBER))

    assert "Change the route" not in page(client)
    assert "A governance lead adds them." in page(client, on="2020-01-01")
    for name in ("change_route", "end_route"):
        address = reverse(f"bodies:{name}", args=[route.pk])
        assert client.get(address).status_code == 403
    assert client.get(reverse("bodies:add_route")).status_code == 403


@pytest.mark.requirement("ICP-20")
def test_a_route_is_added_and_a_gap_between_its_fields_is_passed_over(
    keeper, board, group, system
):
    data = {
        "subject": "Proposals on places",
        "step_1": group.pk,
        "step_4": board.pk,
        "starts_on": DAY,
    }

    assert keeper.post(reverse("bodies:add_route"), data).status_code == 302

    [route] = ApprovalRoute.objects.all()
    assert [step.body for step in route.steps.all()] == [group, board]


def test_a_refusal_stands_beside_the_body_and_what_was_typed_stays(
    keeper, board, group
):
    data = {
        "subject": "Proposals on places",
        "step_1": board.pk,
        "step_4": group.pk,
        "starts_on": DAY,
    }

    answer = keeper.post(reverse("bodies:add_route"), data)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_step_4"' in shown
    assert "Advisory Group only advises" in shown
    assert 'value="Proposals on places"' in shown


def test_another_order_from_a_day_on(keeper, route, board, system):
    executive = BodyFactory(name="Executive", kind=BodyKind.FORUM, system=system)
    address = reverse("bodies:change_route", args=[route.pk])
    shown = page(keeper, "change_route", route.pk)
    seen = re.search(r'name="seen" value="(\w+)"', shown)[1]
    data = {
        "seen": seen,
        "step_1": executive.pk,
        "step_2": board.pk,
        "starts_on": DAY,
        "reason": "As agreed in June",
    }

    assert keeper.post(address, data).status_code == 302
    assert ">Executive<" in page(keeper)
    assert ">Advisory Group<" in page(keeper, on="2022-06-30")

    clash = keeper.post(address, data | {"starts_on": "2022-08-01"})
    assert clash.status_code == 409
    assert "Until: 30 June 2022" in clash.content.decode()


def test_a_route_is_ended(keeper, route):
    address = reverse("bodies:end_route", args=[route.pk])

    assert keeper.post(address, {"ends_on": DAY}).status_code == 422
    keeper.post(address, {"ends_on": DAY, "reason": "Another way"})

    route.refresh_from_db()
    assert route.ends_on == date(2022, 7, 1)


def test_each_step_is_a_line_of_the_file(keeper, route, board):
    lines = page(keeper, format="csv")

    assert "Places,1,Advisory Group,No,003:433,2022-04-01,2022-07-01" in lines
    assert f"Places,2,{board.name},Yes" in lines


def test_programs_read_the_same(keeper, route, board, group):
    [found] = keeper.get("/api/v1/routes/", {"on": DAY}).json()["routes"]

    assert found["steps"] == [
        {"position": 1, "body_id": group.pk, "body": group.name, "decides": False},
        {"position": 2, "body_id": board.pk, "body": board.name, "decides": True},
    ]
    assert (found["subject"], found["trouble"]) == ("Places", "")


def test_the_queries_do_not_grow(
    keeper, route, board, system, django_assert_max_num_queries
):
    page(keeper)
    with django_assert_max_num_queries(25) as few:
        page(keeper)
    for _ in range(5):
        more = ApprovalRouteFactory(system=system)
        for position, body in enumerate((BodyFactory(system=system), board), start=1):
            ApprovalStepFactory(route=more, body=body, position=position)
    with django_assert_max_num_queries(len(few)):
        page(keeper)


def test_a_long_route_leaves_room_for_two_more(keeper, route, system):
    for position in range(3, 7):
        body = BodyFactory(system=system)
        ApprovalStepFactory(route=route, body=body, position=position)

    shown = page(keeper, "change_route", route.pk)

    assert "Sixth body" in shown
    assert "Body 8" in shown
    assert "Body 9" not in shown


def test_without_a_system_there_is_nothing_to_show(client, db):
    client.force_login(UserFactory())

    for name in ("routes", "add_route"):
        answer = client.get(reverse(f"bodies:{name}"))
        assert "no integrated care system" in answer.content.decode().lower()
