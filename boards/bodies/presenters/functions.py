"""The functions and decisions map as plain values, and as its pages print it.

A published version keeps the plain values; page, file, print and API are all made from
them, so that an old version looks as it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from boards.bodies.models import Delegation, Function, InstrumentVersion
from boards.bodies.rules.days import span_words
from boards.bodies.rules.findings import few
from boards.bodies.rules.functions import (
    CHAPTERS,
    DECIDING,
    DecisionOn,
    DecisionsMap,
    FunctionOn,
)
from ics_portal.core.money import pounds
from ics_portal.core.web.words import plural, shortday

Plain = dict[str, Any]

NOBODY = "Nobody decides"

_LEVELS = {
    Function.Level.SYSTEM: "At system level",
    Function.Level.PLACE: "At place level",
    Function.Level.ORGANISATION: "At the level of organisations",
}


def plain_map(found: DecisionsMap) -> Plain:
    """What a map says, as JSON keeps it: days as ISO words, limits as decimal words."""
    return {
        "on": found.day.isoformat(),
        "functions": [_plain_function(one) for one in found.functions],
        "gaps": list(found.gaps),
        "depth": found.depth,
        "unknown_chains": found.unknown_chains,
    }


def _plain_function(one: FunctionOn) -> Plain:
    fact = one.function
    return {
        "id": fact.id,
        "name": fact.name,
        "level": fact.level,
        "reason": fact.reason,
        "lead": fact.lead,
        "is_gap": one.is_gap,
        "lacks_reason": one.lacks_reason,
        "decisions": [_plain_decision(each) for each in one.decisions],
    }


def _plain_decision(one: DecisionOn) -> Plain:
    fact = one.decision
    return {
        "id": fact.id,
        "kind": fact.kind,
        "holder_id": fact.holder_id,
        "decider": fact.holder or fact.officer,
        "is_officer": fact.holder_id is None,
        "limit": None if fact.limit is None else str(fact.limit),
        "accountable": fact.accountable,
        "assurance_route": fact.assurance_route,
        "instrument": fact.instrument,
        "starts_on": _iso(fact.starts_on),
        "ends_on": _iso(fact.ends_on),
        "chain": list(one.chain),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Who decides, or advises, about one function. ``levels`` is 0 where not known."""

    decision_id: int
    decider: str
    url: str
    is_officer: bool
    kind: str
    decides: bool
    limit: str
    accountable: str
    assurance_route: str
    instrument: str
    days: str
    levels: int
    under: str


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function with its decisions."""

    function_id: int
    name: str
    level: str
    reason: str
    lead: str
    is_gap: bool
    lacks_reason: bool
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The functions of one level."""

    heading: str
    rows: tuple[FunctionRow, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """What a box of the picture has: a function, and with which authority."""

    function: str
    words: str


@dataclass(frozen=True, slots=True)
class DeciderBox:
    """Somebody who decides or advises, with all its functions; or the gaps."""

    name: str
    url: str
    line: str
    has: tuple[Has, ...]
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Everybody at one step of the chain of decision."""

    heading: str
    boxes: tuple[DeciderBox, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """A map in print or on the screen. ``depth_words`` says how long the chain is."""

    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    gaps: tuple[str, ...]
    unexplained: tuple[str, ...]
    functions: int
    depth: int
    depth_words: str

    @property
    def gap_words(self) -> str:
        """The first gaps by name, and how many more; the table marks each."""
        return few(self.gaps)

    CSV_HEADER = (
        *("Level", "Function", "Lead", "Reason for the level", "Who decides"),
        *("Body or officer", "Authority", "Limit in pounds", "By which paper"),
        *("Accountable body", "Assurance route", "Days", "Levels of decision"),
    )


def map_page(
    plain: Plain, *, slugs: Mapping[int, str] | None = None, query: str = ""
) -> MapPage:
    """Rows, picture and figures. ``slugs`` gives bodies their addresses; an old version
    has none. ``query`` is put after each."""
    rows = [
        _function_row(each, slugs or {}, query) for each in plain.get("functions", ())
    ]
    groups = [
        Group(heading, tuple(one for one in rows if one.level == level))
        for level, heading in _LEVELS.items()
    ]
    depth = int(plain.get("depth", 0))
    return MapPage(
        groups=tuple(group for group in groups if group.rows),
        bands=_bands(rows),
        gaps=tuple(plain.get("gaps", ())),
        unexplained=tuple(one.name for one in rows if one.lacks_reason),
        functions=len(rows),
        depth=depth,
        depth_words=_depth_words(rows, depth, int(plain.get("unknown_chains", 0))),
    )


def _function_row(one: Plain, slugs: Mapping[int, str], query: str) -> FunctionRow:
    return FunctionRow(
        function_id=one["id"],
        name=one["name"],
        level=one["level"],
        reason=one["reason"],
        lead=one["lead"],
        is_gap=one["is_gap"],
        lacks_reason=one["lacks_reason"],
        decisions=tuple(_decision_row(each, slugs, query) for each in one["decisions"]),
    )


def _decision_row(one: Plain, slugs: Mapping[int, str], query: str) -> DecisionRow:
    slug = slugs.get(one["holder_id"], "")
    first, last = (
        date.fromisoformat(day) if day else None
        for day in (one["starts_on"], one["ends_on"])
    )
    chain = one["chain"]
    return DecisionRow(
        decision_id=one["id"],
        decider=one["decider"],
        url=reverse("bodies:body", kwargs={"slug": slug}) + query if slug else "",
        is_officer=one["is_officer"],
        kind=str(Delegation.Kind(one["kind"]).label),
        decides=one["kind"] in DECIDING,
        limit=pounds(one["limit"]),
        accountable=one["accountable"],
        assurance_route=one["assurance_route"],
        instrument=one["instrument"],
        days=span_words(first, last) if first or last else "",
        levels=len(chain),
        under=chain[-2] if len(chain) > 1 else "",
    )


def _depth_words(rows: Iterable[FunctionRow], depth: int, unknown: int) -> str:
    longest = next(
        (
            f" ({row.name}, {one.decider})"
            for row in rows
            for one in row.decisions
            if one.decides and one.levels == depth and depth > 1
        ),
        "",
    )
    words = [f"The longest chain of decision has {plural(depth, 'level')}{longest}."]
    if not depth:
        words = ["How long the chain of decision is, is not known."]
    if unknown:
        words.append(
            f"For {plural(unknown, 'decision')} it is not recorded from which body the"
            " authority comes."
        )
    return " ".join(words)


def _bands(rows: Iterable[FunctionRow]) -> tuple[Band, ...]:
    """The picture: the board at the top, then step by step whoever has it from there."""
    boxes: dict[tuple[int, str, bool], list[tuple[DecisionRow, Has]]] = {}
    gaps = []
    for row in rows:
        if row.is_gap:
            gaps.append(Has(row.name, "advice only" if row.decisions else ""))
        for one in row.decisions:
            limit = f", up to {one.limit}" if one.limit else ""
            key = (one.levels or UNKNOWN, one.decider, one.is_officer)
            boxes.setdefault(key, []).append((one, Has(row.name, f"{one.kind}{limit}")))
    levels = sorted({level for level, _, _ in boxes})
    bands = [
        Band(
            _band_words(level),
            tuple(_box(boxes[key]) for key in boxes if key[0] == level),
        )
        for level in levels
    ]
    if gaps:
        line = "These functions are gaps in the map."
        bands.append(
            Band(NOBODY, (DeciderBox(NOBODY, "", line, tuple(gaps), is_gap=True),))
        )
    return tuple(bands)


UNKNOWN = 1000
"""Behind every level that can be."""


def _band_words(level: int) -> str:
    if level == UNKNOWN:
        return "Chain not recorded"
    return "First level: the board" if level == 1 else f"Level {level}"


def _box(held: list[tuple[DecisionRow, Has]]) -> DeciderBox:
    first = held[0][0]
    line = f"Under {first.under}" if first.under else ""
    if first.is_officer:
        line = f"Officer. {line}"
    return DeciderBox(first.decider, first.url, line, tuple(has for _, has in held))


def csv_rows(page: MapPage) -> list[tuple[object, ...]]:
    """A line a decision; a function nobody decides has a line that says so."""
    lines: list[tuple[object, ...]] = []
    for group in page.groups:
        for row in group.rows:
            start = (group.heading, row.name, row.lead, row.reason)
            lines += [
                (
                    *start,
                    one.decider,
                    "Officer" if one.is_officer else "Body",
                    one.kind,
                    one.limit.replace("£", "").replace(",", ""),
                    one.instrument,
                    one.accountable,
                    one.assurance_route,
                    one.days,
                    one.levels or "",
                )
                for one in row.decisions
            ]
            if row.is_gap:
                lines.append((*start, NOBODY, *[""] * 8))
    return lines


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version in the list."""

    version_id: int
    name: str
    in_force: str
    approved: str
    published: str


def version_row(one: InstrumentVersion) -> VersionRow:
    """Its number, days, and who approved it when."""
    approved = " ".join(filter(None, (one.approved_by, shortday(one.approved_on))))
    return VersionRow(
        version_id=one.pk,
        name=f"Version {one.version}",
        in_force=span_words(one.starts_on, one.ends_on),
        approved=approved or "Not said",
        published=shortday(one.published_on) or "Not published",
    )


def chapters_of(sections: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The three chapters of a version, as (heading, text)."""
    kept = sections.get("chapters") or {}
    return tuple(
        (heading, kept[key]) for key, heading in CHAPTERS.items() if kept.get(key)
    )
