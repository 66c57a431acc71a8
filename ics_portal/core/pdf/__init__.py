"""PDF in and out: render our own pages, read uploads, assemble packs.

No models live here, and nothing here knows of meetings or papers.
"""

from ics_portal.core.pdf.assemble import assemble
from ics_portal.core.pdf.errors import (
    AssemblyError,
    DamagedPdf,
    EmptyPdf,
    EncryptedPdf,
    FontMissing,
    PdfRefused,
    StalePart,
    TooComplicated,
    TooManyPages,
    UnknownContentsLink,
)
from ics_portal.core.pdf.look import first_page_picture, text_per_page
from ics_portal.core.pdf.normalise import normalise_part
from ics_portal.core.pdf.pages import (
    LabelRun,
    LabelStyle,
    consecutive,
    inserted_after,
)
from ics_portal.core.pdf.plan import (
    AssembledEntry,
    AssemblyPlan,
    AssemblyResult,
    PlannedPart,
)
from ics_portal.core.pdf.record import (
    Finding,
    LeftBehind,
    Level,
    OutlineNode,
    PageRecord,
    PartRecord,
)
from ics_portal.core.pdf.release import ReleaseFault, release_check
from ics_portal.core.pdf.render import PdfDocument, render_pdf

__all__ = [
    "AssembledEntry",
    "AssemblyError",
    "AssemblyPlan",
    "AssemblyResult",
    "DamagedPdf",
    "EmptyPdf",
    "EncryptedPdf",
    "Finding",
    "FontMissing",
    "LabelRun",
    "LabelStyle",
    "LeftBehind",
    "Level",
    "OutlineNode",
    "PageRecord",
    "PartRecord",
    "PdfDocument",
    "PdfRefused",
    "PlannedPart",
    "ReleaseFault",
    "StalePart",
    "TooComplicated",
    "TooManyPages",
    "UnknownContentsLink",
    "assemble",
    "consecutive",
    "first_page_picture",
    "inserted_after",
    "normalise_part",
    "release_check",
    "render_pdf",
    "text_per_page",
]
