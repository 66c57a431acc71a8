"""The resolution to exclude the public, and the private part."""

import pytest

from boards.meetings.enums import Part
from boards.sittings.enums import EventKind
from boards.sittings.models import PrivateResolution, SittingEvent
from boards.sittings.services import events
from boards.sittings.services.private import ResolutionDetails, resolve_private
from ics_portal.core.errors import RuleBroken
from tests.boards.sittings.services.events.common import kinds, minute
from tests.factories.meetings import AgendaItemFactory, AgendaSectionFactory


@pytest.fixture
def private_item(meeting):
    return AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting),
        title="A contract",
        part=Part.TWO,
        private_reason="Commercial",
    )


@pytest.fixture
def resolve(step, private_item, chair, sits):
    second = sits()

    def record(number=10, **changed):
        plain = {
            "moved_by_id": chair.pk,
            "seconded_by_id": second.pk,
            "wording": "That the public be excluded.",
            "reasons": {private_item.pk: "Commercial"},
        }
        return step(
            number, resolve_private, details=ResolutionDetails(**plain | changed)
        )

    return record


def test_part_two_begins_once_the_public_is_excluded(
    meeting, private_item, step, opened, resolve
):
    with pytest.raises(RuleBroken, match="resolves to exclude the public"):
        step(9, events.begin_item, item=private_item)
    with pytest.raises(RuleBroken, match="not excluded"):
        step(9, events.admit_public)

    made = resolve()
    step(11, events.begin_item, item=private_item)

    assert made.reasons == {str(private_item.pk): "Commercial"}
    assert made.resolved_at == minute(10)
    assert kinds(meeting) == ["opened", "excluded", "item_begun"]
    back = step(12, events.admit_public)
    assert step(13, events.admit_public) == back


def test_the_resolution_is_recorded_once_and_a_lost_one_put_again(
    step, private_item, opened, resolve
):
    lost = resolve(carried=False)
    with pytest.raises(RuleBroken, match="exclude the public"):
        step(11, events.begin_item, item=private_item)
    carried = resolve(12)

    assert resolve(13) == carried == lost
    assert carried.resolved_at == minute(12)
    assert PrivateResolution.objects.count() == 1
    assert SittingEvent.objects.filter(kind=EventKind.PUBLIC_EXCLUDED).count() == 1


def test_nobody_seconds_an_own_motion_and_each_item_has_a_reason(
    opened, resolve, chair
):
    with pytest.raises(RuleBroken, match="own motion"):
        resolve(seconded_by_id=chair.pk)
    with pytest.raises(RuleBroken, match="A contract"):
        resolve(reasons={})
    assert not PrivateResolution.objects.exists()


def test_the_exclusion_is_ended_and_not_struck_out(step, by, opened, resolve):
    resolve()
    event = SittingEvent.objects.get(kind=EventKind.PUBLIC_EXCLUDED)

    with pytest.raises(RuleBroken, match="Admit the public"):
        events.strike_event(event=event, reason="Wrong", **by)


def test_a_meeting_without_public_needs_no_resolution(
    meeting, private_item, step, opened
):
    meeting.is_public = False
    meeting.save()

    assert step(5, events.begin_item, item=private_item).item == private_item
