"""Sections: the headings that group items; they bear no number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from boards.meetings.models import AgendaItem, AgendaSection, Meeting
from boards.meetings.rules import clean_title, place
from boards.meetings.rules.words import SECTION_LENGTH, one_line
from boards.meetings.services.changing import AgendaEdit, changing_agenda
from boards.meetings.services.closing import place_of_closing
from boards.meetings.services.moves import ISSUED
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_create,
    bulk_update,
    create_with_reason,
    delete_with_reason,
    save_with_reason,
)
from ics_portal.core.errors import EditConflict, RuleBroken


def add_section(
    *, meeting: Meeting, title: str, actor: Actor, at: datetime, reason: str = ""
) -> AgendaSection:
    """Add a section at the end of the agenda."""
    with changing_agenda(meeting=meeting, actor=actor, at=at, reason=reason) as edit:
        name = clean_title(title, limit=SECTION_LENGTH)
        _refuse_namesake(edit, name)
        siblings = _in_order(edit)
        section = create_with_reason(
            AgendaSection,
            edit.because("Section added"),
            actor=actor,
            meeting=edit.meeting,
            title=name,
            sort_key=place(siblings, [0], len(siblings))[0],
        )
        edit.say(f"Added the section {section.title}.")
    return section


def add_sections(edit: AgendaEdit, titles: Sequence[str]) -> list[AgendaSection]:
    """Add sections in one go, above the closing one; at the end where there is none.

    Titles are clean and no namesakes: the caller saw to it.
    """
    siblings = _in_order(edit)
    closing = place_of_closing(edit)
    keys = place(
        siblings,
        [-1 - turn for turn in range(len(titles))],
        len(siblings) if closing is None else closing,
    )
    moved = list(AgendaSection.objects.filter(pk__in=[pk for pk in keys if pk > 0]))
    for row in moved:
        row.sort_key = keys[row.pk]
    reason = edit.because("Section added")
    bulk_update(AgendaSection, moved, ["sort_key"], reason, actor=edit.actor)
    new = [
        AgendaSection(meeting=edit.meeting, title=title, sort_key=keys[-1 - turn])
        for turn, title in enumerate(titles)
    ]
    return bulk_create(AgendaSection, new, reason, actor=edit.actor)


def rename_section(
    *,
    section: AgendaSection,
    title: str,
    was: str | None,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Change a section's heading; EditConflict when somebody else did meanwhile."""
    with changing_agenda(
        meeting=section.meeting, actor=actor, at=at, reason=reason
    ) as edit:
        now = edit.before.sections[edit.section(section.pk)]["title"]
        name = clean_title(title, limit=SECTION_LENGTH)
        if name == now:
            return
        if was is not None and one_line(was) != now:
            raise EditConflict(
                "The section was renamed after you opened this page.",
                field="title",
                mine=name,
                theirs=now,
            )
        _refuse_namesake(edit, name, but=section.pk)
        row = AgendaSection.objects.get(pk=section.pk)
        row.title = name
        save_with_reason(row, edit.because("Section renamed"), actor=actor)
        edit.say(f"The section {now} is now called {name}.")


def move_section(
    *, section: AgendaSection, step: int, actor: Actor, at: datetime
) -> None:
    """Move a section with all its items one place up (-1) or down (1)."""
    with changing_agenda(
        meeting=section.meeting, actor=actor, at=at, when_frozen=ISSUED
    ) as edit:
        order = edit.before.section_order()
        here = order.index(edit.section(section.pk))
        if not 0 <= here + step < len(order):
            where = "first" if step < 0 else "last"
            raise RuleBroken("MTG-2", f"This section is already the {where}.")
        others = [pair for pair in _in_order(edit) if pair[0] != section.pk]
        keys = place(others, [section.pk], here + step)
        rows = list(AgendaSection.objects.filter(pk__in=keys))
        for row in rows:
            row.sort_key = keys[row.pk]
        bulk_update(AgendaSection, rows, ["sort_key"], "Section moved", actor=actor)
        title = edit.before.sections[section.pk]["title"]
        edit.say(f"The section {title} is now number {here + step + 1} in order.")


def remove_section(
    *,
    section: AgendaSection,
    actor: Actor,
    at: datetime,
    move_items_to: AgendaSection | None = None,
) -> None:
    """Remove a heading; its items go to the end of ``move_items_to``, in their order.

    Raises RuleBroken when it has items and no section is named for them.
    """
    with changing_agenda(
        meeting=section.meeting, actor=actor, at=at, when_frozen=ISSUED
    ) as edit:
        edit.section(section.pk)
        if any(row["section_id"] == section.pk for row in edit.before.items.values()):
            _move_items(edit, section.pk, move_items_to)
        row = AgendaSection.objects.get(pk=section.pk)
        delete_with_reason(row, "Section removed", actor=actor)
        edit.say(f"Removed the section {row.title}.")


def _move_items(edit: AgendaEdit, section_id: int, to: AgendaSection | None) -> None:
    if to is None or to.pk == section_id:
        raise RuleBroken(
            "MTG-9",
            "This section has items: choose the section they go to.",
            field="move_items_to",
        )
    target = edit.section(to.pk, field_name="move_items_to")
    moving = [
        pk for pk, _ in edit.before.siblings(section_id=section_id, parent_id=None)
    ]
    siblings = edit.before.siblings(section_id=target, parent_id=None)
    keys = place(siblings, moving, len(siblings))
    items = list(AgendaItem.objects.filter(section_id=section_id))
    for item in items:
        item.section_id = target
        item.sort_key = keys.get(item.pk, item.sort_key)
    bulk_update(
        AgendaItem,
        items,
        ["section_id", "sort_key"],
        "Section removed",
        actor=edit.actor,
    )


def _in_order(edit: AgendaEdit) -> list[tuple[int, int]]:
    sections = edit.before.sections
    return [(pk, sections[pk]["sort_key"]) for pk in edit.before.section_order()]


def _refuse_namesake(edit: AgendaEdit, title: str, but: int | None = None) -> None:
    for pk, row in edit.before.sections.items():
        if pk != but and row["title"].casefold() == title.casefold():
            raise RuleBroken(
                "MTG-7",
                f"There is already a section called {row['title']}.",
                field="title",
            )
