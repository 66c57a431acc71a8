"""A table as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

# What a spreadsheet would take for a formula, and run (OWASP, "CSV injection"); the wide
# forms are the same to one that is set to Chinese or Japanese.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")

_BYTE_ORDER_MARK = (
    "\ufeff"  # without it Excel reads the file in the machine's own letters
)


def csv_cell(value: object) -> str:
    """The value as a cell holds it: text as it is, nothing as an empty cell.

    Text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers
    are no text and stay, so that -5 remains a figure.
    """
    if value is None:
        return ""
    words = str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return words
    return f"'{words}" if words.startswith(_STARTS_A_FORMULA) else words


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Header and rows as CSV (RFC 4180: commas, double quotes, CRLF), without a mark."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([csv_cell(words) for words in header])
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return out.getvalue()


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """A download in UTF-8 with a byte order mark; ``filename`` ends in ``.csv``.

    Days go in as ``date`` and come out as ``2022-07-01``.
    """
    response = HttpResponse(
        (_BYTE_ORDER_MARK + csv_text(header, rows)).encode(),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
