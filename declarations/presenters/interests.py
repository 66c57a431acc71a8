"""Interests in words: lists, one interest, and what the public will see of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import localdate

from declarations.enums import (
    InterestState,
    InterestType,
    Relationship,
    Showing,
)
from declarations.permissions import (
    may_decide_showing,
    may_declare_for,
    may_review_interest,
)
from declarations.rules.clock import Clock, clock_of
from declarations.rules.interests import label_of
from declarations.rules.showing import Standing, is_shown, public_words
from declarations.selectors.interests import about, interest_words, organisation_words
from ics_portal.core.web.words import longday, moment, shortday

if TYPE_CHECKING:
    from declarations.models import Interest
    from ics_portal.accounts.actor import Actor

Chip = tuple[str, str, str]
Fact = tuple[str, str]

_STATES: dict[str, Chip] = {
    InterestState.DECLARED: ("To be reviewed", "info", "half"),
    InterestState.REVIEWED: ("Reviewed", "ok", "tick"),
    InterestState.WITHDRAWN: ("Withdrawn", "quiet", "dash"),
}


@dataclass(frozen=True, slots=True)
class InterestRow:
    """One interest in a list; ``clock`` and ``state`` are chips."""

    id: int
    href: str
    organisation: str
    business: str
    nature: str
    type: str
    held: str
    starts: str
    ends: str
    clock: Chip
    public: str
    state: Chip
    acts: Sequence[tuple[str, str]]


def interest_row(
    interest: Interest, *, today: date, acts: Sequence[tuple[str, str]] = ()
) -> InterestRow:
    """One row with the acts given; no query where the parties were read before."""
    return InterestRow(
        id=interest.pk,
        href=interest.get_absolute_url(),
        organisation=organisation_words(interest) or "Organisation not named",
        business=interest.business,
        nature=interest.nature,
        type=label_of(is_direct=interest.is_direct, kind=interest.kind),
        held=held_words(
            is_direct=interest.is_direct,
            kind=interest.kind,
            relationship=interest.relationship,
        ),
        starts=shortday(interest.starts_on) or "–",
        ends=shortday(interest.ends_on) or "–",
        clock=clock_chip(_clock(interest, today)),
        public=public_words(standing_of(interest), today),
        state=_STATES[interest.state],
        acts=acts,
    )


def interest_rows(
    interests: Iterable[Interest], *, may_change: bool, today: date
) -> tuple[list[InterestRow], list[InterestRow]]:
    """What stands in the register or goes on, and what is over: ended and no longer
    shown, or withdrawn. The reader's acts stand with each."""
    now, over = [], []
    for interest in interests:
        if interest.state == InterestState.WITHDRAWN or (
            interest.ends_on is not None
            and interest.ends_on < today
            and not is_shown(standing_of(interest), today)
        ):
            over.append(interest_row(interest, today=today))
            continue
        acts = _row_acts(interest) if may_change else []
        now.append(interest_row(interest, today=today, acts=acts))
    return now, over


def _row_acts(interest: Interest) -> list[tuple[str, str]]:
    names = [("Change", "change_interest")]
    if interest.ends_on is None:
        names.append(("End", "end_interest"))
    return _addresses(interest, names)


def held_words(*, is_direct: bool, kind: str, relationship: str) -> str:
    """``direct``, or ``spouse or partner; underlying: financial``"""
    if is_direct:
        return "direct"
    whose = Relationship(relationship).label.lower()
    return f"{whose}; underlying: {InterestType(kind).label.lower()}"


def standing_of(interest: Interest) -> Standing:
    """What the rule about the public register asks."""
    return Standing(
        state=interest.state,
        showing=interest.showing,
        is_routine=interest.is_routine,
        ends_on=interest.ends_on,
    )


def _clock(interest: Interest, today: date) -> Clock:
    declared_on = localdate(interest.declared_at)
    return clock_of(interest.arose_on, declared_on=declared_on, today=today)


def clock_chip(clock: Clock) -> Chip:
    """How a declaration stands to its 28 days."""
    if clock.is_late:
        return (clock.words[:1].upper() + clock.words[1:], "warn", "warn")
    words = clock.words[:1].upper() + clock.words[1:]
    return (words, "quiet", "clock") if clock.declared else (words, "warn", "clock")


@dataclass(frozen=True, slots=True)
class InterestPage:
    """One interest with all that is known of it, and what its reader may do."""

    interest: Interest
    about: str
    row: InterestRow
    is_own: bool
    facts: Sequence[Fact]
    clock: Sequence[Fact]
    showing: Sequence[Fact]
    acts: Sequence[tuple[str, str]]
    office_acts: Sequence[tuple[str, str]]
    history: Sequence[tuple[str, str]]


def interest_page(interest: Interest, actor: Actor, *, today: date) -> InterestPage:
    """Assemble the page of one interest for its reader."""
    clock = _clock(interest, today)
    reviewed = moment(interest.reviewed_at) if interest.reviewed_at else ""
    facts: list[Fact] = [
        (label, value)
        for label, _, value in (
            line.partition(": ") for line in interest_words(interest).splitlines()
        )
        if label and value and label != "Arose or changed on"
    ]
    return InterestPage(
        interest=interest,
        about=about(interest),
        row=interest_row(interest, today=today),
        is_own=actor.person_id == interest.person_id,
        facts=facts,
        clock=[
            ("Arose or changed", longday(interest.arose_on)),
            ("To be declared by", longday(clock.last_day)),
            ("Declared", f"{moment(interest.declared_at)}, {clock.words}"),
            ("Last confirmed", longday(interest.confirmed_on)),
            ("Reviewed", reviewed),
            ("Said about it", interest.state_reason),
        ],
        showing=[
            ("On the public register", public_words(standing_of(interest), today)),
            ("Objection", interest.objection),
            ("Decided", moment(interest.showing_decided_at)),
            ("Why", interest.showing_reason),
        ],
        acts=_own_acts(interest, actor),
        office_acts=_office_acts(interest, actor),
        history=_history(interest),
    )


def _own_acts(interest: Interest, actor: Actor) -> list[tuple[str, str]]:
    if interest.state == InterestState.WITHDRAWN or not may_declare_for(
        actor, interest.person
    ):
        return []
    names = [("Change it", "change_interest")]
    if interest.ends_on is None:
        names.append(("End it", "end_interest"))
    names.append(("Withdraw it: it was a mistake", "withdraw_interest"))
    if interest.showing == Showing.PUBLIC and not interest.is_routine:
        names.append(("Object to publication", "object"))
    return _addresses(interest, names)


def _office_acts(interest: Interest, actor: Actor) -> list[tuple[str, str]]:
    names = []
    if interest.state == InterestState.DECLARED and may_review_interest(
        actor, interest
    ):
        names.append(("Review it", "review_interest"))
    if interest.showing in (Showing.ASKED, Showing.WITHHELD) and may_decide_showing(
        actor, interest
    ):
        names.append(("Decide on publication", "decide_objection"))
    return _addresses(interest, names)


def _addresses(
    interest: Interest, names: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    where = {"interest_id": interest.pk}
    return [
        (words, reverse(f"declarations:{name}", kwargs=where)) for words, name in names
    ]


def _history(interest: Interest) -> list[tuple[str, str]]:
    """When, by whom, and the reason; the latest first. Two queries."""
    rows: Any = interest.history.select_related("history_user")
    return [
        (
            ", ".join(
                filter(None, (moment(row.history_date), str(row.history_user or "")))
            ),
            row.history_change_reason or "Saved",
        )
        for row in rows.order_by("-history_date", "-history_id")
    ]
