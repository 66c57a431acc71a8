"""A register as a file, inside and in public: CSV, JSON, PDF."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from declarations.documents import register_document
from declarations.presenters.register_files import (
    CSV_HEADER,
    GIFTS_HEADER,
    csv_rows,
    gift_csv_rows,
)
from declarations.presenters.registers import Register
from declarations.presenters.whole_register import register_on
from declarations.selectors.as_on import Asked
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files.names import content_disposition
from ics_portal.core.pdf import render_pdf
from ics_portal.core.web.csv import csv_response

FORMATS = ("csv", "json", "pdf")
MOST_PRINTED = 200
"""Rows printed while somebody waits; more are read in the other files, and in the printed
file of a published register."""


def register_file(asked: Asked, *, body: str, part: str, kind: str) -> HttpResponse:
    """The whole register as a file. Raises RuleBroken (REG-2) where it is too long to be
    printed at once."""
    register = register_on(asked, body=body)
    name = f"register-of-{part}-{register.as_on}"
    if kind == "csv" and part == "gifts":
        return csv_response(f"{name}.csv", GIFTS_HEADER, gift_csv_rows(register.gifts))
    if kind == "csv":
        return csv_response(f"{name}.csv", CSV_HEADER, csv_rows(register.interests))
    if kind == "json":
        return JsonResponse(register.to_public())
    return _printed(register)


def _printed(register: Register) -> HttpResponse:
    rows = len(register.interests) + len(register.gifts)
    if rows > MOST_PRINTED:
        raise RuleBroken(
            "REG-2",
            f"This register has {rows:,} entries, and {MOST_PRINTED} are printed at"
            " once. Look for a name or an organisation, or take it as a CSV file.",
            field="q",
        )
    document = register_document(
        register, lines=("This is not a register that was published.",)
    )
    answer = HttpResponse(render_pdf(document), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition(document.filename, inline=True)
    return answer
