"""The documents that composition rules come from."""

from __future__ import annotations

from collections.abc import Iterable

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


_SHORT = {
    "000": "Design framework",
    "001": "Wirral paper",
    "002": "HIOW update",
    "003": "L&SC pack",
    "004": "NHS Providers briefing",
}


def short_sources(sources: Iterable[str]) -> str:
    """``000:66``, ``000:67`` and ``004:73`` as ``Design framework 66, 67; NHS Providers
    briefing 73``: for a table, where the full words stand elsewhere."""
    lines: dict[str, list[str]] = {}
    for source in sources:
        number, colon, line = source.partition(":")
        if colon and number in _SHORT:
            lines.setdefault(_SHORT[number], []).append(line.replace(",", ", "))
        else:
            lines.setdefault(source, [])
    return "; ".join(f"{name} {', '.join(at)}".strip() for name, at in lines.items())
