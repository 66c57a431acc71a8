"""Saying what a partner keeps and what the place manages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies import services
from boards.bodies.models import SchemeLine
from boards.bodies.services import LineSaid
from ics_portal.accounts.actor import Role
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import (
    BodyFactory,
    BodyMemberFactory,
    FunctionFactory,
    SchemeLineFactory,
    actor_in,
)
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db
JULY, AUGUST = date(2022, 7, 1), date(2022, 8, 1)


@pytest.fixture
def trust(place):
    trust = OrganisationFactory(name="General Hospitals")
    BodyMemberFactory(body=place, organisation=trust)
    return trust


@pytest.fixture
def beds(system):
    return FunctionFactory(name="Beds", system=system, level="place")


def say(place, trust, by, *lines, starts_on=JULY):
    return services.say_scheme(
        body=place, partner=trust, lines=lines, starts_on=starts_on, **by
    )


def kept(place):
    return [
        (str(one.held_by), one.limit, one.starts_on, one.ends_on)
        for one in SchemeLine.objects.filter(body=place).order_by("pk")
    ]


@pytest.mark.requirement("ICP-07")
def test_a_new_line_ends_the_one_before_it_the_day_before(place, trust, beds, by):
    say(place, trust, by, LineSaid(function=beds, held_by="retained"))
    say(
        place,
        trust,
        by,
        LineSaid(function=beds, held_by="place", limit=Decimal(250_000)),
        starts_on=AUGUST,
    )

    assert kept(place) == [
        ("retained", None, JULY, date(2022, 7, 31)),
        ("place", Decimal(250_000), AUGUST, None),
    ]


def test_what_is_said_as_it_is_already_is_not_written(place, trust, beds, by):
    line = LineSaid(function=beds, held_by="retained", note="By contract")
    say(place, trust, by, line)

    assert say(place, trust, by, line, starts_on=AUGUST) == []
    assert len(kept(place)) == 1


def test_a_line_of_the_same_first_day_is_corrected_and_history_keeps_it(
    place, trust, beds, by
):
    say(place, trust, by, LineSaid(function=beds, held_by="retained"))
    say(place, trust, by, LineSaid(function=beds, held_by="none"))

    assert kept(place) == [("none", None, JULY, None)]
    [line] = SchemeLine.objects.all()
    assert [row.held_by for row in line.history.order_by("history_id")] == [
        "retained",
        "none",
    ]


def test_a_line_is_taken_back_and_ends(place, trust, beds, by):
    say(place, trust, by, LineSaid(function=beds, held_by="retained"))
    say(place, trust, by, LineSaid(function=beds, held_by=""), starts_on=AUGUST)
    say(place, trust, by, LineSaid(function=beds, held_by=""), starts_on=AUGUST)

    assert kept(place) == [("retained", None, JULY, date(2022, 7, 31))]


def test_what_begins_later_is_not_gone_back_behind(place, trust, beds, by):
    SchemeLineFactory(body=place, function=beds, partner=trust, starts_on=AUGUST)

    with refused("BDY-5", f"held_by_{beds.pk}") as said:
        say(place, trust, by, LineSaid(function=beds, held_by="place"))
    assert said.message == (
        "What is said begins on 1 August 2022; the next one begins after that."
    )


@pytest.mark.requirement("ICP-07")
def test_a_wrong_line_is_refused_beside_its_field_and_nothing_is_saved(
    place, trust, beds, by
):
    screening = FunctionFactory(name="Screening", system=place.system, level="place")
    right = LineSaid(function=screening, held_by="retained")
    wrong = LineSaid(function=beds, held_by="place", limit=Decimal(-1))

    with refused("BDY-34", f"limit_{beds.pk}") as said:
        say(place, trust, by, right, wrong)

    assert said.message == "A limit is not below zero."
    assert kept(place) == []


def test_a_function_that_is_over_or_of_another_system_is_refused(
    place, trust, beds, by
):
    beds.ends_on = JULY - timedelta(days=1)
    beds.save()
    theirs = FunctionFactory(name="Theirs", level="place")

    for one in (beds, theirs):
        with refused("BDY-34", f"held_by_{one.pk}") as said:
            say(place, trust, by, LineSaid(function=one, held_by="retained"))
        assert said.message.endswith("is not a function of the system on that day.")


def test_a_partner_is_a_member_on_the_first_day(place, beds, by):
    stranger = OrganisationFactory(name="Elsewhere Trust")

    with refused("BDY-34", "partner") as said:
        say(place, stranger, by, LineSaid(function=beds, held_by="retained"))
    assert said.message == "Elsewhere Trust is not a member of this place on that day."


def test_only_a_place_has_such_a_scheme_and_a_word_is_of_the_list(
    board, place, trust, beds, by
):
    line = LineSaid(function=beds, held_by="shared")

    with refused("BDY-34"):
        say(board, trust, by, line)
    with refused("BDY-3", f"held_by_{beds.pk}") as said:
        say(place, trust, by, line)
    assert said.message == "“shared” is not a way to hold a function."


def test_a_governance_lead_of_the_system_says_it_and_nobody_else(place, trust, beds):
    elsewhere = actor_in(BodyFactory(), Role.GOVERNANCE_LEAD)
    member = actor_in(place, Role.MEMBER)

    for actor in (elsewhere, member):
        with pytest.raises(PermissionDenied, match="governance lead of this system"):
            say(place, trust, {"actor": actor, "at": AT})
