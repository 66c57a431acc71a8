"""The forms of places and collaboratives, how a body comes into being, what advises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boards.bodies.enums import Authority, BodyKind, BodyStatus, Form
from boards.bodies.rules import collaboratives, places
from boards.bodies.rules.days import said
from boards.bodies.rules.findings import listed

FORMS_OF = {
    BodyKind.PLACE_PARTNERSHIP: tuple(f for f in Form if f.value in places.FORMS),
    BodyKind.PROVIDER_COLLABORATIVE: tuple(
        f for f in Form if f.value in collaboratives.FORMS
    ),
}
"""Five for a place (PLC-04), three for a collaborative (COL-04)."""

_ORDER = tuple(BodyStatus)


def wrong_form(kind: str, form: str) -> str:
    """A place takes one of five forms, a collaborative one of three, no other body one."""
    forms = FORMS_OF.get(BodyKind(kind))
    if forms is None:
        return "Only places and provider collaboratives take a form of governance."
    if form in {one.value for one in forms}:
        return ""
    names = listed(one.label[0].lower() + one.label[1:] for one in forms)
    thing = "place" if kind == BodyKind.PLACE_PARTNERSHIP else "collaborative"
    return f"A {thing} takes one of these forms: {names}."


def missing_for_form(
    *,
    kind: str,
    form: str,
    has_partner: bool,
    has_director: bool,
    lead: str,
    is_member: bool,
    has_contract: bool,
    held: Sequence[str],
) -> tuple[str, str]:
    """The field and the sentence of what the form asks for and has not (PLC-05, COL-05).

    ``has_partner`` is one beside the ICS NHS body; ``lead`` is the name of the lead
    provider or empty; ``held`` are the functions the body decides on.
    """
    if form == Form.CONSULTATIVE_FORUM and held:
        is_delegated = "is delegated" if len(held) == 1 else "are delegated"
        return "form", (
            f"A consultative forum decides nothing, and {listed(held)} {is_delegated} to"
            " this body. End the delegation first."
        )
    if form == Form.JOINT_COMMITTEE and not has_partner:
        return "partners", (
            "Name a partner of the joint committee beside the ICS NHS body."
        )
    if form == Form.INDIVIDUAL_DIRECTOR and not has_director:
        return "director", "Name the director who holds the delegated authority."
    if form == Form.LEAD_PROVIDER:
        return _missing_for_lead(kind, lead, is_member, has_contract)
    return "", ""


def _missing_for_lead(
    kind: str, lead: str, is_member: bool, has_contract: bool
) -> tuple[str, str]:
    if not lead:
        return "lead", "Name the lead provider."
    if kind == BodyKind.PROVIDER_COLLABORATIVE and not is_member:
        return "lead", (
            f"{lead} is not a member of this collaborative on that day. A lead provider"
            " is one of its members."
        )
    if kind == BodyKind.PLACE_PARTNERSHIP and not has_contract:
        return "contract", "Name the contract the lead provider holds."
    return "", ""


def decides_nothing(*, kind: str, authority: str, form: str) -> str:
    """Why a body can only advise; empty where it may decide (COM-07, PLC-05)."""
    if authority == Authority.ADVISES or kind == BodyKind.ADVISORY_FORUM:
        return "It advises, so no decision can be delegated to it."
    if form == Form.CONSULTATIVE_FORUM:
        return "It is a consultative forum, so no decision can be delegated to it."
    return ""


def wrong_standing(now: str, then: str) -> str:
    """Proposed, in shadow form, established: one step at a time (TRN-06).

    ``now`` is empty where nothing was recorded: a body may be known at any step.
    """
    if not now:
        return ""
    at = _ORDER.index(BodyStatus(now))
    following = _ORDER[at + 1] if at + 1 < len(_ORDER) else None
    if following is not None and then == following:
        return ""
    words = str(BodyStatus(now).label).lower()
    if following is None:
        return f"It is {words}; nothing comes after that."
    return f"It is {words}; the next step is “{following.label}”."


def circle(names: Iterable[str]) -> str:
    """A body cannot have its authority from itself, over however many steps."""
    return f"That would be a circle: {' under '.join(names)}."


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A body in whose place another comes."""

    name: str
    system_id: int
    starts_on: date | None


def wrong_successor(
    name: str,
    *,
    starts_on: date | None,
    system_id: int,
    before: Predecessor | None,
    is_before: bool = False,
) -> str:
    """Why a body cannot come in the place of another (COM-11); empty where it can.

    ``is_before``: the other already comes after this one, or is this one. Two may overlap:
    a wider body takes over while the old one winds down.
    """
    if before is None:
        return ""
    if before.system_id != system_id:
        return f"{before.name} is a body of another system."
    if is_before:
        return circle([name, before.name]).replace(" under ", " after ")
    if starts_on and before.starts_on and starts_on < before.starts_on:
        return (
            f"{before.name} began on {said(before.starts_on)}; what follows it begins then"
            " or later."
        )
    return ""
