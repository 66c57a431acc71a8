"""Oversight by regulators: segments, what follows what, and who may act (ACC-04, ACC-06)."""

from __future__ import annotations

import re

from boards.bodies.rules.sources import source_words
from boards.directory.enums import OrganisationKind
from boards.duties.enums import RatingStatus, Segment

WRONG_SEGMENT = (
    "The framework has four levels: choose a segment from 1 to 4"
    f" ({source_words('000:202')})."
)

WHO_ACTS = (
    "Only NHS England takes statutory or regulatory action. The integrated care board"
    " leads oversight of local performance, and no more:"
    f" {source_words('000:203-204')}; {source_words('004:16,147')}."
)

REVIEWS = (
    "How whole systems are reviewed is still being agreed between NHS England, the Care"
    f" Quality Commission and the Department of Health and Social Care ({source_words('000:206')})."
)
"""ACC-10: context, and a place to say more when it is agreed."""

_CODE = re.compile(r"X24|Y\d\d")
"""NHS England and its regions, in the register of the Organisation Data Service."""


def wrong_segment(segment: object) -> str:
    """Why a segment cannot be; empty where it is one of the four."""
    return "" if segment in Segment.values else WRONG_SEGMENT


def is_nhs_england(*, kind: str, name: str, ods_code: str) -> bool:
    """Whether an organisation of the directory is NHS England: by code or by name.

    NHS Improvement was led as one with it, and became part of it on 1 July 2022.
    """
    if kind != OrganisationKind.REGULATOR:
        return False
    words = " ".join(name.split()).casefold()
    return (
        bool(_CODE.fullmatch(ods_code.strip().upper()))
        or re.match(r"nhs england\b", words) is not None
        or words == "nhs improvement"
    )


def wrong_taker(*, kind: str, name: str, ods_code: str) -> str:
    """Why an organisation cannot take regulatory action; empty for NHS England (ACC-06)."""
    if is_nhs_england(kind=kind, name=name, ods_code=ods_code):
        return ""
    return f"{name} cannot be chosen. {WHO_ACTS}"


def wrong_successor(*, before: str, status: str) -> str:
    """Why a rating cannot take the place of the one that begins the same day; empty where
    it can. A final one takes the place of an expected one, never the other way round."""
    if before != RatingStatus.FINAL or status != RatingStatus.EXPECTED:
        return ""
    return (
        "The rating of this scheme from this day is final already, and an expected one"
        " comes before the final one. Choose a later day, or say that this one is final."
    )
