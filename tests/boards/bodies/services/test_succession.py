"""One body in the place of another."""

from datetime import UTC, date, datetime

import pytest

from boards.bodies.services import establish_body, set_predecessor
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import BodyFactory

pytestmark = pytest.mark.django_db
BY = {"actor": SYSTEM_ACTOR, "at": datetime(2022, 7, 1, 9, tzinfo=UTC)}


@pytest.mark.requirement("COM-11")
def test_a_body_follows_another_from_its_beginning_or_later_on():
    old = BodyFactory(name="Better Care Group", starts_on=date(2020, 4, 1))
    new = establish_body(
        name="Partnership Board", slug="partnership-board", code="PB", kind="forum",
        system=old.system, successor_of=old, starts_on=date(2022, 4, 1), **BY,
    )  # fmt: skip
    assert list(old.successors.all()) == [new]

    set_predecessor(body=new, successor_of=None, **BY)
    assert not old.successors.exists()
    set_predecessor(body=new, successor_of=old, **BY)

    assert [one.history_change_reason for one in new.history.all()] == [
        "Follows Better Care Group",
        "Follows no other body",
        "Established",
    ]
    event = AuditEvent.objects.filter(verb="bodies.predecessor_set").latest("pk")
    assert (event.body_id, event.reason) == (new.pk, "Follows Better Care Group")


def test_nothing_follows_itself_or_what_follows_it():
    first = BodyFactory(name="First")
    second = BodyFactory(name="Second", system=first.system, successor_of=first)
    third = BodyFactory(name="Third", system=first.system, successor_of=second)

    for body, before in ((first, third), (first, second), (second, second)):
        with pytest.raises(RuleBroken, match="That would be a circle") as refused:
            set_predecessor(body=body, successor_of=before, **BY)
        assert (refused.value.rule_id, refused.value.field) == (
            "BDY-37",
            "successor_of",
        )
    first.refresh_from_db()
    assert first.successor_of is None


def test_a_new_body_follows_none_of_another_system():
    old = BodyFactory(name="Elsewhere")
    with pytest.raises(RuleBroken, match="Elsewhere is a body of another system"):
        establish_body(
            name="New", slug="new", code="NEW", kind="forum",
            system=BodyFactory().system, successor_of=old, **BY,
        )  # fmt: skip
