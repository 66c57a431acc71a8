"""Organisations, in a list and each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from boards.directory.enums import SuccessionKind
from boards.directory.models import Organisation, OrganisationSuccession
from boards.directory.presenters.common import Standing, span_words, standing
from boards.directory.rules import unknown_code
from boards.directory.selectors import reading
from boards.directory.selectors.history import SHOWN, Change
from ics_portal.core.web.words import listed

if TYPE_CHECKING:
    from ics_portal.core.effective import EffectiveDated


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One line of the list of organisations, as it stands on a day."""

    pk: int
    name: str
    kind: str
    ods_code: str
    ons_code: str
    services: str
    systems: str
    opened: date | None
    closed: date | None
    standing: Standing

    CSV_HEADER = (
        "Name",
        "Kind",
        "ODS code",
        "ONS code",
        "Services",
        "Systems",
        "Opened",
        "Closed",
        "On the day",
    )

    def csv(self) -> Sequence[object]:
        return (
            self.name,
            self.kind,
            self.ods_code,
            self.ons_code,
            self.services,
            self.systems,
            self.opened,
            self.closed,
            self.standing.words,
        )


def organisation_row(one: Organisation, *, on: date) -> OrganisationRow:
    """Services and systems are read with the organisation."""
    provided = [
        str(row.get_service_display())
        for row in one.services.all()
        if row.is_in_force_on(on)
    ]
    return OrganisationRow(
        pk=one.pk,
        name=one.name,
        kind=str(one.get_kind_display()),
        ods_code=one.ods_code,
        ons_code=one.ons_code,
        services="; ".join(provided),
        systems="; ".join(str(system) for system in one.systems.all()),
        opened=one.starts_on,
        closed=one.ends_on,
        standing=standing(one, on),
    )


@dataclass(frozen=True, slots=True)
class ServiceRow:
    words: str
    span: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """A predecessor or a successor: ``words`` is what happened, seen from here."""

    succession_id: int
    pk: int
    name: str
    words: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One organisation. ``code_remark`` is a warning about its code, or empty."""

    organisation: Organisation
    standing: Standing
    kind: str
    systems: str
    social_care: str
    code_remark: str
    services: tuple[ServiceRow, ...]
    predecessors: tuple[NeighbourRow, ...]
    successors: tuple[NeighbourRow, ...]
    changes: tuple[Change, ...]
    more_changes: int


_BEFORE = {
    SuccessionKind.MERGER: "Merged into this",
    SuccessionKind.RENAME: "Renamed as this",
    SuccessionKind.TRANSFER: "Functions transferred to this",
}


def organisation_page(one: Organisation, *, on: date) -> OrganisationPage:
    """The organisation as it stands on a day, read by ``organisation_or_404``."""
    is_council = one.kind == "local_authority"
    says = {True: "Yes", False: "No", None: "Nobody has said"}[one.is_upper_tier]
    changes = reading.history_of_organisation(one)
    return OrganisationPage(
        organisation=one,
        standing=standing(one, on),
        kind=str(one.get_kind_display()),
        systems=listed(one.systems.all()),
        social_care=says if is_council else "",
        code_remark=unknown_code(one.ods_code, one.kind),
        services=tuple(
            ServiceRow(
                str(row.get_service_display()),
                span_words(row.starts_on, row.ends_on),
                _service_standing(row, on),
            )
            for row in one.services.all()
        ),
        predecessors=tuple(_predecessor(each) for each in one.precessions.all()),
        successors=tuple(_successor(each) for each in one.successions.all()),
        changes=tuple(changes[:SHOWN]),
        more_changes=max(0, len(changes) - SHOWN),
    )


def _service_standing(row: EffectiveDated, on: date) -> Standing:
    if row.starts_on is not None and on < row.starts_on:
        return Standing("To come", "info")
    if row.ends_on is not None and row.ends_on < on:
        return Standing("Ended", "quiet")
    return Standing("Provided", "ok")


def _predecessor(each: OrganisationSuccession) -> NeighbourRow:
    words = _BEFORE[SuccessionKind(each.kind)]
    other = each.predecessor
    return NeighbourRow(each.pk, other.pk, other.name, words, each.on, each.note)


def _successor(each: OrganisationSuccession) -> NeighbourRow:
    words = str(each.get_kind_display())
    other = each.successor
    return NeighbourRow(each.pk, other.pk, other.name, words, each.on, each.note)
