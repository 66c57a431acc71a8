"""A register in plain values: printed, sent, and kept as it was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, TypeVar

from django.utils.timezone import localdate

from declarations.enums import (
    GiftKind,
    GiftOutcome,
    GiftSource,
    InterestState,
    InterestType,
    Relationship,
    Showing,
)
from declarations.models import Breach
from declarations.rules.interests import label_of
from declarations.rules.registers import Membership
from ics_portal.core.money import pounds
from ics_portal.core.web.words import shortday

NOT_NAMED = "Somebody who is no supplier"
"""A patient or a family is not named in a register."""
WAITS = str(GiftOutcome.WAITING.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestRow:
    """One entry: the columns of a register (nhs-practice 6.2). Days as ``2020-12-02`` or
    an empty text; ``ref`` is the interest's id and is never published. ``remark`` says
    to the office whether, and why, the public does not see it."""

    ref: int
    name: str
    position: str
    member_from: str = ""
    member_to: str = ""
    organisation: str
    business: str = ""
    type: str
    direct: str
    relationship: str = ""
    underlying: str = ""
    nature: str
    starts: str = ""
    ends: str = ""
    mitigation: str = ""
    declared: str
    confirmed: str = ""
    remark: str = ""

    @property
    def period(self) -> str:
        """``1 Nov 2020 to now``, ``until 3 Dec 2020``"""
        if not self.starts:
            return f"until {_day(self.ends)}" if self.ends else "to now"
        return f"{_day(self.starts)} to {_day(self.ends) or 'now'}"

    @property
    def kind_words(self) -> str:
        """``Financial``; ``Indirect: spouse or partner, financial``"""
        if not self.relationship:
            return self.type
        return f"{self.type}: {self.relationship.lower()}, {self.underlying.lower()}"

    @property
    def confirmed_words(self) -> str:
        return _day(self.confirmed or self.declared)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftRow:
    """Something offered; ``value`` as ``30.00``, of an estimate with a word."""

    name: str
    position: str
    offered: str
    what: str
    description: str
    value: str
    is_estimate: bool
    giver: str
    outcome: str
    reason: str
    approved_by: str
    received: str = ""
    done_with: str = ""

    @property
    def waits(self) -> bool:
        """Whether nobody has decided on it; such a row was kept by an earlier edition."""
        return self.outcome == WAITS

    @property
    def offered_words(self) -> str:
        return _day(self.offered)

    @property
    def received_words(self) -> str:
        return _day(self.received)

    @property
    def value_words(self) -> str:
        about = "about " if self.is_estimate else ""
        return f"{about}{pounds(self.value)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRow:
    """What was not declared or handled as it should, and what was done; no name."""

    happened: str
    what: str
    impact: str
    action: str

    @property
    def happened_words(self) -> str:
        return _day(self.happened)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A whole register. ``unlisted`` are those of whom no entry is published: they have
    declared nothing, or what they declared is withheld; which of both is not said."""

    body: str
    as_on: str
    interests: tuple[InterestRow, ...] = ()
    withheld: int = 0
    unlisted: tuple[str, ...] = ()
    return_year: str = ""
    no_return: tuple[str, ...] = ()
    gifts: tuple[GiftRow, ...] = ()
    breaches: tuple[BreachRow, ...] = ()

    @property
    def day_words(self) -> str:
        return _day(self.as_on)

    def to_json(self) -> dict[str, Any]:
        """As it is kept, with the ids of interests."""
        return asdict(self)

    def to_public(self) -> dict[str, Any]:
        """As anybody may fetch it: without ids and remarks."""
        plain = asdict(self)
        for row in plain["interests"]:
            del row["ref"], row["remark"]
        return plain


def register_from_json(kept: Any) -> Register:
    """What was kept. Raises ValueError for what is no register."""
    if not isinstance(kept, dict) or not {*_names(Register)} <= {*kept}:
        raise ValueError("This is no register.")
    plain = {name: kept[name] for name in _names(Register)}
    return Register(
        **{
            **plain,
            "interests": _rows(InterestRow, plain["interests"]),
            "gifts": _rows(GiftRow, plain["gifts"]),
            "breaches": _rows(BreachRow, plain["breaches"]),
            "unlisted": tuple(plain["unlisted"]),
            "no_return": tuple(plain["no_return"]),
        }
    )


