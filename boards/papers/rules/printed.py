"""A cover sheet as it will print: every word fixed, nothing left to look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from boards.papers.enums import Answer, ConflictsAnswer, Implication, SheetFieldKind
from boards.papers.rules.sheet import FIXED, RouteStop, SheetValues
from boards.papers.rules.template import SheetField
from boards.papers.rules.wording import day_words

NOT_WRITTEN = "Not yet written."
LEFT_BLANK = "Left blank by the author."
TWO_TICKS = "More than one box is ticked on the sheet as it was received."


@dataclass(frozen=True, slots=True)
class PrintedTick:
    """One implication: which of Yes, No and N/A bear a tick, as found if imported."""

    question: str
    yes: bool
    no: bool
    na: bool

    @property
    def unclear(self) -> bool:
        """Whether there is more than one tick."""
        return self.yes + self.no + self.na > 1


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One field of the form. Which of the others is filled depends on ``kind``.

    ``rows`` are recommendations (verb, words) or forums (forum, date, outcome);
    ``columns`` are the headings of forums. ``note`` is small print under the part.
    """

    key: str
    caption: str
    kind: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    ticks: tuple[PrintedTick, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetForPrint:
    """Everything a printed cover sheet says; equal values print equal pages.

    ``meeting_day`` and ``written_on`` are words. ``body_asked`` is the body as the
    recommendations address it: "The ICS Board".
    """

    paper_id: int
    form: str
    title: str
    body: str
    meeting_day: str
    item_number: str
    presented_by: tuple[str, ...]
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    confidential: bool
    parts: tuple[PrintedPart, ...]
    body_asked: str = ""
    written_on: str = ""
    is_stand_in: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries, as ``json.dumps`` takes them."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The sheet as it was. Raises KeyError or TypeError on anything else."""
        values = dict(plain)
        for name in ("presented_by", "authors", "contributors"):
            values[name] = tuple(values[name])
        values["parts"] = tuple(_part(part) for part in plain["parts"])
        return cls(**values)


def _part(plain: Mapping[str, Any]) -> PrintedPart:
    values = dict(plain)
    values["paragraphs"] = tuple(plain["paragraphs"])
    values["columns"] = tuple(plain["columns"])
    values["rows"] = tuple(tuple(row) for row in plain["rows"])
    values["ticks"] = tuple(PrintedTick(**tick) for tick in plain["ticks"])
    return PrintedPart(**values)


@dataclass(frozen=True, slots=True)
class AsFound:
    """What an imported sheet keeps of its printing.

    ``keys`` are the fields that were read; others are left off the printed sheet
    rather than shown as blank, since nobody knows what they said. ``ticks`` maps a
    question to its ticks where there were several.
    """

    keys: frozenset[str]
    ticks: Mapping[str, str]


def print_parts(
    values: SheetValues, fields: Sequence[SheetField], found: AsFound | None = None
) -> tuple[PrintedPart, ...]:
    """The parts of the sheet in the form's own order.

    ``found`` is None for a sheet filled in here, which prints every field.
    """
    parts = []
    for each in fields:
        if found is not None and each.key not in found.keys:
            continue
        parts.append(_printed(values, each, found))
    return tuple(parts)


def _printed(
    values: SheetValues, each: SheetField, found: AsFound | None
) -> PrintedPart:
    blank = NOT_WRITTEN if found is None else LEFT_BLANK
    match each.kind:
        case SheetFieldKind.RECOMMENDATIONS:
            return PrintedPart(
                each.key,
                each.caption,
                each.kind,
                paragraphs=() if values.recommendations else (blank,),
                rows=tuple((row.verb, row.text) for row in values.recommendations),
            )
        case SheetFieldKind.ROUTE:
            return _printed_route(values, each)
        case SheetFieldKind.CONFLICTS:
            return PrintedPart(
                each.key, each.caption, each.kind, _conflict_words(values, blank)
            )
        case SheetFieldKind.IMPLICATIONS:
            return _printed_ticks(values, each, found)
        case SheetFieldKind.RISK:
            return PrintedPart(each.key, each.caption, each.kind, _risk_words(values))
    words = values.text_of(each.key)
    paragraphs = tuple(line for line in words.split("\n") if line.strip())
    if each.required or found is not None:
        paragraphs = paragraphs or (blank,)
    return PrintedPart(each.key, each.caption, each.kind, paragraphs)


def _printed_route(values: SheetValues, each: SheetField) -> PrintedPart:
    columns = ("Meeting", "Date", "Outcome")[: 3 if each.with_outcome else 2]
    rows = tuple(
        (row.forum, route_date(row), row.outcome)[: len(columns)]
        for row in values.route
    )
    nothing = "Not discussed elsewhere" if values.not_discussed_elsewhere else "None"
    return PrintedPart(
        each.key,
        each.caption,
        each.kind,
        paragraphs=() if rows else (f"{nothing}.",),
        rows=rows,
        columns=columns,
    )


def route_date(row: RouteStop) -> str:
    """The date of a forum as it prints: in full where it is a day, else as typed."""
    return day_words(row.day) if row.day else row.words


def _conflict_words(values: SheetValues, blank: str) -> tuple[str, ...]:
    said = tuple(line for line in values.conflicts_text.split("\n") if line.strip())
    if values.conflicts == ConflictsAnswer.NONE:
        return (ConflictsAnswer.NONE.label, *said)
    return said or (blank,)


def _risk_words(values: SheetValues) -> tuple[str, ...]:
    said = [line for line in values.risk_description.split("\n") if line.strip()]
    if values.risk_reference:
        said.append(f"Reference: {values.risk_reference}")
    if not said and values.implications.get(Implication.RISKS) == Answer.YES:
        said.append("No description and no reference given.")
    return tuple(said)


def _printed_ticks(
    values: SheetValues, each: SheetField, found: AsFound | None
) -> PrintedPart:
    ticks = []
    for question in Implication:
        given = values.implications.get(question, "")
        ticked = {given}
        if given == Answer.UNCLEAR and found is not None:
            ticked = set(found.ticks.get(question, "").split("+"))
        yes, no, na = (answer in ticked for answer in FIXED)
        ticks.append(PrintedTick(question.label, yes, no, na))
    note = TWO_TICKS if any(tick.unclear for tick in ticks) else ""
    return PrintedPart(each.key, each.caption, each.kind, ticks=tuple(ticks), note=note)
