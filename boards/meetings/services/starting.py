"""Many items at once: the usual agenda, the last meeting's, a pasted table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localdate

from boards.bodies.models import Purpose
from boards.meetings.enums import BEFORE_DECLARATIONS, ItemState, StandingItem
from boards.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    Meeting,
)
from boards.meetings.rules import (
    clean_title,
    minutes_title,
    split_owners,
    standing_of,
)
from boards.meetings.rules.words import SECTION_LENGTH, one_line
from boards.meetings.selectors import earlier_agenda, meeting_before, read_agenda
from boards.meetings.services.changing import AgendaEdit, changing_agenda
from boards.meetings.services.closing import section_for_business
from boards.meetings.services.inserting import (
    DEFAULT_SECTION,
    ItemDraft,
    Newcomer,
    clean_draft,
    insert_items,
)
from boards.meetings.services.sections import add_sections
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken

MAX_ROWS = 300
"""Rows added at once; more is a mistake of the clipboard."""


@dataclass(frozen=True, slots=True)
class RowToAdd:
    """An item under a section heading; a sub-item belongs to the item before it."""

    section_title: str
    draft: ItemDraft
    is_sub_item: bool = False


def start_from_template(
    *, meeting: Meeting, template: AgendaTemplate, actor: Actor, at: datetime
) -> list[AgendaItem]:
    """Fill an empty agenda with the body's usual sections and standing items (AGD-08)."""
    with changing_agenda(meeting=meeting, actor=actor, at=at) as edit:
        _must_be_empty(edit)
        if template.body_id != edit.meeting.body_id:
            raise RuleBroken(
                "MTG-9", "Choose a template of this body.", field="template"
            )
        rows = list(template.rows.all())
        words = _purposes_by_word(edit)
        sections = _sections(edit, [row.section_title for row in rows])
        drafts = [
            RowToAdd(
                row.section_title,
                ItemDraft(
                    title=row.title,
                    owners=split_owners(row.owners),
                    purpose_ids=_ids(words, row.purpose_word),
                    item_format=row.item_format,
                    minutes=row.minutes,
                    standing=row.standing,
                ),
            )
            for row in rows
            if row.title
        ]
        items = _insert(edit, _with_previous_day(edit, drafts), sections)
        edit.say(f"Started from {template.name}: {len(items)} items.")
    return items


def start_from_last_meeting(
    *,
    meeting: Meeting,
    actor: Actor,
    at: datetime,
    earlier: Meeting | None = None,
) -> list[AgendaItem]:
    """Fill an empty agenda with the sections and items of the body's last meeting.

    ``earlier`` names another meeting of the body. What was deferred or withdrawn, late
    letters, organisations and decisions on confidential papers are not taken over.
    """
    with changing_agenda(meeting=meeting, actor=actor, at=at) as edit:
        _must_be_empty(edit)
        source = earlier or earlier_agenda(edit.meeting)
        if source is None or source.body_id != edit.meeting.body_id:
            raise RuleBroken("MTG-9", "There is no earlier agenda of this body.")
        reading = read_agenda(source)
        sections = _sections(edit, [section.title for section in reading.sections])
        titles = {section.pk: section.title for section in reading.sections}
        live = [
            item
            for item in reading.items
            if item.state == ItemState.LIVE and item.pk in reading.numbers
        ]
        rows = [
            RowToAdd(
                titles[item.section_id],
                ItemDraft(
                    title=item.title,
                    owners=tuple(
                        owner.role_title for owner in reading.owners.get(item.pk, ())
                    ),
                    purpose_ids=tuple(
                        purpose.pk for purpose in reading.purposes.get(item.pk, ())
                    ),
                    item_format=item.item_format,
                    minutes=item.minutes,
                    standing=item.standing,
                    part=item.part,
                    private_reason=item.private_reason,
                    open_title=item.open_title,
                ),
                is_sub_item=item.parent_id is not None,
            )
            for item in live
        ]
        items = _insert(edit, _with_previous_day(edit, rows), sections)
        edit.say(
            f"Started from the agenda of {source.held_on:%-d %B %Y}: {len(items)} items."
        )
    return items


