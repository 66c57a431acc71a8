"""Places and systems."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory import services
from boards.directory.models import Place
from boards.directory.selectors.history import latest_change_id
from boards.directory.services import PlaceDetails
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.directory import IntegratedCareSystemFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
BY = {"actor": SYSTEM_ACTOR, "at": NOW}


def a_place(system=None, **fields):
    return services.add_place(
        system=system or IntegratedCareSystemFactory(),
        details=PlaceDetails(**{"name": "Fylde Coast", **fields}),
        **BY,
    )


def change(place, seen=None, **fields):
    details = PlaceDetails(**{"name": "Fylde Coast", **fields})
    return services.change_place(
        place=place, details=details, reason="Corrected", seen=seen, **BY
    )


@pytest.mark.requirement("PLC-01")
def test_a_place_has_a_boundary_and_people():
    place = a_place(boundary_basis="Three councils", population=350_000)

    assert place.slug == "fylde-coast"
    assert (place.boundary_basis, place.population) == ("Three councils", 350_000)


def test_two_systems_may_have_a_place_of_one_name_at_two_addresses():
    assert [a_place().slug, a_place().slug] == ["fylde-coast", "fylde-coast-2"]


def test_a_system_has_it_once():
    place = a_place()

    with pytest.raises(RuleBroken, match="has a place called fylde COAST already") as r:
        a_place(place.system, name="fylde COAST")
    assert (r.value.rule_id, r.value.field) == ("DIR-9", "name")


def test_no_place_takes_the_address_of_a_page():
    assert a_place(name="New").slug == "new-2"


def test_a_name_of_signs_has_an_address_too():
    assert a_place(name="???").slug == "place"


@pytest.mark.parametrize(
    ("fields", "rule", "field"),
    [
        ({"name": ""}, "DIR-5", "name"),
        ({"boundary_basis": "x" * 201}, "DIR-5", "boundary_basis"),
        ({"population": 0}, "DIR-9", "population"),
        ({"population": 100_000_000}, "DIR-9", "population"),
        (
            {"starts_on": date(2022, 7, 1), "ends_on": date(2022, 6, 30)},
            "DIR-4",
            "ends_on",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields, rule, field):
    with pytest.raises(RuleBroken) as refusal:
        a_place(**fields)
    assert (refusal.value.rule_id, refusal.value.field) == (rule, field)
    assert not Place.objects.exists()


def test_a_place_is_renamed_and_keeps_its_address():
    place = a_place()

    change(place, name="Blackpool, Fylde and Wyre", seen=latest_change_id(place))

    place.refresh_from_db()
    assert (place.name, place.slug) == ("Blackpool, Fylde and Wyre", "fylde-coast")


def test_the_second_of_two_is_shown_the_place_of_the_first():
    place = a_place()
    seen = latest_change_id(place)
    change(place, population=1000, seen=seen)

    with pytest.raises(EditConflict) as conflict:
        change(place, population=2000, seen=seen)
    assert (conflict.value.mine, conflict.value.theirs) == (
        "People: 2000",
        "People: 1000",
    )


def test_a_place_closes_once():
    place = a_place(starts_on=date(2020, 1, 1))

    services.close_place(place=place, on=date(2022, 1, 1), reason="Merged", **BY)

    with pytest.raises(RuleBroken, match="closed on 1 January 2022 already"):
        services.close_place(place=place, on=date(2023, 1, 1), reason="Again", **BY)


def test_a_footprint_is_confirmed_on_a_day():
    system = IntegratedCareSystemFactory()

    services.confirm_footprint(system=system, on=date(2026, 4, 1), **BY)

    system.refresh_from_db()
    assert system.footprint_confirmed_on == date(2026, 4, 1)
    assert system.history.first().history_change_reason == "Footprint confirmed"


def test_a_footprint_is_not_confirmed_for_a_day_to_come():
    with pytest.raises(RuleBroken, match="still to come") as refusal:
        services.confirm_footprint(
            system=IntegratedCareSystemFactory(), on=date(2026, 4, 2), **BY
        )
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-4", "on")


def test_a_stranger_changes_nothing():
    place = a_place()
    by = {"actor": ANONYMOUS, "at": NOW}
    acts = [
        lambda: services.add_place(
            system=place.system, details=PlaceDetails("X"), **by
        ),
        lambda: services.change_place(
            place=place, details=PlaceDetails("X"), reason="Y", **by
        ),
        lambda: services.close_place(
            place=place, on=date(2026, 1, 1), reason="Y", **by
        ),
        lambda: services.add_system(name="X", short_name="X", **by),
        lambda: services.confirm_footprint(
            system=place.system, on=date(2026, 1, 1), **by
        ),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied, match="keeps the directory"):
            act()
