"""From a layout to the engine's plan, and back."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from boards.packs.enums import Edition, EntryKind
from boards.packs.presenters.printed import (
    pack_title,
    running_foot,
    running_head,
    withdrawn_words,
)
from boards.packs.rules import Run, Snapshot
from boards.packs.services.layout import EditionLayout
from ics_portal.core.pdf import (
    AssemblyError,
    AssemblyPlan,
    AssemblyResult,
    LabelRun,
    LabelStyle,
    PlannedPart,
    assemble,
    inserted_after,
)
from ics_portal.core.pdf.plan import Progress
from ics_portal.core.pdf.walk import UNTAGGED, walk_pdf

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished file, what it was made by, and the kinds of fault our walk through its
    tags found."""

    result: AssemblyResult
    plan: AssemblyPlan
    faults: tuple[str, ...] = ()


def assemble_edition(
    snapshot: Snapshot,
    layout: EditionLayout,
    out: Path,
    *,
    on_part: Progress | None = None,
    name_room: bool = False,
) -> Assembled:
    """Put one edition together at ``out`` and walk through its tags.

    ``name_room`` leaves room for a reader's name on every page.

    A file with a fault is made once more without stating PDF/UA: members need their pack
    on the day, but it must not say of itself what is not so. Raises AssemblyError if it
    bears other page numbers than those the agenda promises: that must never be kept.
    """
    plan = replace(assembly_plan(snapshot, layout), name_room=name_room)
    result = assemble(plan, out, on_part=on_part)
    faults = tuple(
        sorted({fault.kind for fault in walk_pdf(out) if fault.kind != UNTAGGED})
    )
    if faults:
        log.error("The tags of %s have faults: %s", plan.title, ", ".join(faults))
        if result.claims_ua:
            plan = replace(plan, may_claim_ua=False)
            result = assemble(plan, out, on_part=on_part)
    promised = [(run.first_label, run.last_label) for run in layout.runs]
    if [(e.first_label, e.last_label) for e in result.entries] != promised:
        raise AssemblyError("The pages are not numbered as the agenda says.")
    return Assembled(result, plan, faults)


def assembly_plan(snapshot: Snapshot, layout: EditionLayout) -> AssemblyPlan:
    """What the engine is told of an edition. The date is that of the asking."""
    sheets = Counter(
        run.entry.item.item_id
        for run in layout.runs
        if run.entry.item and run.entry.kind == EntryKind.COVER_SHEET
    )
    title = pack_title(snapshot, layout.edition, by_itself=layout.is_by_itself)
    foot = running_foot(snapshot, layout.edition)
    if layout.copy_words:
        title, foot = f"{title}, {layout.copy_words}", f"{foot} · {layout.copy_words}"
    return AssemblyPlan(
        title=title,
        parts=tuple(_part(run, layout, sheets) for run in layout.runs),
        header=running_head(snapshot, layout.edition),
        footer=foot,
        pdf_date=snapshot.asked_at,
    )


def _part(run: Run, layout: EditionLayout, sheets: Counter[int]) -> PlannedPart:
    entry = run.entry
    stored = layout.parts[entry.key]
    item = entry.item
    public = layout.edition == Edition.PUBLIC
    title = ""
    if item is not None:
        title = item.public_title if public else item.title
    return PlannedPart(
        path=stored.path,
        record=stored.record,
        key=stored.record.key,
        title=_title(run, sheets),
        labels=_labels(run),
        bookmarks=(item.section, f"{item.number} {title}") if item else (),
        item_key=str(item.item_id) if item else "",
        # Only read out, as the words of a link to the item: "Item 10 Finance Report: …".
        item_label=f"Item {item.number} {title}:" if item else "",
        running_item=_running_item(run),
        stamp=entry.kind != EntryKind.FRONT,
    )


def _labels(run: Run) -> tuple[LabelRun, ...]:
    if run.stands_for_pages:
        return (LabelRun(LabelStyle.PREFIX_ONLY, run.words),)
    style = LabelStyle.LETTERS if run.letters else LabelStyle.DECIMAL
    labels = (LabelRun(style, run.prefix, run.first),)
    if not run.over:
        return labels
    beyond = inserted_after(f"{run.prefix}{run.last}")
    return (*labels, replace(beyond, from_page=run.numbers))


def _title(run: Run, sheets: Counter[int]) -> str:
    """The bookmark of the run itself; sheets are told apart where an item has several."""
    entry = run.entry
    if run.is_withheld:
        return f"Pages {run.words}, not published"
    if run.is_gone:
        return withdrawn_words(run)
    if run.is_left_out:
        return f"Pages {run.words}, withheld from this copy"
    if entry.kind == EntryKind.COVER_SHEET and entry.item is not None:
        several = sheets[entry.item.item_id] > 1
        return f"Cover sheet, {entry.title}" if several else "Cover sheet"
    return entry.title


def _running_item(run: Run) -> str:
    """At the top right: ``Item 7 · cover sheet``, ``Item 10 · ICS Finance Report``."""
    entry = run.entry
    if entry.item is None:
        return entry.title
    label = f"Item {entry.item.number}"
    if run.stands_for_pages:
        return label
    if entry.kind == EntryKind.COVER_SHEET:
        return f"{label} · cover sheet"
    return f"{label} · {entry.title}"
