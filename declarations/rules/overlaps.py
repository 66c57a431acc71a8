"""Where what people hold meets what an item concerns (nhs-practice 6.4).

Pure: what is held, which organisations items concern, and how organisations follow one
another go in; matches come out, each with its reason. Nobody is judged: a match is a
proposal for the secretary and the chair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Held:
    """Something a person holds in an organisation: an interest, a post, a nomination.

    ``key`` names it ("interest:12"); ``words`` say it ("shareholder since 2019").
    ``starts_on`` and ``ends_on`` are inclusive; None is open.
    """

    key: str
    person_id: int
    organisation_id: int
    source: str
    words: str
    is_direct: bool = True
    starts_on: date | None = None
    ends_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Concern:
    """An organisation that an item concerns."""

    item_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """A thing held that meets an item; ``through`` are the steps between the two, if the
    organisations are not the same."""

    item_id: int
    held: Held
    organisation_id: int
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two organisations that count as one here: ``words`` say why.

    A succession ("became … on 1 July 2022"), or membership of a collaborative the item is
    about ("member of …"). Read both ways. Successions chain; of memberships a way has at
    most one, or every member of a collaborative would count as every other.
    """

    one_id: int
    other_id: int
    words: str
    chains: bool = True


def find_overlaps(
    held: Sequence[Held],
    concerns: Iterable[Concern],
    links: Iterable[Link],
    *,
    day: date,
    person_ids: Iterable[int] | None = None,
) -> list[Overlap]:
    """Every match on the day of the meeting, in the order of the items.

    One thing held meets one item once, by the shortest way.
    """
    wanted = None if person_ids is None else frozenset(person_ids)
    in_force: dict[int, list[Held]] = defaultdict(list)
    for each in held:
        if each.is_held_on(day) and (wanted is None or each.person_id in wanted):
            in_force[each.organisation_id].append(each)
    beside = _beside(links)
    ways: dict[int, dict[int, tuple[str, ...]]] = {}
    found: dict[tuple[int, str], Overlap] = {}
    for concern in concerns:
        start = concern.organisation_id
        if start not in ways:
            ways[start] = _ways_from(start, beside)
        for organisation_id, through in ways[start].items():
            for each in in_force.get(organisation_id, ()):
                known = found.get((concern.item_id, each.key))
                if known is None or len(through) < len(known.through):
                    found[concern.item_id, each.key] = Overlap(
                        concern.item_id, each, start, through
                    )
    return list(found.values())


def _beside(links: Iterable[Link]) -> dict[int, list[tuple[int, Link]]]:
    beside: dict[int, list[tuple[int, Link]]] = defaultdict(list)
    for link in links:
        beside[link.one_id].append((link.other_id, link))
        beside[link.other_id].append((link.one_id, link))
    return beside


def _ways_from(
    start: int, beside: Mapping[int, Sequence[tuple[int, Link]]]
) -> dict[int, tuple[str, ...]]:
    """The organisations one comes to, each by the shortest way; itself by none."""
    # A place on the way: the organisation, and whether a membership was used already.
    ways: dict[tuple[int, bool], tuple[str, ...]] = {(start, False): ()}
    edge = [(start, False)]
    while edge:
        following: list[tuple[int, bool]] = []
        for here, used in edge:
            for there, link in beside.get(here, ()):
                place = (there, used or not link.chains)
                if (used and not link.chains) or place in ways:
                    continue
                ways[place] = (*ways[here, used], link.words)
                following.append(place)
        edge = following
    shortest: dict[int, tuple[str, ...]] = {}
    for (organisation_id, _), way in ways.items():
        if len(way) < len(shortest.get(organisation_id, (*way, ""))):
            shortest[organisation_id] = way
    return shortest
