"""What a table would change in the directory; nothing is changed here."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from boards.directory.enums import TRUST_KINDS, OrganisationKind, Service
from boards.directory.importers.reading import Reading, tidy_text
from boards.directory.importers.rows import ReadOrganisation
from boards.directory.models import IntegratedCareSystem, Organisation
from boards.directory.rules import said, wrong_span


class Outcome(StrEnum):
    """What would become of a row."""

    DOUBTFUL = "doubtful"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class CellChange:
    """``field`` as a model names it, and as a page does; ``was`` and ``becomes`` in
    words."""

    field: str
    label: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with what it would do. ``add_services`` and ``add_systems`` are what the
    organisation has not yet; nothing it has is taken away."""

    row: ReadOrganisation
    outcome: Outcome
    organisation_id: int | None = None
    changes: tuple[CellChange, ...] = ()
    add_services: tuple[Service, ...] = ()
    add_system_ids: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows. ``text_hash`` binds it to the text, ``plan_hash`` to what was shown."""

    rows: tuple[PlannedRow, ...]
    text_hash: str
    plan_hash: str

    def of(self, outcome: Outcome) -> tuple[PlannedRow, ...]:
        return tuple(each for each in self.rows if each.outcome == outcome)


def plan_import(
    text: str, reading: Reading, *, into: IntegratedCareSystem | None = None
) -> Plan:
    """Compare a reading with the directory, in six queries whatever its length.

    A row is known by its ODS code, else its ONS code, else its name and kind. ``into`` is
    the system of rows that name none. A row that would contradict the directory is
    doubtful: another kind, a code where there is another, an open one that is closed here.
    """
    known = _Known()
    rows = tuple(known.planned(row, into) for row in reading.rows)
    into_id = into.pk if into else None
    return Plan(
        rows,
        text_hash=_hash(tidy_text(text)),
        plan_hash=_hash(f"{into_id}\n" + "\n".join(map(repr, rows))),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Known:
    """The directory as it is, read once."""

    def __init__(self) -> None:
        found = list(
            Organisation.objects.prefetch_related(
                "services", "systems", "successions", "precessions"
            )
        )
        self.by_ods = {one.ods_code: one for one in found if one.ods_code}
        self.by_ons = {one.ons_code: one for one in found if one.ons_code}
        self.by_name: defaultdict[str, list[Organisation]] = defaultdict(list)
        for one in found:
            self.by_name[one.name.casefold()].append(one)
        self.systems: dict[str, list[IntegratedCareSystem]] = defaultdict(list)
        for system in IntegratedCareSystem.objects.all():
            for words in {system.name.casefold(), system.short_name.casefold()} - {""}:
                self.systems[words].append(system)

    def planned(
        self, row: ReadOrganisation, into: IntegratedCareSystem | None
    ) -> PlannedRow:
        doubts = list(row.doubts)
        systems = self._systems(row, into, doubts)
        one = None if doubts else self._match(row, doubts)
        if one is not None:
            doubts += _contradictions(row, one)
        if doubts:
            return PlannedRow(row, Outcome.DOUBTFUL, doubts=tuple(doubts))
        system_ids = [system.pk for system in systems]
        if one is None:
            return PlannedRow(
                row,
                Outcome.NEW,
                add_services=row.services,
                add_system_ids=tuple(system_ids),
            )
        changes = tuple(_changes(row, one))
        has = {each.service for each in one.services.all() if each.ends_on is None}
        sits_in = {system.pk for system in one.systems.all()}
        services = tuple(each for each in row.services if each.value not in has)
        fresh = tuple(pk for pk in system_ids if pk not in sits_in)
        outcome = Outcome.CHANGED if changes or services or fresh else Outcome.UNCHANGED
        return PlannedRow(row, outcome, one.pk, changes, services, fresh)

    def _systems(
        self,
        row: ReadOrganisation,
        into: IntegratedCareSystem | None,
        doubts: list[str],
    ) -> list[IntegratedCareSystem]:
        if not row.systems:
            return [into] if into else []
        found = []
        for words in row.systems:
            named = self.systems.get(words.casefold(), [])
            if len(named) == 1:
                found.append(named[0])
            elif named:
                doubts.append(f"Several systems are called “{words}”.")
            else:
                doubts.append(f"No system is called “{words}”.")
        return found

    def _match(self, row: ReadOrganisation, doubts: list[str]) -> Organisation | None:
        by_ods = self.by_ods.get(row.ods_code)
        by_ons = self.by_ons.get(row.ons_code)
        if by_ods and by_ons and by_ods != by_ons:
            doubts.append(
                f"{row.ods_code} is {by_ods} and {row.ons_code} is {by_ons} in the"
                " directory: two organisations."
            )
        if by_ods or by_ons:
            return by_ods or by_ons
        same = self.by_name.get(row.name.casefold(), [])
        if not row.ods_code and not row.ons_code:
            alike = [one for one in same if one.kind == row.kind]
            if len(alike) == 1:
                return alike[0]
        if same:
            told = " and ".join(_told(one) for one in same[:3])
            doubts.append(
                f"The directory has this name: {told}. Whether it is the same cannot be"
                " told."
            )
        return None


def _told(one: Organisation) -> str:
    code = one.ods_code or one.ons_code
    kind = one.get_kind_display().lower().replace("nhs", "NHS")
    return f"{kind} {code}" if code else f"{kind} without a code"


def _contradictions(row: ReadOrganisation, one: Organisation) -> Iterable[str]:
    kinds = {row.kind, OrganisationKind(one.kind)}
    if len(kinds) > 1 and not kinds <= TRUST_KINDS:
        yield f"The directory has it as {one.get_kind_display()}, this table does not."
    for words, given, kept in (
        ("ODS code", row.ods_code, one.ods_code),
        ("ONS code", row.ons_code, one.ons_code),
    ):
        if given and kept and given != kept:
            yield (
                f"The directory has it with the {words} {kept}, and a code is never"
                " changed."
            )
    if row.is_open and one.ends_on is not None:
        yield f"The directory has it closed on {said(one.ends_on)}, this table open."
    begins = row.starts_on or one.starts_on
    ends = row.ends_on or one.ends_on
    if problem := wrong_span(begins, ends, what=one.name):
        yield problem
    yield from _against_successions(row, one)
    yield from _against_services(row, one)


def _against_successions(row: ReadOrganisation, one: Organisation) -> Iterable[str]:
    closes_else = row.ends_on is not None and row.ends_on != one.ends_on
    if closes_else and one.successions.all():
        yield "Another organisation follows it: correct its last day on its own page."
    opens_else = row.starts_on is not None and row.starts_on != one.starts_on
    if opens_else and one.precessions.all():
        yield "It follows another organisation: correct its first day on its own page."


def _against_services(row: ReadOrganisation, one: Organisation) -> Iterable[str]:
    still = {each.service for each in one.services.all() if each.ends_on is None}
    for each in one.services.all():
        words = each.get_service_display()
        if each.ends_on is not None and each.service in set(row.services) - still:
            yield (
                f"{words} was provided until {said(each.ends_on)}: say on its own page"
                " from which day it is provided again."
            )
        last = row.ends_on if row.ends_on != one.ends_on else None
        if last is not None and each.starts_on is not None and last < each.starts_on:
            yield (
                f"{words} is provided from {said(each.starts_on)} on, so it cannot close"
                f" on {said(last)}."
            )


def _changes(row: ReadOrganisation, one: Organisation) -> Iterable[CellChange]:
    # Capitals alone are no new name: the ODS files print every name in capitals.
    if row.name.casefold() != one.name.casefold():
        yield CellChange("name", "Name", one.name, row.name)
    if row.kind is not None and row.kind != one.kind:
        yield CellChange(
            "kind", "Kind", str(one.get_kind_display()), str(row.kind.label)
        )
    for field, label in (("ods_code", "ODS code"), ("ons_code", "ONS code")):
        given = getattr(row, field)
        if given and given != getattr(one, field):
            yield CellChange(field, label, "", given)
    for field, label in (("starts_on", "Opened"), ("ends_on", "Closed")):
        day, kept = getattr(row, field), getattr(one, field)
        if day is not None and day != kept:
            yield CellChange(field, label, said(kept) if kept else "", said(day))
