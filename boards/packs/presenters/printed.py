"""The words of the front page, the agenda and the sheets of a pack.

Made from the snapshot alone, so that the same snapshot prints the same words for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import groupby

from boards.packs.enums import Edition
from boards.packs.rules import (
    Change,
    ItemThen,
    PageSpan,
    Run,
    Snapshot,
    joined_spans,
    numbers_in_use,
)
from boards.packs.rules.copies import left_out_lines
from ics_portal.core.web.words import clock, longday

ENTRY_ADDRESS = "https://pack.invalid/entry/"
OWNERS_APART = " / "
PART_TWO_PUBLIC = "Part 2, heard in private"
FIRST_VERSION = "None to list: no version was issued to members before"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the front page."""

    caption: str
    words: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """``changes`` are sentences; empty in a first version."""

    system: str
    heading: str
    when: str
    where: str
    facts: tuple[Fact, ...]
    changes_heading: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that marks an item: ``kind`` is lock, late or plain."""

    words: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class PrintedSpan:
    """Pages of an item; without an address where there is nothing to go to."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item as the agenda prints it, in the five published columns and the page."""

    number: str
    title: str
    owners: str = ""
    purposes: str = ""
    format_words: str = ""
    is_sub_item: bool = False
    marks: tuple[Mark, ...] = ()
    pages: tuple[PrintedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaGroup:
    """The items under one heading."""

    title: str
    rows: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class AgendaPages:
    """The agenda of one edition."""

    heading: str
    lead: tuple[str, ...]
    groups: tuple[AgendaGroup, ...]
    next_meeting: str = ""
    accessibility: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """An edition laid out: its runs of pages, and those of part 2 beside it.

    ``part_keys`` gives the key under which a run's own bytes are known, by entry key; a
    run that is not in the file has none, and nothing leads to it.
    """

    edition: Edition
    runs: Sequence[Run]
    spans: Mapping[int, tuple[PageSpan, ...]]
    private_spans: Mapping[int, tuple[PageSpan, ...]]
    part_keys: Mapping[str, str]


def pack_title(snapshot: Snapshot, edition: Edition, *, by_itself: bool = False) -> str:
    """``Formal ICS Board, 2 December 2020, part 1``, as the PDF's title; ``by_itself``
    for a supplement alone."""
    meeting = snapshot.meeting
    part = "part 2, private" if edition == Edition.PRIVATE else "part 1"
    if edition == Edition.PUBLIC:
        part = "public papers"
    if by_itself and snapshot.supplement:
        part = f"{part}, supplement {snapshot.supplement.number}"
    day = longday(meeting.held_on).split(" ", 1)[1]
    return f"{meeting.meeting_type} {meeting.body}, {day}, {part}"


def running_head(snapshot: Snapshot, edition: Edition) -> str:
    """``ICS Board · 2 December 2020 · Part 1`` (PCK-02)."""
    meeting = snapshot.meeting
    day = longday(meeting.held_on).split(" ", 1)[1]
    part = "Part 2, private" if edition == Edition.PRIVATE else "Part 1"
    return f"{meeting.running_header or meeting.body} · {day} · {part}"


def running_foot(snapshot: Snapshot, edition: Edition) -> str:
    """``Version 2``, and whose copy it is where it is not the members'."""
    words = f"Version {snapshot.version}"
    if snapshot.supplement:
        words = f"{words} · supplement {snapshot.supplement.number}"
    return f"{words} · public copy" if edition == Edition.PUBLIC else words


def front_page(
    snapshot: Snapshot,
    laid: Laid,
    *,
    since: int | None,
    changes: Sequence[Change],
    moved_words: str = "",
    at_most: int = 10,
) -> FrontPage:
    """The front page of one edition. ``since`` is the issued version compared with, if
    any; a members' copy without one says that it is the first.
    of the changes ``at_most`` are printed and the rest counted."""
    meeting = snapshot.meeting
    return FrontPage(
        system=meeting.system,
        heading=f"{meeting.meeting_type} {meeting.body}",
        when=(
            f"{longday(meeting.held_on)},"
            f" {clock(meeting.starts_at)} to {clock(meeting.ends_at)}"
        ),
        where=meeting.place,
        facts=tuple(_facts(snapshot, laid, is_first=since is None)),
        changes_heading=_changes_heading(snapshot, since),
        changes=_changes(changes, moved_words, at_most) if since else (),
    )


def _changes_heading(snapshot: Snapshot, since: int | None) -> str:
    if snapshot.supplement:
        return f"Added by supplement {snapshot.supplement.number}"
    return f"Changed since version {since}" if since else ""


def change_sheet(
    snapshot: Snapshot, laid: Laid, changes: Sequence[Change]
) -> FrontPage:
    """The front of a supplement by itself: what is new, why it is late and who agreed."""
    then = snapshot.supplement
    if then is None:
        raise TypeError("Only a supplement has a change sheet.")
    front = front_page(snapshot, laid, since=then.base, changes=changes)
    kept = [fact for fact in front.facts if fact.caption in ("Part", "Questions")]
    made = snapshot.asked_at
    facts = (
        kept[0],
        Fact("Supplement", f"{then.number}, made {longday(made)}, {clock(made)}"),
        Fact("Added to", f"Version {then.base}: no page of it changes its number"),
        Fact("Why it is late", then.reason),
        Fact("Agreed by", f"{then.agreed_by}, presiding"),
        *kept[1:],
    )
    return replace(
        front,
        heading=f"{front.heading}: supplement {then.number}",
        facts=facts,
        changes_heading="What is new",
        changes=tuple(change.words for change in changes),
    )


def _facts(snapshot: Snapshot, laid: Laid, *, is_first: bool) -> Iterable[Fact]:
    made = snapshot.asked_at
    parts = {
        Edition.MEMBERS: "1, in public",
        Edition.PRIVATE: "2, private: for members only",
        Edition.PUBLIC: "1, as published",
    }
    yield Fact("Part", parts[laid.edition])
    yield Fact("Version", f"{snapshot.version}, made {longday(made)}, {clock(made)}")
    if is_first and laid.edition != Edition.PUBLIC:
        yield Fact("Changes", FIRST_VERSION)
    yield Fact("Pages", numbers_in_use(laid.runs))
    if laid.edition == Edition.PUBLIC and (words := _withheld(laid.runs)):
        yield Fact("Not published", words)
    if lines := left_out_lines(laid.runs):
        yield Fact("Not in this copy", "; ".join(lines))
    if laid.edition == Edition.MEMBERS and (words := _confidential(laid.runs)):
        yield Fact("Confidential", f"{words}. Please do not pass these pages on")
    if snapshot.meeting.asks_whom:
        yield Fact("Questions", snapshot.meeting.asks_whom)


def _withheld(runs: Sequence[Run]) -> str:
    """``Pages 29–36 (item 9), 45–62 (item 12)``"""
    return _pages_by_item([run for run in runs if run.is_withheld])


def _confidential(runs: Sequence[Run]) -> str:
    return _pages_by_item([run for run in runs if run.entry.confidential])


def _pages_by_item(runs: Sequence[Run]) -> str:
    """Neighbouring runs of one item are one span."""
    words = [
        f"{joined_spans(list(group))} (item {number})"
        for number, group in groupby(runs, key=_item_number)
    ]
    return f"Pages {', '.join(words)}" if words else ""


def _item_number(run: Run) -> str:
    return run.entry.item.number if run.entry.item else ""


def _changes(
    changes: Sequence[Change], moved_words: str, at_most: int
) -> tuple[str, ...]:
    if not changes:
        return ("Nothing but this page.",)
    shown = [change.words for change in changes[:at_most]]
    if rest := len(changes) - len(shown):
        shown.append(f"And {rest} more change{'' if rest == 1 else 's'}.")
    if moved_words:
        shown.append(moved_words)
    return tuple(shown)


def agenda_pages(
    snapshot: Snapshot, laid: Laid, *, accessibility: Sequence[str] = ()
) -> AgendaPages:
    """The agenda of an edition: five columns and the page (AGD-02), the next meeting at
    its foot (AGD-09). The public's names a private item by its public title alone."""
    meeting = snapshot.meeting
    day = f"{longday(meeting.held_on)}, {_hours(meeting.starts_at, meeting.ends_at)}"
    private = laid.edition == Edition.PRIVATE
    groups = _sections(snapshot.items_of(2 if private else 1), laid)
    if not private and (hidden := snapshot.items_of(2)):
        groups = (*groups, _part_two(hidden, laid))
    return AgendaPages(
        heading="Agenda, part 2" if private else "Agenda",
        lead=(
            f"{meeting.meeting_type} {meeting.long_name or meeting.body}",
            f"{day}, {meeting.place}",
            *([f"In the chair: {meeting.chair}"] if meeting.chair else []),
        ),
        groups=groups,
        next_meeting=next_meeting_words(snapshot),
        accessibility=tuple(accessibility),
    )


def _sections(items: Sequence[ItemThen], laid: Laid) -> tuple[AgendaGroup, ...]:
    return tuple(
        AgendaGroup(title, tuple(_line(item, laid) for item in group))
        for title, group in groupby(items, key=lambda item: item.section)
    )


def _line(item: ItemThen, laid: Laid) -> AgendaLine:
    title = item.public_title if laid.edition == Edition.PUBLIC else item.title
    return AgendaLine(
        number=item.number,
        title=title,
        owners=OWNERS_APART.join(item.owners),
        purposes=OWNERS_APART.join(item.purposes),
        format_words=item.format_words,
        is_sub_item=item.is_sub_item,
        marks=tuple(_marks(item, laid)),
        pages=tuple(
            PrintedSpan(span.words, _address(span, laid))
            for span in laid.spans.get(item.item_id, ())
        ),
    )


def _address(span: PageSpan, laid: Laid) -> str:
    key = laid.part_keys.get(span.key, "") if span.key else ""
    return f"{ENTRY_ADDRESS}{key}" if key else ""


def _marks(item: ItemThen, laid: Laid) -> Iterable[Mark]:
    if item.is_late:
        yield Mark("late item", "late")
    if item.item_id in {
        run.entry.item.item_id for run in laid.runs if run.is_new and run.entry.item
    }:
        yield Mark("new pages", "late")
    if item.state_words:
        yield Mark(item.state_words.lower())
    holds = {run.entry.item.item_id for run in laid.runs if run.entry.confidential and
             run.entry.item}  # fmt: skip
    if item.item_id in holds:
        yield Mark("confidential", "lock")


def _part_two(items: Sequence[ItemThen], laid: Laid) -> AgendaGroup:
    """Part 2 on the agenda of part 1. The public gets numbers and public titles; no
    section, no owner and no page, each of which could tell what the matter is."""
    if laid.edition == Edition.PUBLIC:
        rows = tuple(AgendaLine(item.number, item.public_title) for item in items)
        return AgendaGroup(PART_TWO_PUBLIC, rows)
    lines = []
    for item in items:
        spans = laid.private_spans.get(item.item_id, ())
        lines.append(
            AgendaLine(
                number=item.number,
                title=item.title,
                owners=OWNERS_APART.join(item.owners),
                purposes=OWNERS_APART.join(item.purposes),
                format_words=item.format_words,
                is_sub_item=item.is_sub_item,
                pages=tuple(PrintedSpan(span.words) for span in spans),
            )
        )
    return AgendaGroup("Part 2, private: pages P are in the part 2 file", tuple(lines))


def next_meeting_words(snapshot: Snapshot) -> str:
    """The sentence at the foot of the agenda (AGD-09)."""
    following = snapshot.meeting.next_meeting
    if following is None:
        return ""
    hours = _hours(following.starts_at, following.ends_at)
    return (
        f"Next meeting: {following.meeting_type}, {longday(following.held_on)}, {hours},"
        f" {following.place}."
    )


def _hours(start: time, end: time) -> str:
    return f"{clock(start)}–{clock(end)}"


def pages_words(run: Run) -> str:
    """``Pages 45 to 62 are`` or ``Page 45 is``, before "not published"."""
    if run.begins == run.ends:
        return f"Page {run.begins} is"
    return f"Pages {run.begins} to {run.ends} are"


def withdrawn_words(run: Run) -> str:
    """``Pages 15 to 20 were withdrawn``, or replaced, as the sheet says it."""
    done = "replaced" if run.entry.note.startswith("Replaced") else "withdrawn"
    if run.begins == run.ends:
        return f"Page {run.begins} was {done}"
    return f"Pages {run.begins} to {run.ends} were {done}"


__all__ = [
    "AgendaGroup",
    "AgendaLine",
    "AgendaPages",
    "Fact",
    "FrontPage",
    "Laid",
    "Mark",
    "PrintedSpan",
    "agenda_pages",
    "change_sheet",
    "front_page",
    "next_meeting_words",
    "pack_title",
    "pages_words",
    "running_foot",
    "running_head",
    "withdrawn_words",
]
