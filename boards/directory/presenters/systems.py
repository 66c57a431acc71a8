"""A system by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boards.directory.enums import OrganisationKind
from boards.directory.models import IntegratedCareSystem, Organisation
from boards.directory.presenters.common import Standing, span_words, standing
from boards.directory.selectors import reading
from boards.directory.selectors.history import SHOWN, Change
from ics_portal.core.web.words import shortday

UPPER_TIER = {
    True: ("Upper tier", "ok"),
    False: ("Not upper tier", "quiet"),
    None: ("Nobody has said", "warn"),
}


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A council. ``tier`` is words and kind of a chip: one with social care is upper
    tier, and a member of the Partnership."""

    pk: int
    name: str
    code: str
    tier: tuple[str, str]

    CSV_HEADER = ("Council", "ODS code", "Tier", "Day shown")


@dataclass(frozen=True, slots=True)
class SystemPage:
    """A system. ``codes`` are those of its NHS body, since a system has none."""

    system: IntegratedCareSystem
    standing: Standing
    span: str
    footprint: tuple[str, str]
    codes: tuple[tuple[str, str], ...]
    councils: tuple[CouncilRow, ...]
    changes: tuple[Change, ...]
    more_changes: int


def system_page(system: IntegratedCareSystem, *, on: date) -> SystemPage:
    """The system as it stands on a day."""
    changes = reading.history_of_system(system)
    confirmed = system.footprint_confirmed_on
    councils = reading.organisations(
        on=on, kind=OrganisationKind.LOCAL_AUTHORITY, system_id=system.pk
    )
    boards = reading.organisations(
        on=on, kind=OrganisationKind.ICB, system_id=system.pk
    )
    return SystemPage(
        system=system,
        standing=standing(system, on),
        span=span_words(system.starts_on, system.ends_on),
        footprint=(
            (f"Confirmed on {shortday(confirmed)}", "ok")
            if confirmed
            else ("Not confirmed", "warn")
        ),
        codes=tuple((one.name, _codes(one)) for one in boards),
        councils=tuple(
            CouncilRow(one.pk, one.name, one.ods_code, UPPER_TIER[one.is_upper_tier])
            for one in councils
        ),
        changes=tuple(changes[:SHOWN]),
        more_changes=max(0, len(changes) - SHOWN),
    )


def _codes(one: Organisation) -> str:
    said = [
        f"{words} {code}"
        for words, code in (("ODS", one.ods_code), ("ONS", one.ons_code))
        if code
    ]
    return ", ".join(said) or "No code is recorded"
