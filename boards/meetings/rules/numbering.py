"""Numbers of agenda items: computed from their order, never typed.

Free numbers run 1 to n straight through the sections (AGD-04), sub-items take letters
(AGD-12), and part 2 goes on counting after part 1, so that nothing in part 1 shows a
gap. Once frozen a number is kept whatever moves; a late item takes the next letter never
used under the number it follows (docs/rules.md, MTG-2 and MTG-3).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

_NUMBER = re.compile(r"(\d+)([a-z]*)")


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """Where an item stands; ``section_key`` orders the sections (sort key, then id)."""

    item_id: int
    section_key: tuple[int, int]
    sort_key: int
    parent_id: int | None = None
    part: int = 1
    is_live: bool = True
    frozen_number: str = ""
    standing: str = ""


def letters(position: int) -> str:
    """Return the letter of the ``position``-th sub-item, from 1: a … z, aa, bb … zz, aaa.

    After z they double, as the page labels of a PDF do.
    """
    times, letter = divmod(position - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def split_number(number: str) -> tuple[int, int]:
    """Return the whole number and the letter's position: ``"10b"`` gives (10, 2)."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise ValueError(f"{number!r} is not the number of an agenda item")
    whole, tail = match.groups()
    if not tail:
        return int(whole), 0
    return int(whole), 26 * (len(tail) - 1) + ord(tail[0]) - ord("a") + 1


def agenda_order(items: Iterable[PlacedItem]) -> list[PlacedItem]:
    """Part 1 then part 2, by section, each item followed by its sub-items."""
    subs: dict[int, list[PlacedItem]] = defaultdict(list)
    tops: list[PlacedItem] = []
    for item in items:
        if item.parent_id is None:
            tops.append(item)
        else:
            subs[item.parent_id].append(item)
    ordered: list[PlacedItem] = []
    for top in sorted(tops, key=_place_of):
        ordered.append(top)
        ordered.extend(sorted(subs[top.item_id], key=_place_of))
    return ordered


def _place_of(item: PlacedItem) -> tuple[int, tuple[int, int], int, int]:
    return item.part, item.section_key, item.sort_key, item.item_id


def number_agenda(items: Iterable[PlacedItem]) -> dict[int, str]:
    """Return the number of each item that has one, by id, in agenda order.

    A deferred or withdrawn item has a number only if it was frozen with one. Where any
    number is frozen, a live item without one is a late item and takes a letter.
    """
    ordered = agenda_order(items)
    if any(item.frozen_number for item in ordered):
        return _late_numbers(ordered)
    return _free_numbers(ordered)


def _free_numbers(ordered: Sequence[PlacedItem]) -> dict[int, str]:
    numbers: dict[int, str] = {}
    count = letter = 0
    for item in ordered:
        if not item.is_live:
            continue
        if item.parent_id is None:
            count, letter = count + 1, 0
            numbers[item.item_id] = str(count)
        elif item.parent_id in numbers:
            letter += 1
            numbers[item.item_id] = f"{count}{letters(letter)}"
    return numbers


def _late_numbers(ordered: Sequence[PlacedItem]) -> dict[int, str]:
    given = {item.item_id: item.frozen_number for item in ordered if item.frozen_number}
    numbers = dict(given)
    for position, item in enumerate(ordered):
        if item.frozen_number or not item.is_live:
            continue
        base = _number_followed(ordered, position, numbers)
        numbers[item.item_id] = late_number(base, numbers.values())
    return {
        item.item_id: numbers[item.item_id]
        for item in ordered
        if item.item_id in numbers
    }


def _number_followed(
    ordered: Sequence[PlacedItem], position: int, numbers: Mapping[int, str]
) -> int | None:
    """The whole number a late item stands under.

    That of the nearest item before it in its part; for an item placed first, that of the
    nearest after it (there is no 0a); ``None`` where its part has no number yet. Parts
    are kept apart, since a letter used up in part 2 would show as a gap in part 1.
    """
    part = ordered[position].part
    neighbours = [*reversed(ordered[:position]), *ordered[position + 1 :]]
    for neighbour in neighbours:
        if neighbour.part == part and neighbour.item_id in numbers:
            return split_number(numbers[neighbour.item_id])[0]
    return None


def late_number(base: int | None, taken: Iterable[str]) -> str:
    """Return the next letter never used under ``base``; withdrawn ones stay used.

    ``late_number(7, ["7", "8"])`` is 7a; after 10a and 10b comes 10c. With no base, the
    next whole number.
    """
    used = [split_number(number) for number in taken]
    if base is None:
        return str(max((whole for whole, _ in used), default=0) + 1)
    highest = max((letter for whole, letter in used if whole == base), default=0)
    return f"{base}{letters(highest + 1)}"


def declarations_problem(
    items: Iterable[PlacedItem], *, declarations: str, may_precede: Iterable[str]
) -> int | None:
    """Return the id of the first item of business before the declarations, if any.

    ``declarations`` and ``may_precede`` are values of ``standing`` (AGD-08, docs/rules.md MTG-4). An agenda without declarations gives None.
    """
    permitted = set(may_precede)
    live = [item for item in agenda_order(items) if item.is_live]
    if all(item.standing != declarations for item in live):
        return None
    before = takewhile(lambda item: item.standing != declarations, live)
    early = (
        item.item_id
        for item in before
        if item.parent_id is None and item.standing not in permitted
    )
    return next(early, None)
