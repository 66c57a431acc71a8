"""The two seams by which a higher room shows or offers something on a lower one's page."""

import pytest

from ics_portal.accounts.actor import Role
from ics_portal.core import offers, panels
from ics_portal.core.offers import Offer, offers_for, register_offerer
from ics_portal.core.panels import DrawnPanel, Panel, panels_for, register_panel
from ics_portal.core.verdicts import ALLOWED, refused
from tests.factories.accounts import an_actor
from tests.factories.core import JobFactory

SECRETARY = an_actor(roles={3: {Role.SECRETARY}})
MEMBER = an_actor(roles={3: {Role.MEMBER}})
THING = JobFactory.build(title="Item 7")


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch):
    monkeypatch.setattr(panels, "_PANELS", {})
    monkeypatch.setattr(offers, "_OFFERERS", {})


def panel(key, position=100, may_see=lambda actor, thing: ALLOWED):
    return Panel(
        place="meetings.item",
        key=key,
        title=key.capitalize(),
        template=f"{key}.html",
        context=lambda actor, thing: {"about": thing.title},
        may_see=may_see,
        position=position,
    )


def test_panels_come_in_their_order_with_what_they_need():
    register_panel(panel("risks", 200))
    register_panel(panel("interests", 100))
    register_panel(panel("position", 100))

    drawn = panels_for("meetings.item", actor=SECRETARY, thing=THING)

    assert [one.key for one in drawn] == ["interests", "position", "risks"]
    assert drawn[0] == DrawnPanel(
        "interests", "Interests", "interests.html", {"about": "Item 7"}
    )
    assert panels_for("meetings.other", actor=SECRETARY, thing=THING) == []


def test_a_panel_shows_only_what_its_own_app_would_have_shown():
    def may_see(actor, thing):
        return ALLOWED if actor.holds_any(Role.SECRETARY) else refused("Secret.")

    register_panel(panel("risks", may_see=may_see))

    assert len(panels_for("meetings.item", actor=SECRETARY, thing=THING)) == 1
    assert panels_for("meetings.item", actor=MEMBER, thing=THING) == []


def test_offers_are_gathered_and_each_value_is_offered_once():
    field = "meetings.item.parties"
    register_offerer(field, "b", lambda actor, thing: [Offer("2", "Two", "from b")])
    register_offerer(
        field,
        "a",
        lambda actor, thing: [Offer("1", thing.title), Offer("2", "Two", "from a")],
    )

    assert offers_for(field, actor=SECRETARY, thing=THING) == [
        Offer("1", "Item 7"),
        Offer("2", "Two", "from a"),
    ]
    assert offers_for("another.field", actor=SECRETARY, thing=THING) == []
