"""The printed cover sheet."""

from __future__ import annotations

from boards.papers.rules import SheetForPrint
from ics_portal.core.files.names import clean_name
from ics_portal.core.pdf import PdfDocument

TEMPLATE = "pdf/papers/cover_sheet.html"


def cover_sheet_document(sheet: SheetForPrint) -> PdfDocument:
    """The sheet as the pack sets it; equal sheets give equal bytes."""
    return PdfDocument(
        template=TEMPLATE,
        context={"sheet": sheet},
        filename=clean_name(f"{sheet.title[:100]}, cover sheet.pdf"),
        title=f"{sheet.title}, cover sheet",
    )
