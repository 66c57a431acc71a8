"""Open what somebody uploaded, or refuse it in a sentence."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from ics_portal.core.pdf.errors import (
    DamagedPdf,
    EmptyPdf,
    EncryptedPdf,
    TooComplicated,
    TooManyPages,
)
from ics_portal.core.pdf.record import Finding, Level

logger = logging.getLogger(__name__)

# ISO 32000 asks for the header in the first bytes; readers look this far.
HEADER_WITHIN = 1024
# What pikepdf raises on files that are broken deeper than their table of objects.
BROKEN = (
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    pikepdf.DataDecodingError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    RuntimeError,
    RecursionError,
    OverflowError,
)


@contextmanager
def open_upload(path: Path) -> Iterator[tuple[pikepdf.Pdf, list[Finding]]]:
    """The opened file and what opening it told.

    Raises EmptyPdf, EncryptedPdf, TooComplicated or DamagedPdf. Anything that goes wrong while the
    caller works on a broken file comes out as DamagedPdf too, so that no upload can
    end in a page of program text.
    """
    with path.open("rb") as file:
        head = file.read(HEADER_WITHIN)
    if not head:
        raise EmptyPdf("This file is empty: it has no content at all.")
    if b"%PDF-" not in head:
        raise DamagedPdf("This is not a PDF, whatever its name says.")
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            yield pdf, _told_by_opening(pdf)
    except pikepdf.PasswordError as error:
        raise EncryptedPdf(
            "This PDF is locked with a password. Upload a copy without a password."
        ) from error
    except MemoryError as error:
        raise TooComplicated(
            "This PDF needs more memory than the portal gives to one paper. Print it to "
            "PDF again, or split it into several papers."
        ) from error
    except BROKEN as error:
        logger.warning("Refused a damaged PDF.", exc_info=True)
        raise DamagedPdf(
            "This PDF is damaged and could not be mended. Open it in the program it "
            "was made with, save it as PDF again, and upload the new file."
        ) from error


def _told_by_opening(pdf: pikepdf.Pdf) -> list[Finding]:
    told = []
    if pdf.is_encrypted:
        told.append(
            Finding(
                "OPEN-PROTECTED",
                Level.NOTE,
                "The file is protected against changes. The protection is not "
                "carried into the pack.",
            )
        )
    if pdf.get_warnings():
        told.append(
            Finding(
                "OPEN-REPAIRED",
                Level.NOTE,
                "The file was slightly damaged and has been repaired. "
                "Look at its pages before you rely on it.",
            )
        )
    return told


def pages_of(pdf: pikepdf.Pdf, limit: int) -> list[Dictionary]:
    """The page dictionaries in order. Raises EmptyPdf or TooManyPages."""
    declared = pdf.Root.Pages.get(Name.Count)
    if isinstance(declared, int) and declared > 50 * limit:
        raise TooManyPages(declared, limit)
    count = len(pdf.pages)
    if count == 0:
        raise EmptyPdf("This PDF has no pages.")
    if count > limit:
        raise TooManyPages(count, limit)
    return [page.obj for page in pdf.pages]
