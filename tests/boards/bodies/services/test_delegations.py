"""The functions and decisions map: who decides, and who stays accountable."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies import services
from boards.bodies.enums import Authority, BodyKind, Form
from boards.bodies.models import Delegation, Function
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import BodyFactory, FunctionFactory, actor_in

pytestmark = pytest.mark.django_db
APRIL = date(2022, 4, 1)


@pytest.fixture
def function(system):
    return FunctionFactory(name="Community services", system=system)


@pytest.fixture
def delegate(function, board, place, by):
    def act(**given):
        typed = {
            "function": function,
            "kind": "delegated",
            "accountable": board,
            "assurance_route": "Report to the board each quarter",
            "starts_on": APRIL,
        }
        if "officer" not in given:
            typed["holder"] = place
        return services.delegate(**typed | given, **by)

    return act


@pytest.mark.requirement("ICB-11")
@pytest.mark.requirement("PLC-10")
def test_the_nhs_body_stays_accountable_for_what_a_place_decides(
    delegate, place, board
):
    given = delegate(limit=Decimal("250000.00"))

    assert (given.holder, given.accountable) == (place, board)
    assert AuditEvent.objects.get(verb="bodies.delegated").body_id == place.pk


@pytest.mark.requirement("ICB-11")
@pytest.mark.requirement("PLC-10")
def test_accountability_is_not_delegated(delegate, place, system):
    other_system = BodyFactory(name="Board of another system")
    committee = BodyFactory(kind=BodyKind.COMMITTEE, system=system)

    for elsewhere in (place, other_system, committee):
        with refused("BDY-23", "accountable") as said:
            delegate(accountable=elsewhere)
        assert f"{elsewhere} is not that" in said.message
    assert not Delegation.objects.exists()


@pytest.mark.requirement("ICB-11")
def test_a_delegation_names_its_route_of_assurance(delegate):
    with refused("BDY-23", "assurance_route"):
        delegate(assurance_route="  ")


@pytest.mark.requirement("COM-07")
@pytest.mark.parametrize(
    "fields",
    [
        {"kind": BodyKind.ADVISORY_FORUM},
        {"kind": BodyKind.COMMITTEE, "authority": Authority.ADVISES},
    ],
)
def test_a_body_that_advises_holds_no_decision(delegate, system, fields):
    adviser = BodyFactory(name="Clinical forum", system=system, **fields)

    for kind in ("reserved", "delegated", "joint"):
        with refused("BDY-24", "holder") as said:
            delegate(holder=adviser, kind=kind)
        assert said.message == (
            "Clinical forum: It advises, so no decision can be delegated to it."
        )
    assert delegate(holder=adviser, kind="advisory").kind == "advisory"


@pytest.mark.requirement("COM-07")
@pytest.mark.requirement("PLC-05")
def test_a_consultative_forum_holds_no_decision_while_it_is_one(delegate, place, by):
    services.take_form(
        body=place, form=Form.CONSULTATIVE_FORUM, starts_on=date(2023, 1, 1), **by
    )

    with refused("BDY-24"):
        delegate()
    assert delegate(ends_on=date(2022, 12, 31)).holder == place


@pytest.mark.parametrize(
    ("wrong", "rule", "field"),
    [
        ({"officer": " "}, "BDY-3", "holder"),
        ({"kind": "total"}, "BDY-3", "kind"),
        ({"limit": Decimal(-1)}, "BDY-3", "limit"),
        ({"ends_on": date(2022, 3, 31)}, "BDY-2", "ends_on"),
    ],
)
def test_what_cannot_be_is_refused(delegate, wrong, rule, field):
    with refused(rule, field):
        delegate(**wrong)


def test_a_body_and_an_officer_do_not_hold_it_together(delegate, place):
    with refused("BDY-3", "holder"):
        delegate(officer="Director of finance", holder=place)
    assert delegate(officer="Director of finance").holder is None


def test_nobody_is_given_the_same_function_twice(delegate, by):
    first = delegate()
    with refused("BDY-3", "holder") as said:
        delegate()
    assert said.message.startswith("Fylde Coast partnership has this function already")

    services.end_delegation(
        delegation=first, ends_on=date(2022, 6, 30), reason="Taken back", **by
    )
    delegate(starts_on=date(2022, 7, 1))


def test_a_function_at_system_level_is_warned_about_and_kept(system, by):
    typed = {"system": system, "level": Function.Level.SYSTEM, **by}
    bare = services.add_function(name="Ambulances", **typed)
    told = services.add_function(
        name="Specialised care", subsidiarity_reason="Too few patients", **typed
    )

    [sentence] = services.function_remarks(bare)
    assert "does not say why a smaller footprint would not do" in sentence
    assert services.function_remarks(told) == []


def test_a_function_has_a_name_and_a_level_and_is_there_once(system, by):
    typed = {"system": system, "name": "Ambulances", "level": "place", **by}
    services.add_function(**typed)

    for wrong in ({"name": "AMBULANCES"}, {"name": " "}, {"level": "street"}):
        with refused("BDY-3", next(iter(wrong))):
            services.add_function(**typed | wrong)


def test_only_a_governance_lead_of_the_system_changes_the_map(system, function, by):
    stranger = actor_in(BodyFactory(), Role.GOVERNANCE_LEAD)

    with pytest.raises(PermissionDenied):
        services.add_function(
            system=system, name="X", level="place", **by | {"actor": stranger}
        )


def test_an_objective_is_added_and_ended(collaborative, by):
    objective = services.add_objective(
        body=collaborative, text=" Shorter waits ", priority="Recovery", **by
    )
    assert (objective.text, objective.priority) == ("Shorter waits", "Recovery")

    services.end_objective(objective=objective, ends_on=APRIL, reason="Done", **by)
    assert objective.ends_on == APRIL
    with refused("BDY-3", "text"):
        services.add_objective(body=collaborative, text="", **by)
