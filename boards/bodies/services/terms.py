"""Versions of the terms of reference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.enums import Constituency
from boards.bodies.models import Body, QuorumLine, TermsOfReference
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_words,
    give_way,
    note,
    tidy,
)
from ics_portal.core.audit.history import bulk_create, create_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Quorum:
    """At least ``minimum`` of these constituencies must be there."""

    words: str
    constituencies: tuple[str, ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a version says. None: the terms do not say."""

    is_public: bool | None = None
    decides_by: str = ""
    chairs_powers: str = ""
    allows_deputies: bool | None = None
    quorum_share: int | None = None
    approved_on: date | None = None
    approved_by: str = ""
    text: str = ""


@transaction.atomic
def add_terms(
    *,
    body: Body,
    terms: Terms,
    starts_on: date,
    quorum: Iterable[Quorum] = (),
    actor: Actor,
    at: datetime,
) -> TermsOfReference:
    """Add the next version; the one before ends the day before (BDY-5).

    Raises RuleBroken for a share that is no percentage, or a line of the quorum that
    names no constituency (BDY-3).
    """
    begin(body, actor)
    lines = list(quorum)
    if terms.quorum_share is not None and not 1 <= terms.quorum_share <= 100:
        raise RuleBroken(
            "BDY-3", "Give a share from 1 to 100 per cent.", field="quorum_share"
        )
    for line in lines:
        check_words(line.words, "quorum", "Give each line of the quorum its words.")
        if not line.constituencies or line.minimum < 1:
            raise RuleBroken(
                "BDY-3",
                f"“{line.words}” needs a number and the constituencies it counts.",
                field="quorum",
            )
        for one in line.constituencies:
            check_choice(one, Constituency, "quorum", "a constituency")
    before = TermsOfReference.objects.filter(body=body).order_by("version").last()
    number = before.version + 1 if before else 1
    what = f"Version {before.version}" if before else ""
    reason = f"Version {number} added"
    give_way(before, starts_on, what=what, reason=reason, actor=actor)
    added = create_with_reason(
        TermsOfReference,
        reason,
        actor=actor,
        body=body,
        version=number,
        starts_on=starts_on,
        is_public=terms.is_public,
        decides_by=tidy(terms.decides_by),
        chairs_powers=tidy(terms.chairs_powers),
        allows_deputies=terms.allows_deputies,
        quorum_share=terms.quorum_share,
        approved_on=terms.approved_on,
        approved_by=tidy(terms.approved_by),
        text=tidy(terms.text),
    )
    rows = [
        QuorumLine(
            terms=added,
            words=tidy(line.words),
            constituencies=list(line.constituencies),
            minimum=line.minimum,
        )
        for line in lines
    ]
    bulk_create(QuorumLine, rows, reason, actor=actor)
    note("terms_added", added, actor=actor, at=at, body=body)
    return added
