"""What declarations print."""

from __future__ import annotations

from declarations.presenters.registers import Register
from ics_portal.core.pdf import PdfDocument

TITLE = "Register of interests"


def register_document(
    register: Register,
    *,
    title: str = TITLE,
    lines: tuple[str, ...] = (),
    is_extract: bool = False,
) -> PdfDocument:
    """A register in print. ``lines`` say what it is: published when, of which meeting.

    An extract, as it stands in a pack, has the interests alone.
    """
    return PdfDocument(
        template="pdf/declarations/register.html",
        context={
            "register": register,
            "heading": title,
            "lines": lines,
            "is_extract": is_extract,
        },
        filename=f"register-of-interests-{register.as_on}.pdf",
        title=f"{title}, {register.body}, {register.day_words}",
    )
