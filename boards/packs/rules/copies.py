"""A reader's copy: the pack without what is withheld from that person (PACK-10).

A copy is made from the parts that its reader may have. In the place of each run of pages
that is left out stands one sheet with the numbers of all of them, so that no number that
follows moves and “page 31” is the same page for everybody round the table.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from boards.packs.enums import EntryKind
from boards.packs.rules.changes import Contents
from boards.packs.rules.entries import Entry
from boards.packs.rules.pages import Run, label_span
from boards.packs.rules.snapshot import Snapshot

NOT_RULED = "until there is a ruling"
ON_ANOTHER_ITEM = " on another item"


@dataclass(frozen=True, slots=True, order=True)
class Omission:
    """An item whose papers are left out. ``by`` says whose ruling that is, as the sheet
    prints it after “withheld from this copy”: ``by ruling of the Independent Chair``."""

    item_id: int
    by: str = NOT_RULED


Omissions = tuple[Omission, ...]


def ruled_by_words(office: str, name: str) -> str:
    """``by ruling of the Chair``; the name where no office was written down; without
    either nobody has ruled yet."""
    if office:
        article = "" if office.casefold().startswith("the ") else "the "
        return f"by ruling of {article}{office}"
    return f"by ruling of {name}" if name else NOT_RULED


def omissions_key(omissions: Iterable[Omission]) -> str:
    """SHA-256 that names a set: the same for the same items left out by the same words."""
    rows = sorted((each.item_id, each.by) for each in omissions)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def distinct_sets(
    omissions_of: Mapping[int, Iterable[Omission]], item_ids: Collection[int]
) -> dict[Omissions, tuple[int, ...]]:
    """The people who get the same copy, by what is left out of it.

    ``omissions_of`` holds what is withheld from each person, by person id; only items in
    ``item_ids``, which have pages in the edition, count. Whoever nothing is left out for
    needs no copy and is not in the result.
    """
    sets: dict[Omissions, list[int]] = {}
    for person_id in sorted(omissions_of):
        kept = {each for each in omissions_of[person_id] if each.item_id in item_ids}
        if kept:
            sets.setdefault(tuple(sorted(kept)), []).append(person_id)
    return {omissions: tuple(people) for omissions, people in sets.items()}


def without(runs: Sequence[Run], omissions: Iterable[Omission]) -> tuple[Run, ...]:
    """The runs of a copy: each stretch of an omitted item becomes one sheet.

    The sheet knows the item by the title it has on the agenda, and nothing of the papers
    but how many pages there are.
    """
    by = {each.item_id: each.by for each in omissions}
    kept: list[Run] = []
    ordinals: dict[int, int] = {}
    for item_id, group in groupby(runs, key=lambda run: _omitted_item(run, by)):
        if item_id is None:
            kept.extend(group)
            continue
        for stretch in _stretches(group):
            ordinal = ordinals[item_id] = ordinals.get(item_id, 0) + 1
            key = f"left-out-{item_id}-{ordinal}"
            kept.append(_sheet_for(stretch, key, by[item_id]))
    return tuple(kept)


def _omitted_item(run: Run, by: Mapping[int, str]) -> int | None:
    item = run.entry.item
    return item.item_id if item is not None and item.item_id in by else None


def _stretches(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """Runs whose numbers follow each other; pages put in later are apart, as a
    supplement brings them."""
    together: list[Run] = []
    for run in runs:
        before = together[-1] if together else None
        if before and not (run.goes_on(before) and run.is_new == before.is_new):
            yield together
            together = []
        together.append(run)
    yield together


def _sheet_for(runs: Sequence[Run], key: str, by: str) -> Run:
    first, last = runs[0], runs[-1]
    item = first.entry.item
    title = item.title if item else ""
    return replace(
        first,
        entry=Entry(key, EntryKind.LEFT_OUT, title, item, note=by),
        sheets=1,
        numbers=last.last - first.first + 1,
        over=last.over,
    )


def left_out_words(run: Run) -> str:
    """``Pages 31–46, item 6: withheld from this copy by ruling of the Chair``"""
    pages = label_span(run.begins, run.ends)
    number = run.entry.item.number if run.entry.item else ""
    noun = "Page" if run.begins == run.ends else "Pages"
    return f"{noun} {pages}, item {number}: withheld from this copy {run.entry.note}"


def left_out_lines(
    runs: Iterable[Run], log: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """What is missing from a copy and by whose ruling, one line a stretch of pages; then
    how many lines of the log of part 2 are."""
    lines = [left_out_words(run) for run in runs if run.is_left_out]
    if count := (log or {}).get("withheld", 0):
        lines.append(f"Action log of part 2: {_actions(count)} withheld from this copy")
    return tuple(lines)


def _actions(count: int) -> str:
    return f"{count} action{'' if count == 1 else 's'}"


def copy_words(runs: Iterable[Run]) -> str:
    """``copy without item 6``; ``copy without items 6 and 9``; where only lines of the
    log are left out, ``copy without some actions``"""
    numbers = list(
        dict.fromkeys(
            run.entry.item.number for run in runs if run.is_left_out and run.entry.item
        )
    )
    if not numbers:
        return "copy without some actions"
    if len(numbers) < 2:
        return f"copy without item {''.join(numbers)}"
    return f"copy without items {', '.join(numbers[:-1])} and {numbers[-1]}"


def snapshot_without(snapshot: Snapshot, omissions: Iterable[Omission]) -> Snapshot:
    """The snapshot as its reader may know it: the agenda is whole, and of the papers left
    out there is not even a title."""
    ids = {each.item_id for each in omissions}
    papers = tuple(paper for paper in snapshot.papers if paper.item_id not in ids)
    log = snapshot.log if any(paper.is_log for paper in papers) else None
    private = None if snapshot.private_log_item in ids else snapshot.private_log
    private = private and log_without(private, ids)
    then = snapshot.supplement
    if then is not None:
        then = replace(
            then,
            places={
                edition: tuple(place for place in places if place.item_id not in ids)
                for edition, places in then.places.items()
            },
        )
    return replace(
        snapshot, papers=papers, log=log, private_log=private, supplement=then
    )


def log_without(log: Mapping[str, Any], ids: Collection[int]) -> Mapping[str, Any]:
    """The log without the actions of these items, which it counts instead."""
    kept = [row for row in log["rows"] if row.get("item_id") not in ids]
    if count := len(log["rows"]) - len(kept):
        return {**log, "rows": kept, "withheld": count}
    return log


def manifest_without(
    manifest: Mapping[str, Any], omissions: Iterable[Omission], keys: Collection[str]
) -> dict[str, Any]:
    """An earlier version's manifest with only what this copy may be compared with.

    ``keys`` are the entries left out now: one that stood at another item before would be
    named as withdrawn.
    """
    ids = {each.item_id for each in omissions}
    entries = [
        entry
        for entry in manifest["entries"]
        if entry["item_id"] not in ids and entry["key"] not in keys
    ]
    return {**manifest, "entries": entries}


def wrong_inputs(
    contents: Contents,
    omissions: Iterable[Omission],
    *,
    logged: Collection[int] = (),
) -> list[str]:
    """Point 1 of the release check: the entries that a copy must not have, in words.

    Everything of an omitted item but its sheets is wrong, and so is a sheet for an item
    that is not omitted, or for another reason. Items ``logged`` are of earlier meetings:
    they have lines in the log and no sheet.
    """
    by = {each.item_id: each.by for each in omissions}
    faults = []
    sheets = set()
    for entry in contents.entries:
        is_sheet = entry.kind == EntryKind.LEFT_OUT
        omitted = entry.item_id is not None and entry.item_id in by
        if is_sheet and omitted and entry.note == by[entry.item_id or 0]:
            sheets.add(entry.item_id)
        elif is_sheet:
            faults.append(f"Item {entry.item}: a sheet of another copy is in it.")
        elif omitted:
            faults.append(f"Item {entry.item}: pages that are withheld are in it.")
    if missing := len(by.keys() - sheets - set(logged)):
        faults.append(f"{missing} of the items left out have no sheet in it.")
    return faults


__all__ = [
    "NOT_RULED",
    "ON_ANOTHER_ITEM",
    "Omission",
    "Omissions",
    "copy_words",
    "distinct_sets",
    "left_out_lines",
    "left_out_words",
    "log_without",
    "manifest_without",
    "omissions_key",
    "ruled_by_words",
    "snapshot_without",
    "without",
    "wrong_inputs",
]
