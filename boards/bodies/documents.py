"""What this room prints."""

from __future__ import annotations

from boards.bodies.presenters.functions import MapPage
from ics_portal.core.pdf import PdfDocument


def functions_map_document(
    page: MapPage,
    *,
    system: str,
    heading: str,
    lines: tuple[str, ...],
    chapters: tuple[tuple[str, str], ...] = (),
    filename: str,
) -> PdfDocument:
    """The functions and decisions map of a system. ``lines`` say its day, its version
    and who approved it; ``chapters`` are (heading, text)."""
    return PdfDocument(
        template="pdf/bodies/functions_map.html",
        context={
            "page": page,
            "system": system,
            "heading": heading,
            "lines": lines,
            "chapters": chapters,
        },
        filename=filename,
        title=f"{heading}, {system}",
    )