def add_items_from_rows(
    *,
    meeting: Meeting,
    rows: Sequence[RowToAdd],
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> list[AgendaItem]:
    """Add the rows of a pasted table; new sections go above the closing one.

    A row without a section title goes to the last that takes business (MTG-11). All rows
    are added or none: RuleBroken says which row is at fault.
    """
    with changing_agenda(meeting=meeting, actor=actor, at=at, reason=reason) as edit:
        if not rows:
            raise RuleBroken("MTG-7", "There are no rows to add.", field="table")
        if len(rows) > MAX_ROWS:
            raise RuleBroken(
                "MTG-7",
                f"Paste {MAX_ROWS} rows or fewer at a time; these are {len(rows)}.",
                field="table",
            )
        _check_rows(rows)
        rows = _with_standing(edit, rows)
        sections = _sections(edit, [row.section_title for row in rows])
        items = _insert(edit, rows, sections)
        noun = "item" if len(items) == 1 else "items"
        edit.say(f"Added {len(items)} {noun} at once.")
    return items


def _check_rows(rows: Sequence[RowToAdd]) -> None:
    for position, row in enumerate(rows, start=1):
        try:
            clean_draft(row.draft)
        except RuleBroken as problem:
            raise RuleBroken(
                problem.rule_id,
                f"Row {position}: {problem.message}",
                field=f"row-{position}-{problem.field}",
            ) from problem


def _with_previous_day(edit: AgendaEdit, rows: Sequence[RowToAdd]) -> list[RowToAdd]:
    """The item for the minutes names the meeting they are of, from the record (MIN-16)."""
    before = meeting_before(edit.meeting, today=localdate(edit.at))
    day = f"{before.held_on:%-d %B %Y}" if before else ""
    return [
        replace(
            row, draft=replace(row.draft, title=minutes_title(row.draft.title, day))
        )
        if row.draft.standing == StandingItem.MINUTES and not row.is_sub_item
        else row
        for row in rows
    ]


def _must_be_empty(edit: AgendaEdit) -> None:
    count = len(edit.before.items)
    if count:
        raise RuleBroken(
            "MTG-9",
            f"This agenda already has {count} {'item' if count == 1 else 'items'};"
            " only an empty one can be started from another.",
        )


def _purposes_by_word(edit: AgendaEdit) -> dict[str, int]:
    purposes = Purpose.objects.filter(body_id=edit.meeting.body_id, retired=False)
    return {purpose.word.casefold(): purpose.pk for purpose in purposes}


def _ids(words: dict[str, int], text: str) -> tuple[int, ...]:
    """The purposes named in ``Note / Approve``; unknown words are left out."""
    named = (word.strip().casefold() for word in text.split("/"))
    return tuple(words[word] for word in named if word in words)


def _sections(edit: AgendaEdit, titles: Iterable[str]) -> dict[str, int]:
    """Section ids by their titles in small letters; missing ones are added in order."""
    known = {
        edit.before.sections[pk]["title"].casefold(): pk
        for pk in edit.before.section_order()
    }
    wanted: dict[str, str] = {}
    for title in filter(str.strip, titles):
        name = clean_title(title, field="section", limit=SECTION_LENGTH)
        wanted.setdefault(name.casefold(), name)
    new = [title for key, title in wanted.items() if key not in known]
    for row in add_sections(edit, new):
        known[row.title.casefold()] = row.pk
    return known


def _with_standing(edit: AgendaEdit, rows: Sequence[RowToAdd]) -> list[RowToAdd]:
    """Recognise standing items by title, each once, and put declarations up front."""
    taken = {
        row["standing"]
        for row in edit.before.items.values()
        if row["state"] == ItemState.LIVE
    }
    known: list[RowToAdd] = []
    for row in rows:
        standing = standing_of(row.draft.title)
        if row.is_sub_item or standing in taken or standing == StandingItem.NONE:
            known.append(row)
            continue
        taken.add(standing)
        known.append(_as_standing(row, standing))
    return _declarations_first(edit, known)


def _as_standing(row: RowToAdd, standing: str) -> RowToAdd:
    draft = row.draft
    return RowToAdd(
        row.section_title,
        ItemDraft(
            title=draft.title,
            owners=draft.owners,
            purpose_ids=draft.purpose_ids,
            item_format=draft.item_format,
            minutes=draft.minutes,
            standing=standing,
        ),
    )


def _declarations_first(edit: AgendaEdit, rows: list[RowToAdd]) -> list[RowToAdd]:
    """Move the declarations row to the first section where business would precede it."""
    for index, row in enumerate(rows):
        if row.draft.standing != StandingItem.DECLARATIONS:
            continue
        early = any(
            other.draft.standing not in BEFORE_DECLARATIONS for other in rows[:index]
        )
        order = edit.before.section_order()
        first = edit.before.sections[order[0]]["title"] if order else ""
        if early or edit.before.items:
            rows[index] = RowToAdd(first or rows[0].section_title, row.draft)
        break
    return rows


def _insert(
    edit: AgendaEdit, rows: Sequence[RowToAdd], sections: dict[str, int]
) -> list[AgendaItem]:
    order = edit.before.section_order()
    was_empty = not edit.before.items
    fallback = section_for_business(edit) or (order[-1] if order else None)
    newcomers: list[Newcomer] = []
    parent: int | None = None
    for index, row in enumerate(rows):
        named = sections.get(one_line(row.section_title).casefold())
        section_id = named or fallback
        if section_id is None:
            section_id = fallback = _sections(edit, [DEFAULT_SECTION]).popitem()[1]
        if row.is_sub_item and parent is not None:
            section_id = newcomers[parent].section_id
        else:
            parent = index
        newcomers.append(
            Newcomer(
                row.draft,
                section_id,
                parent_index=parent if parent != index else None,
                above_closing=named is None and not was_empty,
            )
        )
    return insert_items(edit, newcomers)
