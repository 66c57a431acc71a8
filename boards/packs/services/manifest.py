"""The manifest: what a finished file holds, so that it can be proved later."""

from __future__ import annotations

from typing import Any

from boards.packs.rules import Snapshot, accessible_words
from boards.packs.services.assembly import Assembled
from boards.packs.services.layout import EditionLayout
from ics_portal.core.pdf.record import ENGINE

MANIFEST_EDITION = 1


def manifest_of(
    snapshot: Snapshot, layout: EditionLayout, assembled: Assembled
) -> dict[str, Any]:
    """Everything said of one file, as JSON.

    It is made from what the edition holds and from nothing else, so it can go wherever
    the file goes. Moments are those of the asking: two builds of one snapshot are equal.
    """
    result = assembled.result
    return {
        "manifest": MANIFEST_EDITION,
        "title": assembled.plan.title,
        "meeting": {
            "id": snapshot.meeting.meeting_id,
            "body": snapshot.meeting.body,
            "held_on": snapshot.meeting.held_on.isoformat(),
        },
        "edition": layout.edition.value,
        "kind": layout.kind.value,
        "version": snapshot.version,
        "asked_at": snapshot.asked_at.isoformat(),
        "asked_by": snapshot.asked_by,
        "engine": ENGINE,
        "file": {
            "sha256": result.sha256,
            "size": result.size,
            "pages": result.pages,
            "page_labels": list(result.page_labels),
            "tagged_pages": result.tagged_pages,
            "states_pdf_ua": result.claims_ua,
            "structure_faults": list(assembled.faults),
        },
        "accessible": {
            "papers": len(layout.access),
            "accessible": layout.accessible_papers,
            "words": accessible_words(layout.accessible_papers, len(layout.access)),
        },
        "agenda": [item.to_json() for item in layout.contents.items],
        "entries": [entry.to_json() for entry in layout.contents.entries],
        "since_version": layout.since,
        "changes": [change.to_json() for change in layout.changes],
    }
