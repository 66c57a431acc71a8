"""The map of bodies on one day, and the list of them under their parents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.urls import reverse

from boards.bodies.enums import BodyKind, Form
from boards.bodies.presenters.structure.comparison import ChangeDay, change_days
from boards.bodies.presenters.structure.findings import (
    Chip,
    Counts,
    FindingRow,
    chip_of,
    counted,
    rows,
)
from boards.bodies.rules import BodyFact, Finding, Level, SystemFacts, Verdict
from boards.bodies.rules.facts import Day
from ics_portal.core.web.words import plural

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
