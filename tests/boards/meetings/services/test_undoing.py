"""Undo puts back exactly what was changed, and never what somebody else changed."""

import pytest

from boards.meetings import services
from boards.meetings.models import AgendaChange, AgendaItem
from boards.meetings.services.state import AgendaState
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import actor_in
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(build, meeting, by, body):
    built = build("One: Declarations of Interest, A, B", "Two: C")
    found = {item.title: item for item in built}
    found["a"] = services.add_item(meeting=meeting, parent=found["A"], title="a", **by)
    services.edit_item(
        item=found["A"],
        values={"owners": "Chair / All", "purposes": str(body.purposes.first().pk)},
        was={},
        **by,
    )
    return found


def change_everything(item, body):
    last = body.purposes.last().pk
    return {
        "title": "New",
        "owners": "Head of PMO",
        "purposes": str(last),
        "item_format": "attached",
        "minutes": "33",
        "part": "2",
        "private_reason": "Commercial",
        "open_title": "Open",
        "parties": str(OrganisationFactory().pk),
    }


CHANGES = {
    "edit": lambda items, section, body, by: services.edit_item(
        item=items["A"], values=change_everything(items["A"], body), was={}, **by
    ),
    "move": lambda items, section, body, by: services.move_item(
        item=items["A"], after_id=items["C"].pk, **by
    ),
    "nest": lambda items, section, body, by: services.move_item(
        item=items["B"], parent_id=items["A"].pk, **by
    ),
    "remove": lambda items, section, body, by: services.remove_item(
        item=items["A"], **by
    ),
    "withdraw": lambda items, section, body, by: services.withdraw_item(
        item=items["A"], reason="x", **by
    ),
    "defer": lambda items, section, body, by: services.defer_item(
        item=items["A"], **by
    ),
    "add": lambda items, section, body, by: services.add_item(
        meeting=items["A"].meeting,
        title="D",
        purpose_ids=[body.purposes.first().pk],
        owners=["Chair"],
        **by,
    ),
    "add section": lambda items, section, body, by: services.add_section(
        meeting=items["A"].meeting, title="Three", **by
    ),
    "rename section": lambda items, section, body, by: services.rename_section(
        section=section("Two"), title="Deux", was=None, **by
    ),
    "remove section": lambda items, section, body, by: services.remove_section(
        section=section("Two"), move_items_to=section("One"), **by
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_puts_everything_back(items, meeting, section, body, by, name):
    before = AgendaState.read(meeting.pk)
    CHANGES[name](items, section, body, by)
    assert AgendaState.read(meeting.pk) != before

    services.undo_last_change(meeting=meeting, **by)

    assert AgendaState.read(meeting.pk) == before


def test_undo_goes_back_change_by_change(items, agenda, meeting, by):
    start = agenda()
    services.step_item(item=items["B"], step=1, **by)
    services.set_item_field(item=items["B"], field="title", value="Z", was=None, **by)

    services.undo_last_change(meeting=meeting, **by)
    services.undo_last_change(meeting=meeting, **by)

    assert agenda() == start


def test_undo_leaves_what_others_did(items, agenda, meeting, body, by, at):
    other = actor_in(body, Role.GOVERNANCE_LEAD)
    services.step_item(item=items["B"], step=-1, **by)
    services.add_item(meeting=meeting, title="Theirs", actor=other, at=at)

    services.undo_last_change(meeting=meeting, **by)

    assert agenda()[2:] == ["2a a", "3 B", "4 C", "5 Theirs"]


def test_undo_never_overwrites_what_somebody_changed_since(
    items, agenda, meeting, body, by, at
):
    other = actor_in(body, Role.GOVERNANCE_LEAD)
    services.set_item_field(
        item=items["B"], field="title", value="Mine", was=None, **by
    )
    services.set_item_field(
        item=items["B"], field="title", value="Theirs", was=None, actor=other, at=at
    )

    with pytest.raises(RuleBroken) as refusal:
        services.undo_last_change(meeting=meeting, **by)

    assert refusal.value.message == (
        "“Theirs” has been changed again since, so nothing was undone."
    )
    assert "3 Theirs" in agenda()


def test_there_is_nothing_to_undo_for_who_changed_nothing(items, meeting, body, at):
    other = actor_in(body, Role.GOVERNANCE_LEAD)

    with pytest.raises(RuleBroken, match="nothing of yours to undo"):
        services.undo_last_change(meeting=meeting, actor=other, at=at)


def test_a_change_is_undone_once(items, by):
    services.step_item(item=items["B"], step=1, **by)
    change = AgendaChange.objects.first()
    services.undo_change(change=change, **by)

    with pytest.raises(RuleBroken, match="has been undone already"):
        services.undo_change(change=change, **by)


def test_undoing_is_told_and_keeps_history(items, meeting, by, at, secretary):
    services.step_item(item=items["B"], step=1, **by)
    change = services.undo_last_change(meeting=meeting, **by)

    assert (change.undone_at, change.undone_by_id) == (at, secretary.user_id)
    assert AuditEvent.objects.first().detail == {"summary": f"Undone: {change.summary}"}
    assert items["B"].history.first().history_change_reason == "Change undone"


def test_a_removed_item_comes_back_under_its_own_id(items, meeting, by):
    pk = items["A"].pk
    services.remove_item(item=items["A"], **by)

    services.undo_last_change(meeting=meeting, **by)

    assert AgendaItem.objects.get(pk=pk).sub_items.get().title == "a"
