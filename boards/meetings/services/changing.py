"""The frame around every change of an agenda: lock, permission, rules, record, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from boards.meetings.enums import (
    BEFORE_DECLARATIONS,
    ItemState,
    Part,
    StandingItem,
)
from boards.meetings.models import AgendaChange, AgendaItem, Meeting
from boards.meetings.permissions import may_edit_agenda
from boards.meetings.rules import declarations_problem
from boards.meetings.services.state import (
    AgendaState,
    Row,
    compare,
    read_carried,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import bulk_update, record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.services import tell
from ics_portal.core.verdicts import require

SUMMARY_LENGTH = 300
TOLD = frozenset({"title", "state", "part", "parties", "section_id"})
"""Fields of an item that other rooms want to hear of."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The agenda before and after a change, for the sentence that tells of it."""

    before: AgendaState
    after: AgendaState
    old_numbers: dict[int, str]
    numbers: dict[int, str]

    def title(self, item_id: int) -> str:
        """The item's title, as it is now or was before it went."""
        row = self.after.items.get(item_id) or self.before.items[item_id]
        return str(row["title"])

    def named(self, item_id: int) -> str:
        """``item 8, ICP Core Narrative``; its title alone where it has no number."""
        number = self.numbers.get(item_id) or self.old_numbers.get(item_id)
        title = self.title(item_id)
        return f"item {number}, {title}" if number else title


Sentence = str | Callable[[Outcome], str]


@dataclass(slots=True)
class AgendaEdit:
    """A change under way; ``before`` was read under the lock and is not touched."""

    meeting: Meeting
    actor: Actor
    at: datetime
    reason: str
    before: AgendaState
    sentence: Sentence = "The agenda was changed."
    is_undoing: bool = False
    touched_carried: set[int] = field(default_factory=set)

    def say(self, sentence: Sentence) -> None:
        """Set the sentence that the page, the undo list and the audit will show."""
        self.sentence = sentence

    def because(self, what: str) -> str:
        """The reason written into the history of each row."""
        return f"{what}: {self.reason}" if self.reason else what

    def row(self, item_id: int) -> Row:
        """The row of an item; raises RuleBroken when it has gone meanwhile."""
        row = self.before.items.get(item_id)
        if row is None:
            raise RuleBroken(
                "MTG-9",
                "This item is no longer on the agenda: somebody removed it after you"
                " opened the page. The agenda below is the present one.",
            )
        return row

    def section(self, section_id: int | None, *, field_name: str = "section") -> int:
        """The id of a section of this agenda; raises RuleBroken for any other."""
        if section_id is None or section_id not in self.before.sections:
            raise RuleBroken(
                "MTG-9",
                "Choose a section of this agenda; the one you chose is not on it.",
                field=field_name,
            )
        return section_id

    def touch_carried(self, carried_id: int) -> None:
        """Have a carried item, locked by the caller, recorded with this change."""
        self.before.carried |= read_carried([carried_id])
        self.touched_carried.add(carried_id)

    def adds_carried(self, carried_id: int) -> None:
        """The same for a carried item made by this change."""
        self.touched_carried.add(carried_id)


@contextmanager
def changing_agenda(
    *,
    meeting: Meeting,
    actor: Actor,
    at: datetime,
    reason: str = "",
    when_frozen: str = "",
) -> Iterator[AgendaEdit]:
    """Change an agenda under a lock, so that two secretaries never lose or collide.

    Raises PermissionDenied with the reason, and RuleBroken where the result would break
    a rule (nothing is changed then). Once numbers are frozen a reason is asked for, and
    ``when_frozen`` is the sentence that refuses a change no reason can excuse.
    """
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        require(may_edit_agenda(actor, locked))
        reason = reason.strip()
        if locked.numbers_frozen_at is not None:
            _allow_after_issue(reason, when_frozen)
        edit = AgendaEdit(locked, actor, at, reason, AgendaState.read(locked.pk))
        yield edit
        close(edit)


