"""Rules and what they say: rows, sections, figures and chips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from boards.bodies.rules import Finding, Level, Verdict
from boards.bodies.rules.sources import short_sources, source_words

_CHIPS: Mapping[tuple[Verdict, bool], tuple[str, str, str]] = MappingProxyType(
    {
        (Verdict.MET, True): ("Met", "ok", "tick"),
        (Verdict.NOT_MET, True): ("Not met", "bad", "cross"),
        (Verdict.NOT_KNOWN, True): ("Not known", "quiet", "ring"),
        (Verdict.MET, False): ("As expected", "ok", "tick"),
        (Verdict.NOT_MET, False): ("Not as expected", "warn", "warn"),
        (Verdict.NOT_KNOWN, False): ("Not known", "quiet", "ring"),
    }
)


@dataclass(frozen=True, slots=True)
class Chip:
    """A verdict in words, colour and shape."""

    words: str
    kind: str
    icon: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A rule and what it says. ``seats`` are the vacant ones, each with since when."""

    rule_id: str
    text: str
    sources: str
    short_sources: str
    body: str
    words: str
    seats: tuple[str, ...]
    chip: Chip
    verdict: str
    level: str
    is_breach: bool


@dataclass(frozen=True, slots=True)
class FindingSection:
    """Rules that stand alike. ``is_open``: shown at once, not only on being asked for."""

    heading: str
    rows: tuple[FindingRow, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many required rules are met, not met and not known; and the warnings."""

    met: int
    not_met: int
    not_known: int
    warnings: int


def chip_of(verdict: Verdict) -> Chip:
    """The chip of something that is required."""
    return Chip(*_CHIPS[verdict, True])


def counted(findings: Iterable[Finding]) -> Counts:
    """The figures at the head of the page."""
    every = list(findings)
    required = Counter(one.verdict for one in every if one.level is Level.REQUIRED)
    return Counts(
        met=required[Verdict.MET],
        not_met=required[Verdict.NOT_MET],
        not_known=required[Verdict.NOT_KNOWN],
        warnings=sum(
            1
            for one in every
            if one.level is Level.EXPECTED and one.verdict is Verdict.NOT_MET
        ),
    )


_ORDER = {Verdict.NOT_MET: 0, Verdict.NOT_KNOWN: 1, Verdict.MET: 2}


def rows(
    findings: Iterable[Finding], *, by_rule: bool = True
) -> tuple[FindingRow, ...]:
    """Findings as a table has them: by rule, or what needs somebody first."""
    every = list(findings)
    if not by_rule:
        every.sort(
            key=lambda one: (
                one.level is not Level.REQUIRED,
                _ORDER[one.verdict],
                one.body,
                one.rule_id,
            )
        )
    return tuple(
        FindingRow(
            rule_id=one.rule_id,
            text=one.text,
            sources="; ".join(source_words(source) for source in one.sources),
            short_sources=short_sources(one.sources),
            body=one.body or "The whole system",
            words=one.words,
            seats=one.seats,
            chip=chip_of_finding(one),
            verdict=str(one.verdict),
            level=str(one.level),
            is_breach=one.is_breach,
        )
        for one in every
    )


MANY = 60
"""Rows from which on a page opens only what needs somebody."""


_SECTIONS = {
    Level.REQUIRED: "Required",
    Level.EXPECTED: "Expected",
    Level.ADVICE: "Advice",
}


def sections(every: Iterable[FindingRow]) -> tuple[FindingSection, ...]:
    """Rows as they come, gathered by level and verdict under headings."""
    table = list(every)
    found = []
    for (level, words), group in groupby(
        table, key=lambda row: (row.level, row.chip.words)
    ):
        kept = tuple(group)
        needs_somebody = level == Level.REQUIRED and kept[0].verdict != Verdict.MET
        found.append(
            FindingSection(
                f"{_SECTIONS[Level(level)]}: {words.lower()} ({len(kept):,})",
                kept,
                needs_somebody or len(table) < MANY,
            )
        )
    return tuple(found)


def chip_of_finding(finding: Finding) -> Chip:
    """The chip of what a rule said; advice has no verdict."""
    if finding.level is Level.ADVICE:
        return Chip("Advice only", "info", "info")
    return Chip(*_CHIPS[finding.verdict, finding.level is Level.REQUIRED])
