"""The documents that composition rules come from."""

from __future__ import annotations

SOURCES = {
    "000": "H&W design framework summary, June 2021",
    "001": "Wirral, January 2021 [headed 2020]",
    "002": "HIOW update, 2021",
    "003": "L&SC pack, 2 December 2020, with Integrating care, 26 November 2020",
    "004": "NHS Providers briefing, June 2021",
}
"""By the number in a rule's source: "000:66" is line 66 of the first."""


def source_words(source: str) -> str:
    """``000:66`` as ``H&W design framework summary, June 2021, line 66``.

    What has another form, such as a clause of a constitution, is kept as it is.
    """
    number, colon, line = source.partition(":")
    if not colon or number not in SOURCES:
        return source
    noun = "lines" if any(sign in line for sign in ",-") else "line"
    return f"{SOURCES[number]}, {noun} {line.replace(',', ', ')}"
