"""Interests of every kind, and a round that some have answered."""

import pytest

from declarations.enums import InterestState, Showing
from declarations.models import AnnualReturn, Interest, StandingRuling
from declarations.selectors.returns import cycles_due, not_returned
from ics_portal.demo.declared import LAY, tell_declarations
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


def test_the_register_has_something_of_each_kind(ground):
    tell_declarations(ground, at=NOW)

    found = list(Interest.objects.select_related("person"))
    assert {one.kind for one in found} == {"financial", "professional", "personal"}
    assert {one.is_direct for one in found} == {True, False}
    assert {one.showing for one in found} == {Showing.PUBLIC, Showing.ASKED}
    assert {one.state for one in found} == {
        InterestState.DECLARED,
        InterestState.REVIEWED,
    }
    assert all("(illustrative)" in one.organisation_name for one in found)
    assert StandingRuling.objects.in_force_on(NOW.date()).count() == 1
    [cycle] = {row.cycle for row in AnnualReturn.objects.select_related("cycle")}
    missing = not_returned(cycle, NOW.date())
    assert LAY in {person.name for person in missing}
    lay = next(person for person in missing if person.name == LAY)
    assert cycles_due(lay.pk, NOW.date()) == [cycle]
