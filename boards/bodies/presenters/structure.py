"""The system on one day as its pages show it: boxes, rules and what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten
from types import MappingProxyType

from django.urls import reverse

from boards.bodies.enums import BodyKind, Form
from boards.bodies.rules import (
    BodyFact,
    Finding,
    Level,
    Span,
    SystemFacts,
    Verdict,
)
from boards.bodies.rules.facts import Day
from boards.bodies.rules.sources import short_sources, source_words
from ics_portal.core.web.words import plural

FEW_DAYS = 6

GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Partnership, equal between NHS and councils", frozenset({BodyKind.PARTNERSHIP})),
    ("Statutory body", frozenset({BodyKind.NHS_BODY_BOARD})),
    ("Board before the statutory body", frozenset({BodyKind.ICS_BOARD})),
    (
        "Committees",
        frozenset(
            {
                BodyKind.COMMITTEE,
                BodyKind.JOINT_COMMITTEE,
                BodyKind.COMMITTEES_IN_COMMON,
                BodyKind.SYSTEM_QUALITY_GROUP,
            }
        ),
    ),
    ("Places", frozenset({BodyKind.PLACE_PARTNERSHIP})),
    ("Provider collaboratives", frozenset({BodyKind.PROVIDER_COLLABORATIVE})),
    (
        "Other groups and forums",
        frozenset({BodyKind.ADVISORY_FORUM, BodyKind.SUB_GROUP, BodyKind.FORUM}),
    ),
)

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


@dataclass(frozen=True, slots=True)
class Box:
    """A body on the map. ``state`` is met, not_met, not_known or none."""

    body_id: int
    name: str
    url: str
    line: str
    state: str
    chip: Chip | None
    words: str
    is_selected: bool
    select_url: str
    children: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """Bodies of one sort."""

    heading: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """A day on which something began or ended."""

    day: date
    url: str


@dataclass(frozen=True, slots=True)
class Structure:
    """The system on a day."""

    name: str
    counts: Counts
    groups: tuple[BoxGroup, ...]
    of_system: tuple[FindingRow, ...]
    selected: Box | None
    selected_rows: tuple[FindingRow, ...]
    earlier: tuple[ChangeDay, ...]
    later: tuple[ChangeDay, ...]
    elsewhen: tuple[str, ...]


def structure(
    facts: SystemFacts,
    findings: Iterable[Finding],
    day: date,
    *,
    slugs: Mapping[int, str],
    selected: int | None = None,
    query: str = "",
) -> Structure:
    """The map of a day. ``slugs`` gives each body's address by its id; ``query`` is what
    of the address has to be kept by the links, such as ``system=3&``."""
    today = facts.on(day)
    by_body: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_body[finding.body_id].append(finding)
    if selected not in today.bodies:
        selected = _first_to_look_at(today, by_body)
    draw = _Drawing(today, by_body, slugs, selected, f"{query}on={day.isoformat()}")
    groups = tuple(
        BoxGroup(heading, boxes)
        for heading, kinds in GROUPS
        if (boxes := draw.boxes(kinds))
    )
    chosen = next(
        (box for group in groups for box in group.boxes if box.body_id == selected),
        None,
    )
    earlier, later = change_days(facts, day, query)
    return Structure(
        name=facts.name,
        counts=counted(finding for each in by_body.values() for finding in each),
        groups=groups,
        of_system=rows(by_body[None]),
        selected=chosen,
        selected_rows=rows(by_body[selected], by_rule=False) if chosen else (),
        earlier=earlier,
        later=later,
        elsewhen=_elsewhen(facts, day),
    )


def _first_to_look_at(
    today: Day, by_body: Mapping[int | None, list[Finding]]
) -> int | None:
    """A statutory board, else the first body that rules speak of."""
    boards = [
        *today.bodies_of_kind(BodyKind.NHS_BODY_BOARD),
        *today.bodies_of_kind(BodyKind.ICS_BOARD),
    ]
    known = [body.id for body in boards] + [one for one in by_body if one is not None]
    return known[0] if known else None


class _Drawing:
    """Draws the boxes of one day."""

    def __init__(
        self,
        today: Day,
        by_body: Mapping[int | None, list[Finding]],
        slugs: Mapping[int, str],
        selected: int | None,
        query: str,
    ) -> None:
        self.today, self.by_body, self.slugs = today, by_body, slugs
        self.selected, self.query = selected, query

    def boxes(self, kinds: Iterable[str]) -> tuple[Box, ...]:
        found = sorted(self.today.bodies_of_kind(*kinds), key=lambda body: body.name)
        return tuple(self.box(body) for body in found)

    def box(self, body: BodyFact) -> Box:
        findings = self.by_body.get(body.id, [])
        state, words = standing(findings)
        day = self.today.day.isoformat()
        return Box(
            body_id=body.id,
            name=body.name,
            url=f"{_address(self.slugs.get(body.id, ''))}?on={day}",
            line=line_of(self.today, body),
            state=state,
            chip=_chip(state),
            words=words,
            is_selected=body.id == self.selected,
            select_url=f"?{self.query}&body={body.id}#rules",
        )


def _address(slug: str) -> str:
    return reverse("bodies:body", kwargs={"slug": slug}) if slug else ""


def _chip(state: str) -> Chip | None:
    return None if state == "none" else chip_of(Verdict(state))


def chip_of(verdict: Verdict) -> Chip:
    """The chip of something that is required."""
    return Chip(*_CHIPS[verdict, True])


IN_A_BOX = 120
"""Letters of a finding that a box of the map has room for; its table has all of them."""


def standing(findings: Iterable[Finding]) -> tuple[str, str]:
    """How a body stands on what is required of it, and how many rules say so."""
    required = [one for one in findings if one.level is Level.REQUIRED]
    counts = Counter(one.verdict for one in required)
    if not required:
        return "none", ""
    met = f"{counts[Verdict.MET]} of {len(required)}"
    if counts[Verdict.NOT_MET]:
        first = next(one for one in required if one.verdict is Verdict.NOT_MET)
        said = first.seats[0] if first.seats else first.words
        number = f"{counts[Verdict.NOT_MET]} of {len(required)} rules not met"
        return "not_met", f"{number}. {shorten(said, IN_A_BOX, placeholder=' …')}"
    if counts[Verdict.NOT_KNOWN]:
        first = next(one for one in required if one.verdict is Verdict.NOT_KNOWN)
        said = shorten(first.words, IN_A_BOX, placeholder=" …")
        return "not_known", f"{met} rules met. {said}"
    return "met", f"{met} rules"


def line_of(today: Day, body: BodyFact) -> str:
    """What a body is, in a line: form, seats, members."""
    parts = []
    forms = [one for one in body.forms if one.covers(today.day)]
    parts += [str(Form(one.form).label) for one in forms]
    seats = today.seats_of(body.id)
    if seats:
        filled = len(today.filled(body.id))
        parts.append(f"{plural(len(seats), 'seat')}, {filled} filled")
    members = [one for one in body.members if one.covers(today.day)]
    if members:
        parts.append(plural(len(members), "member organisation"))
    parents = [one for one in body.parents if one.covers(today.day)]
    if body.kind == BodyKind.JOINT_COMMITTEE:
        parts.append(plural(len(parents), "parent"))
    return ". ".join(parts) + "." if parts else "No seat or member is recorded."


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
            chip=_chip_of(one),
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


def _chip_of(finding: Finding) -> Chip:
    if finding.level is Level.ADVICE:
        return Chip("Advice only", "info", "info")
    return Chip(*_CHIPS[finding.verdict, finding.level is Level.REQUIRED])


def change_days(
    facts: SystemFacts, day: date, query: str = ""
) -> tuple[tuple[ChangeDay, ...], tuple[ChangeDay, ...]]:
    """The nearest days before and after on which something began or had ended."""
    spans: list[Span] = [
        *facts.bodies,
        *facts.seats,
        *facts.appointments,
        *facts.organisations,
        *facts.documents,
        *facts.delegations,
        *facts.leads,
        *(one for body in facts.bodies for one in body.forms),
        *(one for body in facts.bodies for one in body.members),
    ]
    days = {span.starts_on for span in spans if span.starts_on}
    days |= {span.ends_on + timedelta(days=1) for span in spans if span.ends_on}
    before = sorted(one for one in days if one < day)[-FEW_DAYS:]
    after = sorted(one for one in days if one > day)[:FEW_DAYS]
    return (
        tuple(ChangeDay(one, f"?{query}on={one.isoformat()}") for one in before),
        tuple(ChangeDay(one, f"?{query}on={one.isoformat()}") for one in after),
    )


def _elsewhen(facts: SystemFacts, day: date) -> tuple[str, ...]:
    """Bodies that have ended, or have not begun, by the day."""
    found = []
    for body in sorted(facts.bodies, key=lambda one: one.name):
        if body.ends_on and body.ends_on < day:
            found.append(f"{body.name}: ended on {_written(body.ends_on)}")
        elif body.starts_on and body.starts_on > day:
            found.append(f"{body.name}: begins on {_written(body.starts_on)}")
    return tuple(found)


def _written(day: date) -> str:
    return f"{day:%-d %B %Y}"


@dataclass(frozen=True, slots=True)
class Node:
    """A body in the nested list, with those under it."""

    box: Box
    kind: str
    children: tuple[Node, ...]


def nested(
    facts: SystemFacts,
    findings: Iterable[Finding],
    day: date,
    *,
    slugs: Mapping[int, str],
) -> tuple[Node, ...]:
    """The bodies under their parents; one with several parents stands under each."""
    today = facts.on(day)
    by_body: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_body[finding.body_id].append(finding)
    draw = _Drawing(today, by_body, slugs, None, "")
    order = [kinds for _, kinds in GROUPS]

    def place(body: BodyFact) -> tuple[int, str]:
        at = next(n for n, kinds in enumerate(order) if body.kind in kinds)
        return at, body.name

    def node(body: BodyFact, above: frozenset[int]) -> Node:
        under = [
            child for child in today.children.get(body.id, ()) if child.id not in above
        ]
        return Node(
            box=draw.box(body),
            kind=str(BodyKind(body.kind).label),
            children=tuple(
                node(child, above | {child.id}) for child in sorted(under, key=place)
            ),
        )

    below = {child.id for each in today.children.values() for child in each}
    tops = [body for body in today.bodies.values() if body.id not in below]
    return tuple(node(body, frozenset({body.id})) for body in sorted(tops, key=place))


@dataclass(frozen=True, slots=True)
class Change:
    """A rule whose finding is not the same on two days."""

    rule_id: str
    text: str
    body: str
    before: Chip | None
    before_words: str
    after: Chip | None
    after_words: str


def compared(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Change, ...]:
    """What differs between two days; a rule or body of one day only has one side."""
    first = {(one.rule_id, one.body_id): one for one in before}
    second = {(one.rule_id, one.body_id): one for one in after}
    changes = []
    for key in {**first, **second}:
        old, new = first.get(key), second.get(key)
        if old and new and (old.verdict, old.words) == (new.verdict, new.words):
            continue
        one = new or old
        assert one is not None  # noqa: S101 -- the key is of one of the two
        changes.append(
            Change(
                rule_id=one.rule_id,
                text=one.text,
                body=one.body or "The whole system",
                before=_chip_of(old) if old else None,
                before_words=old.words
                if old
                else "The rule or the body was not there.",
                after=_chip_of(new) if new else None,
                after_words=new.words if new else "The rule or the body is not there.",
            )
        )
    return tuple(changes)
