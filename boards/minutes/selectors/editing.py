"""What the editor types into, and who wrote last."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404

from boards.meetings.selectors import read_agenda
from boards.minutes.enums import EntryKind
from boards.minutes.models import MinuteEntry, Minutes, MinutesMark

DISCUSSION = "discussion-"
ENTRY = "entry-"


def discussion_key(item_id: int) -> str:
    """The key of the one discussion an item has."""
    return f"discussion:{item_id}"


def typed_fields(minutes: Minutes) -> dict[str, str]:
    """Every field of the editor with its stored HTML: ``discussion-<item>`` for each item
    of the part, ``entry-<id>`` for each sentence from the record."""
    items = [
        line.item_id
        for line in read_agenda(minutes.meeting).numbered
        if line.part == minutes.part
    ]
    fields = {f"{DISCUSSION}{item_id}": "" for item_id in items}
    for entry in minutes.entries.all():
        if entry.kind == EntryKind.DISCUSSION and entry.item_id is not None:
            fields[f"{DISCUSSION}{entry.item_id}"] = entry.text
        else:
            fields[f"{ENTRY}{entry.pk}"] = entry.text
    return fields


def entry_of_field(minutes: Minutes, field: str) -> MinuteEntry | None:
    """The stored entry a field of the editor is, if there is one."""
    if field.startswith(DISCUSSION):
        key = discussion_key(int(field.removeprefix(DISCUSSION)))
        return minutes.entries.filter(key=key).first()
    return minutes.entries.filter(pk=int(field.removeprefix(ENTRY))).first()


def who_wrote(minutes: Minutes, field: str) -> tuple[int, str, datetime] | None:
    """User id, name and moment of the last change of a field; None where unknown."""
    entry = entry_of_field(minutes, field)
    last = entry.history.first() if entry else None
    if last is None or last.history_user_id is None:
        return None
    user = get_user_model().objects.filter(pk=last.history_user_id).first()
    return last.history_user_id, str(getattr(user, "name", user)), last.history_date


def mark_or_404(minutes: Minutes, mark_id: int) -> MinutesMark:
    """A mark of the chair on these minutes."""
    return get_object_or_404(MinutesMark.objects.filter(minutes=minutes), pk=mark_id)