def interest_rows(
    entries: Iterable[Mapping[str, Any]],
    members: Mapping[int, Membership],
    organisations: Mapping[int, Sequence[str]],
    *,
    is_record: bool = False,
) -> tuple[InterestRow, ...]:
    """Entries as printed; in the office's record with a remark."""
    return tuple(
        _interest_row(
            entry, members[entry["person_id"]], organisations, is_record=is_record
        )
        for entry in entries
    )


def _interest_row(
    entry: Mapping[str, Any],
    member: Membership,
    organisations: Mapping[int, Sequence[str]],
    *,
    is_record: bool,
) -> InterestRow:
    kind = InterestType(entry["kind"])
    relationship = entry["relationship"]
    named = [*organisations.get(entry["id"], ()), entry["organisation_name"]]
    is_direct = entry["is_direct"]
    return InterestRow(
        ref=entry["id"],
        name=entry["person__name"],
        position=", ".join(member.positions),
        member_from=_iso(member.since),
        member_to=_iso(member.until),
        organisation="; ".join(filter(None, named)),
        business=entry["business"],
        type=label_of(is_direct=is_direct, kind=kind),
        direct="Direct" if is_direct else "Indirect",
        relationship=Relationship(relationship).label if relationship else "",
        underlying="" if is_direct else kind.label,
        nature=entry["nature"],
        starts=_iso(entry["starts_on"]),
        ends=_iso(entry["ends_on"]),
        mitigation=entry["mitigation"],
        declared=_iso(localdate(entry["declared_at"])),
        confirmed=_iso(entry["confirmed_on"]),
        remark=_remark(entry) if is_record else "",
    )


def _remark(entry: Mapping[str, Any]) -> str:
    if entry["state"] == InterestState.WITHDRAWN:
        return f"Not published. Withdrawn: {entry['state_reason']}"
    if entry["is_routine"]:
        return "Not published. Routine membership, exempt"
    if entry["showing"] == Showing.WITHHELD:
        return f"Not published. Withheld: {entry['showing_reason']}"
    if entry["showing"] == Showing.INTERNAL:
        return "Not published. Kept inside"
    if entry["showing"] == Showing.ASKED:
        return "Not published yet. Withholding asked for"
    return ""


def gift_rows(
    gifts: Iterable[Mapping[str, Any]],
    members: Mapping[int, Membership],
    *,
    is_record: bool = False,
) -> tuple[GiftRow, ...]:
    """Gifts as printed; who is no supplier is named to the office alone."""
    return tuple(
        GiftRow(
            name=gift["person__name"],
            position=", ".join(members[gift["person_id"]].positions),
            offered=_iso(gift["offered_on"]),
            what=GiftKind(gift["kind"]).label,
            description=gift["description"],
            value=f"{gift['value']:.2f}",
            is_estimate=gift["is_estimate"],
            giver=_giver(gift, is_record=is_record),
            outcome=GiftOutcome(gift["outcome"]).label,
            reason=gift["reason"],
            approved_by=gift["approved_by"],
            received=_iso(gift["received_on"]),
            done_with=gift["done_with"],
        )
        for gift in gifts
    )


def _giver(gift: Mapping[str, Any], *, is_record: bool) -> str:
    organisation = gift["organisation__name"] or ""
    if is_record or gift["source"] == GiftSource.SUPPLIER:
        return organisation or str(gift["giver"])
    return organisation or NOT_NAMED


def breach_rows(breaches: Iterable[Breach]) -> tuple[BreachRow, ...]:
    """Breaches as published."""
    return tuple(
        BreachRow(
            happened=_iso(row.happened_on),
            what=row.what,
            impact=row.impact,
            action=row.action,
        )
        for row in breaches
    )


R = TypeVar("R")


def _rows(kind: type[R], kept: Iterable[Mapping[str, Any]]) -> tuple[R, ...]:
    names = _names(kind)
    return tuple(
        kind(**{name: row[name] for name in names if name in row}) for row in kept
    )


def _names(kind: type[Any]) -> list[str]:
    return [field.name for field in fields(kind)]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(iso: str) -> str:
    return shortday(date.fromisoformat(iso)) if iso else ""
