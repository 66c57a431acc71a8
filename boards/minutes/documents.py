"""The printed minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ics_portal.core.files.names import clean_name
from ics_portal.core.pdf import PdfDocument

TEMPLATE = "pdf/minutes/minutes.html"


def minutes_document(words: Mapping[str, Any]) -> PdfDocument:
    """The minutes from their plain values (``presenters.minutes_words``)."""
    heading = words["heading"]
    title = f"{heading['title']}, {heading['day']}"
    if heading["part"]:
        title += ", part 2"
    if words["marking"]:
        title += f" ({words['marking'].lower()})"
    return PdfDocument(
        template=TEMPLATE,
        context={"minutes": words},
        filename=clean_name(f"{title}.pdf"),
        title=title,
    )
