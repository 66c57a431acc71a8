"""The scheme of delegation of a place as its page and its file print it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from boards.bodies.enums import HeldBy
from boards.bodies.presenters.structure import Chip, chip_of
from boards.bodies.rules.facts import SchemeLineFact
from boards.bodies.rules.scheme import Scheme, scheme_outcome
from ics_portal.core.money import pounds

NOT_SAID = "Not said"
SHORT = {HeldBy.RETAINED: "Partner", HeldBy.PLACE: "Place", HeldBy.NOT_APPLICABLE: "–"}
"""What a cell of the matrix has room for; the key under it says what each word means."""


@dataclass(frozen=True, slots=True)
class SchemeCell:
    """A function of a partner. ``words`` is short, ``meaning`` the same in full."""

    function: str
    words: str
    meaning: str
    limit: str
    note: str
    since: date | None
    is_gap: bool


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner with a cell for each function; ``open`` counts what is not settled."""

    partner_id: int
    partner: str
    cells: tuple[SchemeCell, ...]
    open: int


@dataclass(frozen=True, slots=True)
class SchemePage:
    """The matrix of a day with its verdict."""

    functions: tuple[str, ...]
    rows: tuple[PartnerRow, ...]
    settled: int
    open: int
    chip: Chip
    words: str

    CSV_HEADER = (
        "Partner",
        "Function",
        "Who has it",
        "Limit",
        "Note",
        "From",
        "Day shown",
    )


def scheme_page(scheme: Scheme) -> SchemePage:
    """Partners down, functions across."""
    outcome = scheme_outcome(scheme)
    rows = tuple(_row(scheme, partner.id, partner.name) for partner in scheme.partners)
    every = len(scheme.partners) * len(scheme.functions)
    gaps = len(scheme.gaps)
    return SchemePage(
        functions=tuple(one.name for one in scheme.functions),
        rows=rows,
        settled=every - gaps,
        open=gaps,
        chip=chip_of(outcome.verdict),
        words=outcome.words,
    )


def _row(scheme: Scheme, partner_id: int, partner: str) -> PartnerRow:
    cells = tuple(
        _cell(one.name, scheme.lines.get((one.id, partner_id), ()))
        for one in scheme.functions
    )
    return PartnerRow(partner_id, partner, cells, sum(1 for one in cells if one.is_gap))


def _cell(function: str, lines: tuple[SchemeLineFact, ...]) -> SchemeCell:
    if not lines:
        return SchemeCell(function, NOT_SAID, NOT_SAID, "", "", None, True)
    held = [HeldBy(line.held_by) for line in lines]
    return SchemeCell(
        function=function,
        words=" and ".join(SHORT[one] for one in held),
        meaning=" and ".join(str(one.label) for one in held),
        limit=" and ".join(pounds(one.limit) for one in lines if one.limit is not None),
        note="; ".join(line.note for line in lines if line.note),
        since=lines[0].starts_on,
        is_gap=len(lines) > 1,
    )


def scheme_csv(page: SchemePage, day: date) -> Iterator[tuple[object, ...]]:
    """A row for each function and partner, gaps among them."""
    for row in page.rows:
        for cell in row.cells:
            yield (
                row.partner,
                cell.function,
                cell.meaning,
                cell.limit,
                cell.note,
                cell.since,
                day,
            )