def _allow_after_issue(reason: str, refusal: str) -> None:
    if refusal:
        raise RuleBroken("MTG-3", refusal)
    if not reason:
        raise RuleBroken(
            "MTG-3",
            "This agenda has been issued: say why it is changed.",
            field="reason",
        )


def close(edit: AgendaEdit) -> None:
    """Check the result against the rules, then record it if anything changed."""
    after = AgendaState.read(edit.meeting.pk, edit.touched_carried)
    _keep_declarations_first(edit, after)
    if edit.meeting.numbers_frozen_at is not None:
        _number_late_items(edit, after)
    was, now = compare(edit.before, after)
    if not now:
        return
    outcome = Outcome(edit.before, after, edit.before.numbers(), after.numbers())
    sentence = (
        edit.sentence if isinstance(edit.sentence, str) else edit.sentence(outcome)
    )
    summary = sentence[:SUMMARY_LENGTH]
    if not edit.is_undoing:  # an undoing marks the change it undid, and is none itself
        AgendaChange.objects.create(
            meeting=edit.meeting,
            summary=summary,
            before=was,
            after=now,
            changed_at=edit.at,
            changed_by_id=edit.actor.user_id,
            changed_by_name=edit.actor.name,
        )
    tick(edit.meeting)
    record(
        verb="agenda_changed",
        target=edit.meeting,
        actor=edit.actor,
        at=edit.at,
        reason=edit.reason,
        detail={"summary": summary},
    )
    tell_of_items(edit.meeting, now.get("items", {}))


def tick(meeting: Meeting) -> None:
    """Count a change of the agenda; the counter is no part of the meeting's history."""
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)


def tell_of_items(meeting: Meeting, changes: dict[str, Row | None]) -> None:
    """Tell other rooms of items that came, went or changed what they turn upon."""
    item_ids = sorted(
        int(key) for key, row in changes.items() if row is None or TOLD & row.keys()
    )
    if item_ids:
        tell("agenda_item_changed", {"meeting_id": meeting.pk, "item_ids": item_ids})


def _number_late_items(edit: AgendaEdit, after: AgendaState) -> None:
    """Give late items their letters at once: a number that was shown is never reused."""
    numbers = after.numbers()
    late = [pk for pk in numbers if not after.items[pk]["frozen_number"]]
    if not late:
        return
    items = list(AgendaItem.objects.filter(pk__in=late))
    for item in items:
        item.frozen_number = after.items[item.pk]["frozen_number"] = numbers[item.pk]
    bulk_update(
        AgendaItem,
        items,
        ["frozen_number"],
        edit.because("Late item numbered"),
        actor=edit.actor,
    )


def _keep_declarations_first(edit: AgendaEdit, after: AgendaState) -> None:
    """Declarations come before business and cannot be taken away (AGD-08, MTG-4)."""
    if not edit.is_undoing and _declares(edit.before) > _declares(after):
        raise RuleBroken(
            "MTG-4",
            "Declarations of interest stay on every agenda: the item cannot be removed,"
            " deferred, withdrawn or taken in private.",
        )
    early = _out_of_order(after)
    if early is None or _out_of_order(edit.before) is not None:
        return
    raise RuleBroken(
        "MTG-4",
        f"Declarations of interest come before business: “{after.items[early]['title']}”"
        " cannot stand before them; only the welcome and the quorum may.",
    )


def _declares(state: AgendaState) -> bool:
    return any(
        row["standing"] == StandingItem.DECLARATIONS
        and row["state"] == ItemState.LIVE
        and row["part"] == Part.ONE
        and row["parent_id"] is None
        for row in state.items.values()
    )


def _out_of_order(state: AgendaState) -> int | None:
    return declarations_problem(
        state.placed(),
        declarations=StandingItem.DECLARATIONS,
        may_precede=BEFORE_DECLARATIONS,
    )
