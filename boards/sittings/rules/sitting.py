"""In which order a sitting runs, who may take the chair, and what private asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from boards.meetings.enums import ItemState, Part
from boards.sittings.enums import WayOut
from boards.sittings.rules.presence import SittingTime
from ics_portal.core.errors import RuleBroken

WORDING = (
    "That representatives of the press and other members of the public be excluded from"
    " the remainder of this meeting having regard to the confidential nature of the"
    " business to be transacted, publicity on which would be prejudicial to the public"
    " interest (section 1(2), Public Bodies (Admission to Meetings) Act 1960)."
)
"""The usual words of the resolution (nhs-practice 4); they may be changed."""


def check_order(
    happened_at: datetime, sat: SittingTime, last_at: datetime | None
) -> None:
    """Raises RuleBroken for what happens before the opening, after the close, or before
    something that is on record already."""
    if sat.opened_at is None:
        raise RuleBroken("SIT-7", "Open the meeting first.")
    if sat.closed_at is not None:
        raise RuleBroken("SIT-7", "The meeting has closed.")
    if last_at is not None and happened_at < last_at:
        raise RuleBroken(
            "SIT-7",
            "Something later is on record already. Enter a later time, or strike that out"
            " first.",
            field="happened_at",
        )


def check_item(
    *,
    state: str,
    part: int,
    is_adjourned: bool,
    is_public: bool,
    private_carried: bool,
) -> None:
    """Raises RuleBroken unless the item may be begun."""
    if is_adjourned:
        raise RuleBroken("SIT-7", "The meeting is adjourned. Resume it first.")
    if state != ItemState.LIVE:
        raise RuleBroken("SIT-7", "This item was taken off the agenda.")
    if part == Part.TWO and is_public and not private_carried:
        raise RuleBroken(
            "SIT-9",
            "This item is taken in private. The meeting first resolves to exclude the"
            " public.",
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may take the chair. ``may`` is false for who is away, has no vote, or
    is barred from the item by a ruling."""

    person: int
    name: str
    may: bool
    is_deputy_chair: bool


def stand_in(candidates: Iterable[Candidate]) -> Candidate | None:
    """The deputy chair, if here and not barred (DOI-10)."""
    return next((one for one in candidates if one.may and one.is_deputy_chair), None)


def check_presiding(
    person: int, candidates: Iterable[Candidate], *, chair_barred: bool
) -> None:
    """Raises RuleBroken unless this person may preside: where the chair may not, the
    deputy chair does; where neither may, a member the meeting chooses (DOI-11)."""
    known = list(candidates)
    chosen = next((one for one in known if one.person == person), None)
    if chosen is None or not chosen.may:
        raise RuleBroken(
            "DOI-11",
            "Choose a member who is here and may vote on this item.",
            field="person",
        )
    deputy = stand_in(known)
    if chair_barred and deputy is not None and deputy.person != person:
        raise RuleBroken(
            "DOI-10",
            f"{deputy.name} is here: the deputy chair presides where the chair may not.",
            field="person",
        )


def check_way_out(way_out: str) -> None:
    """Raises RuleBroken for a way out there is not."""
    if way_out not in WayOut.values:
        raise RuleBroken(
            "SIT-10", "Choose what the meeting does instead.", field="way_out"
        )


def check_resolution(
    *,
    moved_by: int | None,
    seconded_by: int | None,
    voters: Iterable[int],
    wording: str,
    reasons: Mapping[int, str],
    private_items: Mapping[int, str],
) -> None:
    """Raises RuleBroken unless two voters moved and seconded it, it has words, and every
    item to be taken in private has its reason."""
    may = set(voters)
    if moved_by not in may:
        raise RuleBroken(
            "SIT-9", "Choose who moved it: somebody here who votes.", field="moved_by"
        )
    if seconded_by not in may:
        raise RuleBroken(
            "SIT-9",
            "Choose who seconded it: somebody here who votes.",
            field="seconded_by",
        )
    if moved_by == seconded_by:
        raise RuleBroken(
            "SIT-9",
            "Nobody seconds an own motion. Choose another member.",
            field="seconded_by",
        )
    if not wording:
        raise RuleBroken("SIT-9", "Write down the resolution.", field="wording")
    if not private_items:
        raise RuleBroken("SIT-9", "No item of this meeting is to be taken in private.")
    for item_id, title in private_items.items():
        if not reasons.get(item_id, "").strip():
            raise RuleBroken(
                "SIT-9",
                f"Say why “{title}” is taken in private.",
                field=f"reason_{item_id}",
            )
