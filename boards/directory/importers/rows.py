"""A table of organisations, read row by row; what is doubtful is listed, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from boards.directory.enums import OrganisationKind, Service
from boards.directory.rules import (
    tidy_code,
    unknown_code,
    wrong_ods_code,
    wrong_ons_code,
    wrong_span,
)

FIRST_YEAR, LAST_YEAR = 1800, 2199
"""A day outside these is a slip of the keyboard."""

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class ReadOrganisation:
    """One row. ``number`` counts as a spreadsheet shows it. What the row leaves empty is
    empty here and changes nothing. ``doubts`` keep it from being taken, ``remarks`` do
    not. ``is_open`` is True where the file itself says that the organisation is."""

    number: int
    name: str
    kind: OrganisationKind | None
    ods_code: str = ""
    ons_code: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    services: tuple[Service, ...] = ()
    systems: tuple[str, ...] = ()
    is_open: bool = False
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass
class RowNotes:
    """What is said of a row while it is read."""

    doubts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


_KIND_WORDS: Mapping[str, OrganisationKind] = {
    **{kind.value: kind for kind in OrganisationKind},
    **{str(kind.label).casefold(): kind for kind in OrganisationKind},
    "foundation trust": OrganisationKind.FOUNDATION_TRUST,
    "trust": OrganisationKind.NHS_TRUST,
    "council": OrganisationKind.LOCAL_AUTHORITY,
    "gp practice": OrganisationKind.PRIMARY_CARE,
    "primary care network": OrganisationKind.PRIMARY_CARE,
    "pcn": OrganisationKind.PRIMARY_CARE,
}

_SERVICE_WORDS: Mapping[str, Service] = {
    **{service.value: service for service in Service},
    **{str(service.label).casefold(): service for service in Service},
}


def read_cells(
    number: int, cell: Mapping[str, str], *, kind: OrganisationKind | None = None
) -> ReadOrganisation:
    """A row whose cells are known by our own names of columns."""
    notes = RowNotes()
    if not cell.get("name", ""):
        notes.doubts.append("It has no name.")
    if len(cell.get("name", "")) > 200:
        notes.doubts.append("The name is longer than 200 letters.")
    kind = kind or _kind(cell.get("kind", ""), notes)
    row = ReadOrganisation(
        number=number,
        name=" ".join(cell.get("name", "").split()),
        kind=kind,
        ods_code=tidy_code(cell.get("ods_code", "")),
        ons_code=tidy_code(cell.get("ons_code", "")),
        starts_on=read_day(cell.get("starts_on", ""), "opening", notes),
        ends_on=read_day(cell.get("ends_on", ""), "closing", notes),
        services=_services(cell.get("services", ""), notes),
        systems=tuple(_several(cell.get("systems", ""), ";")),
    )
    return judged(row, notes)


def judged(row: ReadOrganisation, notes: RowNotes) -> ReadOrganisation:
    """The row with what the directory's own rules say of it (DIR-1, DIR-3, DIR-4)."""
    if row.kind is not None:
        notes.doubts += filter(
            None,
            (
                wrong_ods_code(row.ods_code, row.kind),
                wrong_ons_code(row.ons_code, row.kind),
            ),
        )
        if not notes.doubts and (remark := unknown_code(row.ods_code, row.kind)):
            notes.remarks.append(remark)
    if problem := wrong_span(row.starts_on, row.ends_on, what=row.name):
        notes.doubts.append(problem)
    return replace(row, doubts=tuple(notes.doubts), remarks=tuple(notes.remarks))


def read_day(text: str, what: str, notes: RowNotes) -> date | None:
    """A day as people and the ODS files write it; anything else is a doubt."""
    text = text.strip()
    if not text:
        return None
    for form in _DAY_FORMS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day, no moment
        except ValueError:
            continue
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    notes.doubts.append(
        f"“{text}” is no day of {what}. Write it as 2022-07-01 or 1/7/2022."
    )
    return None


def without_doubles(rows: Iterable[ReadOrganisation]) -> tuple[ReadOrganisation, ...]:
    """Rows that name one code, or have one name and kind and no code, doubt one another:
    which of them is right cannot be known."""
    kept = list(rows)
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(kept):
        for what, code in (("ODS code", row.ods_code), ("ONS code", row.ons_code)):
            if code:
                places[what, code].append(place)
        if row.name and not row.ods_code and not row.ons_code:
            places["name", row.name.casefold()].append(place)
    for (what, key), several in places.items():
        if len(several) < 2:
            continue
        for place in several:
            row = kept[place]
            others = [kept[one].number for one in several if one != place]
            shown = row.name if what == "name" else key
            words = (
                f"{_rows(others)} {'has' if len(others) == 1 else 'have'} the same"
                f" {what}, {shown}."
            )
            kept[place] = replace(row, doubts=(*row.doubts, words))
    return tuple(kept)


def _kind(text: str, notes: RowNotes) -> OrganisationKind | None:
    words = " ".join(text.split())
    kind = _KIND_WORDS.get(words.casefold())
    if kind is None:
        known = ", ".join(OrganisationKind.values)
        said = f"“{words}” is no kind of organisation" if words else "It has no kind"
        notes.doubts.append(f"{said}. The kinds are {known}.")
    return kind


def _services(text: str, notes: RowNotes) -> tuple[Service, ...]:
    found = set()
    for words in _several(text.replace(",", ";").replace("/", ";"), ";"):
        service = _SERVICE_WORDS.get(words.casefold())
        if service is None:
            known = ", ".join(Service.values)
            notes.doubts.append(f"“{words}” is no service. The services are {known}.")
        else:
            found.add(service)
    return tuple(sorted(found))


def _several(text: str, between: str) -> list[str]:
    return [words for part in text.split(between) if (words := " ".join(part.split()))]


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Row {numbers[0]}"
    shown = [str(number) for number in numbers[:5]]
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"Rows {', '.join(shown)}{more}"
