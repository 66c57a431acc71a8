"""Whether a build still says what the meeting says."""

from __future__ import annotations

from dataclasses import replace

from boards.packs.rules.snapshot import ItemThen, Snapshot


def agenda_differences(then: Snapshot, now: Snapshot) -> list[str]:
    """What the printed agenda would say otherwise now, in sentences; [] for nothing.

    Everything the agenda prints counts, the heading and the next meeting too.
    """
    differences = []
    if _heading(then) != _heading(now):
        differences.append("the heading of the meeting is another.")
    before = {item.item_id: item for item in then.items}
    after = {item.item_id: item for item in now.items}
    for item in now.items:
        old = before.get(item.item_id)
        if old is None:
            differences.append(f"{item.title} was added.")
        elif old != item:
            differences.append(_item_words(old, item))
    differences += [
        f"{item.title} was taken off."
        for item in then.items
        if item.item_id not in after
    ]
    return differences


def _heading(snapshot: Snapshot) -> object:
    # The chair may be found on the day, and is not worth a new pack.
    return replace(snapshot.meeting, chair="")


def _item_words(old: ItemThen, new: ItemThen) -> str:
    if old.number != new.number:
        return f"{new.title} is item {new.number}, not {old.number}."
    if old.part != new.part:
        return f"item {new.number} is in part {new.part}, not part {old.part}."
    return f"item {new.number}, {new.title}, was changed."


def paper_differences(then: Snapshot, now: Snapshot) -> list[str]:
    """Papers that are newer, missing or gone in the build, in sentences."""
    before = {paper.paper_id: paper for paper in then.papers if not paper.left_out}
    after = {paper.paper_id: paper for paper in now.papers if not paper.left_out}
    numbers = {item.item_id: item.number for item in now.items}
    differences = []
    for paper in after.values():
        place = f"Item {numbers.get(paper.item_id, '')}, {paper.title},"
        old = before.get(paper.paper_id)
        if old is None:
            differences.append(f"{place} came after this build and is not in it.")
        elif old.part_sha256 != paper.part_sha256:
            differences.append(
                f"{place} has a newer file than the one in this build:"
                f" version {paper.version_number}."
            )
        elif old.sheet != paper.sheet:
            differences.append(f"{place} has a changed cover sheet.")
        elif old.confidential != paper.confidential:
            word = "is" if paper.confidential else "is no longer"
            differences.append(f"{place} {word} confidential since this build.")
    differences += [
        f"{paper.title} is in this build and was taken out since."
        for paper_id, paper in before.items()
        if paper_id not in after
    ]
    return differences
