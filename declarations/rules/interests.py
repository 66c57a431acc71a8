"""What an interest must say before it is declared (DOI-02 to DOI-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from declarations.enums import INDIRECT_LABEL, InterestType, Relationship, SubType
from ics_portal.core.errors import RuleBroken

LONGEST = 4000
EXAMPLES: dict[str, tuple[str, ...]] = {
    InterestType.FINANCIAL: (
        SubType.DIRECTOR,
        SubType.OWNER,
        SubType.CONSULTANT,
        SubType.SECOND_JOB,
        SubType.SECOND_INCOME,
        SubType.GRANT,
        SubType.PAYMENT,
        SubType.RESEARCH,
        SubType.PATENT,
        SubType.PRIVATE_PRACTICE,
        SubType.OTHER,
    ),
    InterestType.PROFESSIONAL: (
        SubType.ADVOCATE,
        SubType.SPECIAL_INTEREST,
        SubType.SPECIALIST_BODY,
        SubType.ADVISER,
        SubType.LOYALTY,
        SubType.OTHER,
    ),
    InterestType.PERSONAL: (
        SubType.CHAMPION,
        SubType.VOLUNTEER,
        SubType.VOLUNTARY_BOARD,
        SubType.CONDITION,
        SubType.LOYALTY,
        SubType.OTHER,
    ),
}
"""The examples of each type; the published list of the first is cut short (DOI-03)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a person says of one interest."""

    kind: str
    nature: str
    arose_on: date | None
    is_direct: bool = True
    relationship: str = ""
    sub_type: str = SubType.OTHER
    has_organisation: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    is_routine: bool = False


def check_length(text: str, *, field: str) -> None:
    """Raise RuleBroken for words that are longer than a register can print."""
    if len(text) > LONGEST:
        raise RuleBroken(
            "DCL-1",
            f"Shorten this to {LONGEST:,} letters; it has {len(text):,}.",
            field=field,
        )


def label_of(*, is_direct: bool, kind: str) -> str:
    """The type in one of the four words of the published table (DOI-02)."""
    return InterestType(kind).label if is_direct else INDIRECT_LABEL


def check_declaration(said: Declaration, *, today: date) -> None:
    """Raise RuleBroken with the field at fault for what cannot be declared so."""
    if said.kind not in InterestType.values:
        raise RuleBroken(
            "DOI-02",
            "Choose the type of the interest."
            if said.is_direct
            else "Choose the type of interest that person has.",
            field="kind",
        )
    _check_whose(said)
    if said.sub_type not in EXAMPLES[said.kind]:
        label = InterestType(said.kind).label.lower()
        raise RuleBroken(
            "DCL-1", f"Choose an example of a {label} interest.", field="sub_type"
        )
    if said.is_routine and said.sub_type != SubType.SPECIALIST_BODY:
        raise RuleBroken(
            "DCL-1",
            "Only routine membership of a professional body is exempt.",
            field="is_routine",
        )
    if not said.nature.strip():
        raise RuleBroken("DCL-1", "Say what the interest is.", field="nature")
    check_length(said.nature, field="nature")
    if not said.has_organisation:
        raise RuleBroken(
            "DCL-1", "Choose the organisation, or write its name.", field="organisation"
        )
    _check_days(said, today)


def _check_whose(said: Declaration) -> None:
    if said.is_direct and said.relationship:
        raise RuleBroken(
            "DOI-06",
            "An interest of your own has no relationship. Take it away, or say that the"
            " interest is somebody else's.",
            field="relationship",
        )
    if not said.is_direct and said.relationship not in Relationship.values:
        raise RuleBroken(
            "DOI-06", "Say whose interest it is, by relationship.", field="relationship"
        )


def _check_days(said: Declaration, today: date) -> None:
    if said.arose_on is None:
        raise RuleBroken(
            "DCL-2", "Enter the day the interest arose or changed.", field="arose_on"
        )
    if said.arose_on > today:
        raise RuleBroken(
            "DCL-2",
            "Enter today or an earlier day: the interest has not arisen yet.",
            field="arose_on",
        )
    if (
        said.starts_on is not None
        and said.ends_on is not None
        and said.ends_on < said.starts_on
    ):
        raise RuleBroken(
            "DCL-2",
            f"To date must not be before the from date, {said.starts_on:%-d %B %Y}.",
            field="ends_on",
        )


def read_share(text: str) -> Decimal | None:
    """A share in per cent as typed: "12.5", "12.5 %", "1/8" is refused with a sentence."""
    typed = text.replace("%", "").replace(",", ".").strip()
    if not typed:
        return None
    try:
        share = Decimal(typed)
    except InvalidOperation:
        share = Decimal(-1)
    if not share.is_finite() or not 0 <= share <= 100:
        raise RuleBroken(
            "DCL-1", "Enter the share in per cent, such as 12.5.", field="share"
        )
    return share.quantize(Decimal("0.01"))
