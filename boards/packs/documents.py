"""The pages a pack has of its own."""

from __future__ import annotations

from boards.packs.presenters.printed import (
    AgendaPages,
    FrontPage,
    pages_words,
    withdrawn_words,
)
from boards.packs.rules import Run
from boards.packs.rules.copies import left_out_words
from ics_portal.core.pdf import PdfDocument


def front_document(front: FrontPage, *, title: str) -> PdfDocument:
    """The front page. Apart from the agenda, so that a new version number, which
    stands here, does not have the agenda set again."""
    return PdfDocument(
        "pdf/packs/front.html", {"front": front}, "front.pdf", f"{title}, front page"
    )


def agenda_document(agenda: AgendaPages, *, title: str) -> PdfDocument:
    """The agenda of one edition."""
    return PdfDocument(
        "pdf/packs/agenda.html", {"agenda": agenda}, "agenda.pdf", f"{title}, agenda"
    )


def tombstone_document(run: Run, *, asks_whom: str) -> PdfDocument:
    """The sheet that stands for pages withdrawn after issue."""
    item = run.entry.item
    number = item.number if item else ""
    words = withdrawn_words(run)
    return PdfDocument(
        "pdf/packs/tombstone.html",
        {
            "pages_words": words,
            "item_number": number,
            "item_title": run.entry.title,
            "note": run.entry.note,
            "asks_whom": asks_whom,
        },
        "withdrawn.pdf",
        f"Item {number}: {words}",
    )


def not_published_document(run: Run, *, asks_whom: str) -> PdfDocument:
    """The sheet that stands for pages the public does not get."""
    item = run.entry.item
    number = item.number if item else ""
    return PdfDocument(
        "pdf/packs/not_published.html",
        {
            "pages_words": pages_words(run),
            "item_number": number,
            "item_title": run.entry.title,
            "asks_whom": asks_whom,
        },
        "not-published.pdf",
        f"Item {number}: {pages_words(run)} not published",
    )


def left_out_document(run: Run, *, asks_whom: str) -> PdfDocument:
    """The sheet of a reader's copy that stands for pages withheld from the reader."""
    words = left_out_words(run)
    return PdfDocument(
        "pdf/packs/left_out.html",
        {
            "words": words,
            "item_number": run.entry.item.number if run.entry.item else "",
            "item_title": run.entry.title,
            "asks_whom": asks_whom,
        },
        "withheld.pdf",
        words,
    )
