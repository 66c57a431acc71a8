"""The data files of the NHS Organisation Data Service: 27 columns without a header.

etr.csv (trusts), ect.csv (care trusts), eccg.csv, eauth.csv, epraccur.csv and their like
share this layout. They do not say what kind of organisation a row is: it is read from code
and name together, and doubted where they do not say it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from boards.directory.enums import OrganisationKind
from boards.directory.importers.rows import (
    ReadOrganisation,
    RowNotes,
    judged,
    read_day,
)
from boards.directory.rules import tidy_code

COLUMNS = (
    "Organisation Code",
    "Name",
    "National Grouping",
    "High Level Health Geography",
    "Address Line 1",
    "Address Line 2",
    "Address Line 3",
    "Address Line 4",
    "Address Line 5",
    "Postcode",
    "Open Date",
    "Close Date",
    "Status Code",
    "Organisation Sub-Type Code",
    "Parent Organisation Code",
    "Join Parent Date",
    "Left Parent Date",
    "Contact Telephone Number",
    "(empty)",
    "(empty)",
    "(empty)",
    "Amended Record Indicator",
    "(empty)",
    "Current Care Organisation",
    "(empty)",
    "Practice Type",
    "(empty)",
)
"""In the order of the file. Days are YYYYMMDD. Address, parents and telephone are not
kept: the portal has no use for them."""

CODE, NAME, OPENED, CLOSED, STATUS = 0, 1, 10, 11, 12

_KINDS: tuple[tuple[str, str, OrganisationKind], ...] = (
    ("Q..", r"INTEGRATED CARE BOARD|\bICB\b", OrganisationKind.ICB),
    ("[RT]..", r"NHS FOUNDATION TRUST$", OrganisationKind.FOUNDATION_TRUST),
    ("[RT]..", r"NHS TRUST$", OrganisationKind.NHS_TRUST),
    ("...|.....", r"CLINICAL COMMISSIONING GROUP|\bCCG$", OrganisationKind.CCG),
    ("[0-9]{3}", r"COUNCIL|BOROUGH|CITY OF", OrganisationKind.LOCAL_AUTHORITY),
    ("Y[0-9]{2}", r"REGION|COMMISSIONING", OrganisationKind.REGULATOR),
    ("U[0-9]{5}", r"\bPCN\b|PRIMARY CARE NETWORK", OrganisationKind.PRIMARY_CARE),
    (
        "[A-Z][0-9]{5}",
        r"SURGERY|PRACTICE|MEDICAL|HEALTH CENT|GROUP|CENTRE|CLINIC|DOCTORS|\bDR\b",
        OrganisationKind.PRIMARY_CARE,
    ),
)

_SMALL = {"and", "at", "by", "for", "in", "of", "on", "the", "under", "upon", "with"}
_CAPITALS = {"CCG", "GP", "ICB", "NHS", "PCN", "UK"}


def has_the_layout(first: Sequence[str]) -> bool:
    """Whether a file that begins with this row is one of them."""
    return (
        len(first) == len(COLUMNS)
        and re.fullmatch(r"[A-Za-z0-9]{3,6}", first[CODE].strip()) is not None
        and re.fullmatch(r"([0-9]{8})?", first[OPENED].strip()) is not None
    )


def read_record(number: int, cells: Sequence[str]) -> ReadOrganisation:
    """One row of such a file."""
    notes = RowNotes()
    if len(cells) != len(COLUMNS):
        notes.doubts.append(
            f"It has {len(cells)} columns; a row of an ODS file has {len(COLUMNS)}."
        )
        name = cells[NAME].strip() if len(cells) > NAME else ""
        return judged(ReadOrganisation(number, name, None), notes)
    code, name = tidy_code(cells[CODE]), " ".join(cells[NAME].split())
    if not name:
        notes.doubts.append("It has no name.")
    kind = _kind_of(code, name.upper())
    if kind is None:
        notes.doubts.append(
            f"What kind of organisation {code} is cannot be told from its code and name."
        )
    opened = read_day(cells[OPENED], "opening", notes)
    closed = read_day(cells[CLOSED], "closing", notes)
    status = cells[STATUS].strip().upper()
    if status == "C" and closed is None:
        notes.doubts.append("Its status is closed, and no day of closing is given.")
    elif status == "A" and closed is not None:
        notes.doubts.append("Its status is active, and a day of closing is given.")
    elif status == "P":
        notes.doubts.append("Its status is proposed: it is not open yet.")
    elif status == "D":
        notes.remarks.append("Its status is dormant.")
    elif status not in {"A", "C", ""}:
        notes.doubts.append(f"“{status}” is no status of the ODS files.")
    row = ReadOrganisation(
        number=number,
        name=readable(name),
        kind=kind,
        ods_code=code,
        starts_on=opened,
        ends_on=closed,
        is_open=status == "A",
    )
    return judged(row, notes)


def readable(name: str) -> str:
    """A name printed in capitals as it is written elsewhere; another as it stands."""
    if name != name.upper():
        return name
    words = name.split(" ")
    return " ".join(_word(word, is_first=not place) for place, word in enumerate(words))


def _word(word: str, *, is_first: bool) -> str:
    bare = word.strip("(),.").upper()
    if bare in _CAPITALS:
        return word
    small = word.lower()
    if bare.lower() in _SMALL and not is_first:
        return small
    return "-".join(
        part if place and part in _SMALL else _capital(part)
        for place, part in enumerate(small.split("-"))
    )


def _capital(word: str) -> str:
    return re.sub(r"^([(/]?)([a-z])", lambda match: match[1] + match[2].upper(), word)


def _kind_of(code: str, name: str) -> OrganisationKind | None:
    for form, words, kind in _KINDS:
        if re.fullmatch(form, code) and re.search(words, name):
            return kind
    return None
