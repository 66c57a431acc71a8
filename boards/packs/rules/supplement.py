"""Late papers: where their pages go in an issued pack whose own numbers stay.

A new run of pages follows the page it comes after and is lettered: 14a, 14b. What was
replaced or withdrawn keeps its numbers: one sheet bears them and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from boards.packs.enums import Edition, EntryKind
from boards.packs.rules.changes import Change, ChangeKind
from boards.packs.rules.entries import (
    AGENDA_KEY,
    FRONT_KEY,
    Entry,
    entries_of,
    log_of,
    says,
)
from boards.packs.rules.pages import Run, label_span
from boards.packs.rules.snapshot import ItemThen, PlaceThen, Snapshot
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible

SUPPLEMENT_KEY = "supplement"
"""The front sheet of the supplement by itself."""

OWN_PREFIX = "S"
"""The pages of that sheet are S1, S2, so that no number of the pack is used twice."""

PARTS = {Edition.MEMBERS: 1, Edition.PRIVATE: 2}
LONDON = ZoneInfo("Europe/London")
_LABEL = re.compile(r"(?P<part>P?)(?P<number>\d+)(?P<letters>[a-z]*)")
_OUR_OWN = (FRONT_KEY, AGENDA_KEY)


def clean_late(reason: str, agreed_by: str) -> tuple[str, str]:
    """Both as they are kept; raises RuleBroken unless somebody says why and who agreed."""
    reason, agreed_by = visible(reason).strip(), visible(agreed_by).strip()
    if not reason:
        raise RuleBroken(
            "PACK-7",
            "Say why this comes after the pack. It is printed on the supplement.",
            field="late_reason",
        )
    if not agreed_by:
        raise RuleBroken(
            "PACK-7",
            "Name the person presiding who agreed to take it late.",
            field="late_agreed_by",
        )
    return reason, agreed_by


@dataclass(frozen=True, slots=True)
class Slot:
    """One run in its place, before its pages are counted.

    ``entry`` is None for pages withdrawn, which ``gone`` lists. ``place`` is where an
    entry that was issued stands.
    """

    entry: Entry | None = None
    place: PlaceThen | None = None
    gone: tuple[PlaceThen, ...] = ()

    @property
    def is_lettered(self) -> bool:
        """Whether it was put in after the first issue; a new one always is."""
        return self.issued is None or bool(_begins(self.issued)[2])

    @property
    def issued(self) -> PlaceThen | None:
        """Where it, or the first of what is gone, stands in the issued pack."""
        return self.gone[0] if self.gone else self.place


def slots_of(
    snapshot: Snapshot, edition: Edition, entries: Iterable[Entry]
) -> list[Slot]:
    """The order of one part with its supplement: issued pages where they are, each new
    run behind what it follows, or behind the pages it takes the place of."""
    then = snapshot.supplement
    places = then.places.get(edition, ()) if then else ()
    entries = list(entries)
    by_key = {entry.key: entry for entry in entries}
    slots = _issued(places, by_key, snapshot)
    previous: Slot | None = None
    for entry in entries:
        slot = next((s for s in slots if s.entry is entry), None)
        if slot is None:
            slot = Slot(entry)
            behind = _tombstone_of(entry.key, slots) or previous
            slots.insert(_index_behind(behind, slots), slot)
        previous = slot
    return slots


def brings_anything(snapshot: Snapshot) -> bool:
    """Whether any page is new, replaced or withdrawn."""
    return any(
        slot.place is None
        for edition, part in PARTS.items()
        for slot in slots_of(snapshot, edition, entries_of(snapshot, part))
        if slot.entry is None or slot.entry.paper is not None
    )


def supplemented_entries(snapshot: Snapshot, edition: Edition) -> tuple[Entry, ...]:
    """The entries of one part in the order of its pages, before any is counted."""
    entries = entries_of(snapshot, PARTS[edition])
    if not snapshot.supplement or not snapshot.supplement.places.get(edition):
        return entries
    pages = {entry.key: 1 for entry in entries}
    runs = supplemented(snapshot, edition, entries, pages)
    return tuple(run.entry for run in runs)


def _issued(
    places: Sequence[PlaceThen], entries: Mapping[str, Entry], snapshot: Snapshot
) -> list[Slot]:
    slots: list[Slot] = []
    for place in places:
        entry = entries.get(place.key)
        if place.kind == EntryKind.TOMBSTONE:
            slots.append(Slot(_kept_tombstone(place, snapshot), place))
        elif entry is not None and _stays(place, entry, log_of(snapshot, entry)):
            slots.append(Slot(entry, place))
        elif slots and slots[-1].gone and _one_sheet(slots[-1].gone[-1], place):
            slots[-1] = replace(slots[-1], gone=(*slots[-1].gone, place))
        else:
            slots.append(Slot(gone=(place,)))
    return slots


def _stays(place: PlaceThen, entry: Entry, log: Mapping[str, Any] | None) -> bool:
    return place.key in _OUR_OWN or place.says == says(entry, log)


def _one_sheet(before: PlaceThen, place: PlaceThen) -> bool:
    """Whether one sheet stands for both: cover sheet and paper, alike in confidence."""
    part, number, ordinal = _parsed(before.last_label)
    follows = (part, number, ordinal + 1) if ordinal else (part, number + 1, 0)
    return (
        before.paper_id == place.paper_id
        and before.confidential == place.confidential
        and _begins(place) == follows
    )


def _kept_tombstone(place: PlaceThen, snapshot: Snapshot) -> Entry:
    return Entry(
        place.key,
        EntryKind.TOMBSTONE,
        place.title,
        _item(place.item_id, snapshot),
        note=place.note,
        withheld=_is_withheld(place, snapshot),
    )


def _is_withheld(place: PlaceThen, snapshot: Snapshot) -> bool:
    """Also where the paper has become confidential since: its old title is not said."""
    now = next((p for p in snapshot.papers if p.paper_id == place.paper_id), None)
    return place.confidential or (now is not None and now.confidential)


def _item(item_id: int | None, snapshot: Snapshot) -> ItemThen | None:
    return next((item for item in snapshot.items if item.item_id == item_id), None)


def _tombstone_of(key: str, slots: Sequence[Slot]) -> Slot | None:
    return next(
        (slot for slot in slots if any(place.key == key for place in slot.gone)), None
    )


def _index_behind(slot: Slot | None, slots: Sequence[Slot]) -> int:
    """Behind it and all that was put in there before: letters only ever go on."""
    if slot is None:
        return len(slots)
    index = slots.index(slot) + 1
    while index < len(slots) and slots[index].is_lettered:
        index += 1
    return index


def supplemented(
    snapshot: Snapshot,
    edition: Edition,
    entries: Iterable[Entry],
    pages: Mapping[str, int],
    *,
    agenda_over: int = 0,
) -> tuple[Run, ...]:
    """The runs of one part with its supplement.

    ``agenda_over`` is how many pages the longest agenda of any edition has beyond its
    numbers: letters after it are the same in all. Raises RuleBroken where a page that
    was issued would need more numbers than it has.
    """
    slots = slots_of(snapshot, edition, entries)
    runs: list[Run] = []
    for index, slot in enumerate(slots):
        if slot.place is not None and slot.entry is not None:
            runs.append(_standing(slot.entry, slot.place, slots[index + 1 :], pages))
        elif slot.entry is not None:
            runs.append(_put_in(slot.entry, runs[-1], pages, agenda_over))
        else:
            runs.append(_tombstone(slot.gone, snapshot))
    return _with_notes(runs, slots, snapshot)


def _standing(
    entry: Entry,
    place: PlaceThen,
    behind: Sequence[Slot],
    pages: Mapping[str, int],
) -> Run:
    """A run where it was issued."""
    part, first, ordinal = _begins(place)
    if entry.kind == EntryKind.TOMBSTONE:
        return replace(_span_run(entry, place, place), is_new=False)
    sheets = pages[entry.key]
    if ordinal:
        _check_room(entry, sheets, place.pages)
        return Run(entry, ordinal, sheets, sheets, f"{part}{first}", letters=True)
    numbers = _numbers(place, first, behind)
    if sheets <= numbers:
        return Run(entry, first, sheets, sheets, part)
    over = sheets - numbers
    _check_room(entry, over, _letters_free(behind))
    return Run(entry, first, sheets, numbers, part, over=over)


def _numbers(place: PlaceThen, first: int, behind: Sequence[Slot]) -> int:
    """How many numbers it has: up to the next number that was issued."""
    for slot in behind:
        if slot.issued is not None:
            _, number, ordinal = _begins(slot.issued)
            if not ordinal:
                return number - first
    return _parsed(place.last_label)[1] - first + 1


def _letters_free(behind: Sequence[Slot]) -> int | None:
    """Letters no issued page has, right behind; None where all are free."""
    place = behind[0].issued if behind else None
    ordinal = _begins(place)[2] if place else 0
    return ordinal - 1 if ordinal else None


def _check_room(entry: Entry, wanted: int, there_is: int | None) -> None:
    if there_is is not None and wanted > there_is:
        raise RuleBroken(
            "PACK-9",
            f"{entry.title} would be longer than when it was issued, and its numbers are"
            " taken. Build the whole pack again instead.",
        )


def _put_in(
    entry: Entry, before: Run, pages: Mapping[str, int], agenda_over: int
) -> Run:
    """A new run behind another: its letters go on from those already given."""
    sheets = pages[entry.key]
    if before.letters:
        return Run(
            entry, before.last + 1, sheets, sheets, before.prefix, True, is_new=True
        )
    used = agenda_over if before.entry.key == AGENDA_KEY else before.over
    number = f"{before.prefix}{before.last}"
    return Run(entry, used + 1, sheets, sheets, number, True, is_new=True)


def _tombstone(gone: Sequence[PlaceThen], snapshot: Snapshot) -> Run:
    first = gone[0]
    entry = Entry(
        f"gone-{first.first_label}",
        EntryKind.TOMBSTONE,
        first.title,
        _item(first.item_id, snapshot),
        withheld=any(_is_withheld(place, snapshot) for place in gone),
    )
    return _span_run(entry, first, gone[-1])


def _span_run(entry: Entry, first: PlaceThen, last: PlaceThen) -> Run:
    """One sheet with the numbers from one place to another."""
    part, number, ordinal = _begins(first)
    _, last_number, last_ordinal = _parsed(last.last_label.split("–")[-1])
    if ordinal:
        count = last_ordinal - ordinal + 1
        return Run(
            entry, ordinal, 1, count, f"{part}{number}", letters=True, is_new=True
        )
    return Run(entry, number, 1, last_number - number + 1, part, is_new=True)


def _with_notes(
    runs: Sequence[Run], slots: Sequence[Slot], snapshot: Snapshot
) -> tuple[Run, ...]:
    """Tell the sheet which pages take its place, and those pages whose place it is."""
    then = snapshot.supplement
    if then is None:
        return tuple(runs)
    noted = list(runs)
    for index, (run, slot) in enumerate(zip(runs, slots, strict=True)):
        if not slot.gone:
            continue
        keys = {place.key for place in slot.gone}
        taking = [n for n, each in enumerate(runs) if each.entry.key in keys]
        instead = ""
        if taking:
            first, last = runs[taking[0]], runs[taking[-1]]
            instead = label_span(first.begins, last.ends)
            for n in taking:
                entry = replace(noted[n].entry, instead_of=run.words)
                noted[n] = replace(noted[n], entry=entry)
        note = _note(snapshot.asked_at.astimezone(LONDON).date(), then.reason, instead)
        noted[index] = replace(run, entry=replace(run.entry, note=note))
    return tuple(noted)


def _note(on: date, reason: str, instead: str) -> str:
    day = f"{on.day} {on:%B %Y}"
    reason = reason if reason[-1:] in ".!?" else f"{reason}."
    if not instead:
        return f"Withdrawn on {day}. {reason}"
    are = "Pages" if "–" in instead else "Page"
    takes = "take" if are == "Pages" else "takes"
    return f"Replaced on {day}. {reason} {are} {instead} {takes} their place."


def _begins(place: PlaceThen) -> tuple[str, int, int]:
    """The first number it bears; a sheet that stands for pages is labelled with a span."""
    return _parsed(place.first_label.split("–")[0])


def _parsed(label: str) -> tuple[str, int, int]:
    """``P14c`` as ("P", 14, 3); 0 where it has no letter."""
    found = _LABEL.fullmatch(label)
    if found is None:
        raise TypeError(f"{label} is no page label of a pack.")
    letters = found["letters"]
    ordinal = 0
    if letters:
        ordinal = (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1
    return found["part"], int(found["number"]), ordinal


def supplement_changes(
    snapshot: Snapshot, edition: Edition, runs: Iterable[Run]
) -> tuple[Change, ...]:
    """What the change sheet lists, from what this edition prints and nothing else.

    The public is told nothing of part 2, and of nothing what it was called before.
    """
    then = snapshot.supplement
    if then is None:
        return ()
    return (
        *_items_added(snapshot, edition, then.items),
        *(_told(group) for group in _by_paper(run for run in runs if run.is_new)),
    )


def _items_added(
    snapshot: Snapshot, edition: Edition, before: Sequence[int]
) -> Iterable[Change]:
    part = {Edition.PUBLIC: (1,), Edition.MEMBERS: (1, 2), Edition.PRIVATE: (2,)}
    for item in snapshot.items:
        if item.item_id in before or item.part not in part[edition]:
            continue
        title = item.public_title if edition == Edition.PUBLIC else item.title
        words = f"Item {item.number}, {title}, added to the agenda."
        yield Change(ChangeKind.ADDED, item.number, words)


def _by_paper(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """A cover sheet and its paper are told in one sentence."""
    group: list[Run] = []
    for run in runs:
        if group and not (
            run.entry.paper
            and group[-1].entry.paper
            and run.entry.paper.paper_id == group[-1].entry.paper.paper_id
            and run.goes_on(group[-1])
        ):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _told(runs: Sequence[Run]) -> Change:
    first, last = runs[0], runs[-1]
    item = first.entry.item.number if first.entry.item else ""
    span = label_span(first.begins, last.ends)
    pages = f"{'pages' if '–' in span else 'page'} {span}"
    if first.is_withheld:
        return Change(ChangeKind.ADDED, item, f"Item {item}: {pages}, not published.")
    if first.is_left_out:
        words = f"Item {item}: {pages}, withheld from this copy."
        return Change(ChangeKind.ADDED, item, words)
    title = last.entry.title
    if last.entry.kind == EntryKind.COVER_SHEET:
        title = f"cover sheet of {title}"
    name = f"Item {item}, {title}"
    if first.is_gone:
        replaced = first.entry.note.startswith("Replaced")
        done = "replaced" if replaced else "withdrawn"
        are = "are" if "–" in span else "is"
        return Change(ChangeKind.WITHDRAWN, item, f"{name}: {pages} {are} {done}.")
    instead = first.entry.instead_of
    if instead:
        takes = "take" if "–" in span else "takes"
        words = f"{name}: {pages} {takes} the place of {instead}."
        return Change(ChangeKind.REPLACED, item, words)
    return Change(ChangeKind.ADDED, item, f"{name}: {pages}.")
