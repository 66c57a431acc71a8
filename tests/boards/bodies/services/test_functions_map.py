"""Functions corrected, ended, and published as a map."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies import services
from boards.bodies.enums import BodyKind
from boards.bodies.models import Function, Instrument, InstrumentVersion
from boards.bodies.presenters.functions import plain_map
from boards.bodies.rules.functions import CHAPTERS
from boards.bodies.selectors.functions import map_on, published_maps
from boards.bodies.services.functions import function_words, map_mark
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import (
    BodyFactory,
    DelegationFactory,
    FunctionFactory,
    actor_in,
)
from tests.factories.directory import IntegratedCareSystemFactory

pytestmark = pytest.mark.django_db

JULY = date(2022, 7, 1)
TEXTS = {key: f"How {key} are arranged" for key in CHAPTERS}


@pytest.fixture
def function(system):
    return FunctionFactory(name="Ambulances", system=system)


@pytest.fixture
def decided(function, board):
    return DelegationFactory(function=function, accountable=board)


@pytest.fixture
def publish(system, decided, by):
    def act(**given):
        typed = {
            "system": system,
            "starts_on": JULY,
            "approved_on": JULY,
            "approved_by": "Board of the ICS NHS body",
            "chapters": TEXTS,
        }
        return services.publish_map(**typed | by | given)

    return act


@pytest.mark.requirement("FDM-01")
def test_a_published_map_is_a_version_that_keeps_what_it_said(
    publish, board, function, system, by
):
    first = publish(review_on=date(2023, 7, 1), note_text="First edition")

    assert first.instrument.body == board
    assert (first.version, first.published_on) == (1, JULY)
    assert (first.approved_by, first.approved_on) == (
        "Board of the ICS NHS body",
        JULY,
    )
    assert first.sections["map"]["functions"][0]["name"] == "Ambulances"
    assert AuditEvent.objects.filter(verb="bodies.version_added").count() == 1

    services.change_function(
        function=function,
        name="Patient transport",
        level="place",
        subsidiarity_reason="",
        lead="",
        reason="Renamed",
        seen=services.mark_of(function_words(function)),
        **by,
    )
    second = publish(starts_on=date(2022, 8, 1))

    first.refresh_from_db()
    assert (second.version, first.ends_on) == (2, date(2022, 7, 31))
    assert second.sections["map"]["functions"][0]["name"] == "Patient transport"
    assert first.sections["map"]["functions"][0]["name"] == "Ambulances"
    assert [one.version for one in published_maps(system)] == [2, 1]
    assert Instrument.objects.count() == 1


@pytest.mark.requirement("FDM-01")
@pytest.mark.parametrize(
    ("wrong", "rule", "field"),
    [
        ({"approved_by": " "}, "BDY-31", "approved_by"),
        ({"approved_on": None}, "BDY-31", "approved_on"),
        ({"approved_on": date(2022, 7, 2)}, "BDY-31", "approved_on"),
        ({"review_on": date(2022, 6, 30)}, "BDY-31", "review_on"),
    ],
)
def test_a_version_says_who_approved_it_and_when(publish, wrong, rule, field):
    with refused(rule, field):
        publish(**wrong)
    assert not InstrumentVersion.objects.exists()


@pytest.mark.requirement("FDM-04")
@pytest.mark.parametrize("key", list(CHAPTERS))
def test_no_map_is_published_without_one_of_its_chapters(publish, key):
    with refused("BDY-33", key) as said:
        publish(chapters=TEXTS | {key: " "})
    assert CHAPTERS[key] in said.message


@pytest.mark.requirement("FDM-04")
def test_the_chapters_are_kept_in_the_version(publish):
    sections = publish().sections

    assert sections["chapters"] == TEXTS
    assert all(sections[key] is True for key in CHAPTERS)


@pytest.mark.requirement("ICP-07")
def test_no_map_with_a_gap_is_published(publish, system):
    gap = FunctionFactory(name="Community beds", system=system)
    with refused("BDY-32") as said:
        publish()
    assert "Nobody decides on Community beds." in said.message

    DelegationFactory(function=gap, kind="advisory")
    with refused("BDY-32"):
        publish()


def test_without_a_board_on_the_day_nothing_is_published(publish, board):
    board.starts_on = date(2022, 7, 2)
    board.save()

    with refused("BDY-31", "starts_on"):
        publish()


def test_the_next_version_begins_later_than_the_last(publish):
    publish()
    with refused("BDY-5", "starts_on") as said:
        publish()
    assert said.message.startswith("Version 1 begins on 1 July 2022")


def test_a_map_that_changed_since_it_was_shown_is_not_published(
    publish, system, decided
):
    shown = map_mark(plain_map(map_on(system, JULY)))
    decided.limit = Decimal(1000)
    decided.save()

    with pytest.raises(EditConflict):
        publish(seen=shown)
    assert publish(seen=map_mark(plain_map(map_on(system, JULY)))).version == 1


class TestChange:
    @pytest.fixture
    def change(self, function, by):
        def act(**given):
            typed = {
                "function": function,
                "name": "Ambulances",
                "level": "system",
                "subsidiarity_reason": "One call centre",
                "lead": "Director of strategy",
                "reason": "Moved",
                "seen": services.mark_of(function_words(function)),
            }
            return services.change_function(**typed | by | given)

        return act

    @pytest.mark.requirement("FDM-02")
    def test_a_reason_is_given_afterwards_and_history_keeps_why(self, change):
        changed = change()

        assert changed.subsidiarity_reason == "One call centre"
        assert services.function_remarks(changed) == []
        assert changed.history.first().history_change_reason == "Moved"
        assert AuditEvent.objects.get(verb="bodies.function_changed").reason == "Moved"

    @pytest.mark.parametrize(
        ("wrong", "rule", "field"),
        [
            ({"name": " "}, "BDY-3", "name"),
            ({"name": "COMMUNITY BEDS"}, "BDY-3", "name"),
            ({"level": "street"}, "BDY-3", "level"),
            ({"reason": " "}, "BDY-4", "reason"),
        ],
    )
    def test_what_cannot_be_is_refused(self, change, system, wrong, rule, field):
        FunctionFactory(name="Community beds", system=system)
        with refused(rule, field):
            change(**wrong)

    def test_the_second_of_two_is_shown_what_changed(self, change):
        change()
        with pytest.raises(EditConflict) as clash:
            change(seen="0", name="Ambulance services")

        assert "Name: Ambulance services" in clash.value.mine
        assert "Name: Ambulances" in clash.value.theirs
        assert Function.objects.get().name == "Ambulances"


class TestEnd:
    def test_a_function_ends_with_its_reason(self, function, by):
        services.end_function(
            function=function, ends_on=JULY, reason="No longer ours", **by
        )

        function.refresh_from_db()
        assert function.ends_on == JULY
        with refused("BDY-2", "ends_on"):
            services.end_function(
                function=function, ends_on=date(2022, 7, 2), reason="Later", **by
            )

    def test_whoever_decides_is_ended_first(self, function, decided, by):
        typed = {"function": function, "ends_on": JULY, "reason": "Over", **by}
        with refused("BDY-30", "ends_on") as said:
            services.end_function(**typed)
        assert said.message == (
            f"{decided.holder} still has this function after 1 July 2022. End that first."
        )

        decided.ends_on = JULY
        decided.save()
        assert services.end_function(**typed).ends_on == JULY

    def test_an_end_says_why_and_is_not_before_the_start(self, system, by):
        function = FunctionFactory(system=system, starts_on=JULY)
        typed = {"function": function, "ends_on": JULY, "reason": "Over", **by}
        with refused("BDY-4", "reason"):
            services.end_function(**typed | {"reason": ""})
        with refused("BDY-2", "ends_on"):
            services.end_function(**typed | {"ends_on": date(2022, 6, 30)})


def test_what_a_body_of_another_system_has_can_be_ended(function, board, by):
    guest = BodyFactory(
        kind=BodyKind.PROVIDER_COLLABORATIVE,
        system=IntegratedCareSystemFactory(name="Next door"),
    )
    given = DelegationFactory(function=function, accountable=board, holder=guest)

    services.end_delegation(delegation=given, ends_on=JULY, reason="Over", **by)

    assert AuditEvent.objects.get(verb="bodies.delegation_ended").body_id == guest.pk


def test_only_a_governance_lead_of_the_system_does_any_of_it(publish, function, by):
    stranger = by | {"actor": actor_in(BodyFactory(), Role.GOVERNANCE_LEAD)}
    acts = (
        lambda: publish(**stranger),
        lambda: services.end_function(
            function=function, ends_on=JULY, reason="Over", **stranger
        ),
        lambda: services.change_function(
            function=function,
            name="X",
            level="place",
            subsidiarity_reason="",
            lead="",
            reason="Y",
            seen="",
            **stranger,
        ),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
