"""Where new business goes: above what closes the agenda (MTG-11)."""

from __future__ import annotations

from boards.meetings.enums import ItemState
from boards.meetings.rules import closing_place, closing_section
from boards.meetings.services.changing import AgendaEdit


def place_of_closing(edit: AgendaEdit) -> int | None:
    """How many sections stand above the closing one; None where there is none."""
    return closing_section(
        [
            (edit.before.sections[pk]["title"], _standings(edit, pk))
            for pk in edit.before.section_order()
        ]
    )


def section_for_business(edit: AgendaEdit) -> int | None:
    """The id of the section above the closing one, or of the one that holds the close.

    None on an agenda that nothing closes.
    """
    order = edit.before.section_order()
    closing = place_of_closing(edit)
    if closing is not None:
        return order[closing - 1]
    for pk in order:
        standings = _standings(edit, pk)
        if closing_place(standings) < len(standings):
            return pk
    return None


def _standings(edit: AgendaEdit, section_id: int) -> list[str]:
    return [
        edit.before.items[pk]["standing"]
        for pk, _ in edit.before.siblings(section_id=section_id, parent_id=None)
        if edit.before.items[pk]["state"] == ItemState.LIVE
    ]
