"""Declarations of interest in the minutes: four facts, and every leaving (DOI-12, 13)."""

from __future__ import annotations

from collections.abc import Iterable

from boards.minutes.rules.people import absence_sentence
from boards.minutes.rules.record import Absence, Item, Record, RulingFact
from boards.minutes.rules.wording import bare, sentence

NONE_DECLARED = "No interests were declared."


def declarations_paragraph(
    ruling: RulingFact, item: Item | None, absences: Iterable[Absence] = ()
) -> str:
    """Who declared, at what point, the nature, the decision and action; then each
    leaving and return with its time. The nature and the decision are the ruling's words.
    """
    about = f"item {item.number}, {item.title}" if item else "an item of this meeting"
    point = "At the start of the meeting" if ruling.at_start else "At the item"
    declared = f"{point} {ruling.name} declared an interest in {about}: "
    told = [
        sentence(declared + bare(ruling.nature)),
        _decided(ruling),
        *(absence_sentence(absence) for absence in absences),
    ]
    return " ".join(told)


def _decided(ruling: RulingFact) -> str:
    """The ruling's own sentence; words that begin small are led in by who decided."""
    words = bare(ruling.words)
    if words[:1].islower():
        return sentence(f"{ruling.ruled_by} decided: {words}")
    return sentence(words)


def at_start(record: Record) -> list[tuple[str, str]]:
    """Key and paragraph of each declaration made at the start, for this part's items."""
    return [
        (f"declared:{ruling.item_id}:{ruling.key}", _paragraph(record, ruling))
        for ruling in record.rulings
        if ruling.at_start and record.is_here(ruling.item_id)
    ]


def at_items(record: Record) -> list[tuple[str, int, str]]:
    """Key, item and paragraph of each declaration made when its item was reached."""
    return [
        (
            f"declared:{ruling.item_id}:{ruling.key}",
            ruling.item_id,
            _paragraph(record, ruling),
        )
        for ruling in record.rulings
        if not ruling.at_start and record.is_here(ruling.item_id)
    ]


def _paragraph(record: Record, ruling: RulingFact) -> str:
    absences = [
        absence
        for absence in record.absences
        if absence.item_id == ruling.item_id and absence.name == ruling.name
    ]
    return declarations_paragraph(ruling, record.item(ruling.item_id), absences)
