"""After issue numbers are frozen: late items take letters, withdrawn ones keep theirs."""

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings import services
from boards.meetings.models import AgendaItem
from ics_portal.core.errors import RuleBroken

pytestmark = pytest.mark.django_db

LATE = {"reason": "Received after the agenda went out"}


@pytest.fixture
def issued(build, meeting, by):
    """1 A, 2 B with 2a x and 2b y, 3 C; issued."""
    [a, b, c] = build("One: A, B, C")
    subs = [
        services.add_item(meeting=meeting, parent=b, title=title, **by)
        for title in ("x", "y")
    ]
    services.freeze_numbers(meeting=meeting, **by)
    meeting.refresh_from_db()
    return {item.title: item for item in (a, b, c, *subs)}


@pytest.mark.requirement("AGD-04")
def test_freezing_keeps_every_number(issued, meeting, at):
    assert meeting.numbers_frozen_at == at
    assert dict(AgendaItem.objects.values_list("title", "frozen_number")) == {
        "A": "1",
        "B": "2",
        "x": "2a",
        "y": "2b",
        "C": "3",
    }


def test_freezing_again_changes_nothing(issued, meeting, by):
    version = meeting.agenda_version

    services.freeze_numbers(meeting=meeting, **by)

    meeting.refresh_from_db()
    assert meeting.agenda_version == version


def test_an_empty_agenda_is_not_issued(meeting, by):
    with pytest.raises(RuleBroken, match="nothing on this agenda to issue"):
        services.freeze_numbers(meeting=meeting, **by)


def test_only_the_office_freezes(build, meeting, member, at):
    build("One: A")

    with pytest.raises(PermissionDenied):
        services.freeze_numbers(meeting=meeting, actor=member, at=at)


def test_a_late_item_takes_the_next_letter(issued, agenda, meeting, by):
    services.add_item(meeting=meeting, after=issued["A"], title="Late", **LATE, **by)

    assert agenda() == ["1 A", "1a Late", "2 B", "2a x", "2b y", "3 C"]


def test_after_10a_and_10b_comes_10c(issued, agenda, meeting, by):
    services.add_item(meeting=meeting, after=issued["B"], title="Late", **LATE, **by)

    assert agenda() == ["1 A", "2 B", "2a x", "2b y", "2c Late", "3 C"]


def test_the_letter_of_a_withdrawn_late_item_is_never_used_again(
    issued, agenda, meeting, by
):
    late = services.add_item(
        meeting=meeting, after=issued["A"], title="Late", **LATE, **by
    )
    services.withdraw_item(item=late, reason="Withdrawn by its author", **by)
    services.add_item(meeting=meeting, after=issued["A"], title="Later", **LATE, **by)

    assert "1a Late" in agenda()
    assert "1b Later" in agenda()


def test_withdrawing_keeps_the_number_listed(issued, agenda, by):
    services.withdraw_item(item=issued["B"], reason="Figures superseded", **by)

    assert agenda() == ["1 A", "2 B", "2a x", "2b y", "3 C"]


def test_deferring_keeps_the_number_listed(issued, agenda, by):
    services.defer_item(item=issued["A"], reason="Paper not ready", **by)

    assert agenda()[0] == "1 A"


@pytest.mark.parametrize(
    "change",
    [
        lambda item, by: services.edit_item(
            item=item, values={"title": "New"}, was={}, **by
        ),
        lambda item, by: services.add_item(
            meeting=item.meeting, title="Late", after=item, **by
        ),
        lambda item, by: services.defer_item(item=item, **by),
        lambda item, by: services.add_section(meeting=item.meeting, title="x", **by),
    ],
    ids=["edit", "add", "defer", "section"],
)
def test_a_change_after_issue_asks_for_a_reason(issued, by, change):
    with pytest.raises(RuleBroken, match="say why it is changed") as refusal:
        change(issued["A"], by)

    assert refusal.value.field == "reason"


def test_the_reason_is_kept_in_the_history(issued, by):
    services.edit_item(
        item=issued["A"],
        values={"title": "New"},
        was={},
        reason="The title was wrong",
        **by,
    )

    latest = issued["A"].history.first()
    assert latest.history_change_reason == "Item changed: The title was wrong"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda items, by: services.step_item(item=items["C"], step=-1, **by),
            "items keep their places and numbers",
        ),
        (
            lambda items, by: services.move_item(
                item=items["C"], before_id=items["A"].pk, **by
            ),
            "items keep their places and numbers",
        ),
        (
            lambda items, by: services.drop_item(
                item=items["C"], above_id=items["A"].pk, **by
            ),
            "items keep their places and numbers",
        ),
        (
            lambda items, by: services.remove_item(item=items["C"], **LATE, **by),
            "withdraw the item instead",
        ),
        (
            lambda items, by: services.undo_last_change(
                meeting=items["C"].meeting, **by
            ),
            "put it right with a further change",
        ),
        (
            lambda items, by: services.edit_item(
                item=items["C"],
                values={"part": "2", "private_reason": "x"},
                was={},
                **LATE,
                **by,
            ),
            "withdraw the item here",
        ),
    ],
    ids=["step", "move", "drop", "remove", "undo", "part"],
)
def test_what_no_reason_can_excuse_is_refused_with_the_way_on(
    issued, agenda, by, change, sentence
):
    before = agenda()

    with pytest.raises(RuleBroken, match=sentence):
        change(issued, by)

    assert agenda() == before


def test_a_late_private_item_takes_no_letter_of_part_1(issued, agenda, meeting, by):
    services.add_item(
        meeting=meeting,
        title="Private",
        part=2,
        private_reason="Commercial",
        **LATE,
        **by,
    )
    services.add_item(meeting=meeting, title="Public", **LATE, **by)

    assert agenda()[-3:] == ["3 C", "3a Public", "4 Private"]


def test_two_late_items_never_have_one_number(issued, meeting, by):
    for title in ("Late", "Later", "Latest"):
        services.add_item(meeting=meeting, after=issued["C"], title=title, **LATE, **by)

    numbers = AgendaItem.objects.values_list("frozen_number", flat=True)
    assert sorted(numbers) == ["1", "2", "2a", "2b", "3", "3a", "3b", "3c"]
