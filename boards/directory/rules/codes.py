"""The form of organisation codes, by kind (nhs-practice 2.1).

Two questions are kept apart. *Is it of the right form?* is decided here and a wrong form is
refused. *Is there such a code?* is not known to the portal, except where it holds the whole
list; a code that is not on a list it holds is remarked on and stops nobody. No code at all
is always fine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from boards.directory.enums import OrganisationKind


@dataclass(frozen=True, slots=True)
class CodeForm:
    """What a code looks like. ``words`` finish "… is"; ``known`` is the whole list of
    codes, where the portal holds it, for the codes that ``listed`` matches."""

    pattern: re.Pattern[str]
    words: str
    known: frozenset[str] = frozenset()
    listed: re.Pattern[str] | None = None
    list_words: str = ""


CARE_TRUSTS = frozenset({"TAD", "TAF", "TAH", "TAJ"})
"""The four care trusts, whose codes start with T (nhs-practice 2.1)."""

_BOARDS = (
    "QOX QHG QHL QUA QUY QU9 QUE QYG QT6 QWU QJ2 QJK QVV QNQ QR1 QOP QRL QGH QM7 QOQ QKS"
    " QE1 QK1 QJM QH8 QMM QPM QMJ QHM QMF QRV QT1 QOC QSL QKK QWE QF7 QNC QJG QXU QNX QWO"
)

ICBS_2022 = frozenset(re.findall(r"Q..", _BOARDS))
"""The 42 integrated care boards of 1 July 2022 (nhs-practice 2.3). Codes of later boards
are not known to the portal, so they are remarked on."""

_ANY = CodeForm(re.compile(r"[A-Z0-9]{3,6}"), "3 to 6 letters and digits")
_ICB = CodeForm(
    re.compile(r"Q[A-Z0-9]{2}"),
    "Q and 2 letters or digits, such as QE1",
    known=ICBS_2022,
    listed=re.compile(r"Q.."),
    list_words="is not one of the 42 integrated care boards of 2022",
)
_TRUST = CodeForm(
    re.compile(r"R[A-Z0-9]{2}|T[A-Z0-9]{2}"),
    "R and 2 letters or digits, such as RXN; for a care trust T and 2 letters, such as TAD",
    known=CARE_TRUSTS,
    listed=re.compile(r"T.."),
    list_words="is not one of the four care trusts (TAD, TAF, TAH, TAJ)",
)

ODS_FORMS: Mapping[OrganisationKind, CodeForm] = {
    OrganisationKind.ICS: _ICB,
    OrganisationKind.ICB: _ICB,
    # Groups merged in 2020 and 2021 were given five characters, W2U3Z for one.
    OrganisationKind.CCG: CodeForm(
        re.compile(r"[A-Z0-9]{3}|[A-Z][0-9][A-Z][0-9][A-Z]"),
        "3 letters or digits, such as 00L, or 5 in the manner of W2U3Z",
    ),
    OrganisationKind.FOUNDATION_TRUST: _TRUST,
    OrganisationKind.NHS_TRUST: _TRUST,
    OrganisationKind.LOCAL_AUTHORITY: CodeForm(
        re.compile(r"[0-9]{3}"), "3 digits, such as 106"
    ),
    OrganisationKind.PRIMARY_CARE: CodeForm(
        re.compile(r"[A-Z][0-9]{5}"),
        "a letter and 5 digits: U12345 for a primary care network, P81001 for a practice",
    ),
    OrganisationKind.REGULATOR: CodeForm(
        re.compile(r"Y[0-9]{2}|(?!Y)[A-Z0-9]{3,6}"),
        "Y and 2 digits for a region of NHS England, such as Y62, or 3 to 6 letters and"
        " digits that begin otherwise",
    ),
}
"""By kind; a kind that is not named takes any ODS code."""

ONS_PREFIXES: Mapping[OrganisationKind, tuple[str, ...]] = {
    OrganisationKind.REGULATOR: ("E40",),
    OrganisationKind.ICS: ("E54",),
    OrganisationKind.ICB: ("E54",),
    OrganisationKind.CCG: ("E38",),
    OrganisationKind.LOCAL_AUTHORITY: ("E06", "E07", "E08", "E09", "E10"),
}
"""How the ONS code of each kind begins; a kind that is not named has none."""

_ONS_FORM = re.compile(r"E[0-9]{8}")
_UPPER_TIER = {"E06": True, "E08": True, "E09": True, "E10": True, "E07": False}


def tidy_code(code: str) -> str:
    """The code in capitals without blanks, as it is kept."""
    return "".join(code.split()).upper()


def wrong_ods_code(code: str, kind: str) -> str:
    """Why a tidied code cannot be the ODS code of an organisation of this kind; empty
    where it can, and where there is no code."""
    form = _form_for(kind)
    if not code or form.pattern.fullmatch(code):
        return ""
    return f"“{code}” is not the ODS code of {_a(kind)}: that is {form.words}."


def wrong_ons_code(code: str, kind: str) -> str:
    """The same for a code of the Office for National Statistics."""
    if not code:
        return ""
    prefixes = ONS_PREFIXES.get(OrganisationKind(kind), ())
    if not prefixes:
        return (
            f"“{code}” cannot stay: the Office for National Statistics gives no code to"
            f" {_a(kind)}."
        )
    if _ONS_FORM.fullmatch(code) and code.startswith(prefixes):
        return ""
    begins = _or(prefixes)
    return (
        f"“{code}” is not the ONS code of {_a(kind)}: that is {begins} and 6 digits, such"
        f" as {prefixes[-1]}000001."
    )


def unknown_code(code: str, kind: str) -> str:
    """A remark on a well-formed ODS code that is not on a list the portal holds; empty
    where it is on the list, and where the portal holds none for such codes."""
    form = _form_for(kind)
    if not code or form.listed is None or not form.listed.fullmatch(code):
        return ""
    if code in form.known:
        return ""
    return f"{code} {form.list_words}. Check that it is right."


def upper_tier_of(ons_code: str) -> bool | None:
    """Whether a council provides social care, read from its ONS code: unitary, borough
    and county councils do, districts (E07) do not (nhs-practice 2.1). None without a code
    of a council. E06 takes in the Isles of Scilly and E09 the City of London."""
    return _UPPER_TIER.get(ons_code[:3])


def _form_for(kind: str) -> CodeForm:
    return ODS_FORMS.get(OrganisationKind(kind), _ANY)


def _a(kind: str) -> str:
    words = str(OrganisationKind(kind).label)
    if not words.startswith("NHS"):
        words = words[:1].lower() + words[1:]
    article = "an" if words[:1] in "aeioN" else "a"
    return f"{article} {words}"


def _or(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
