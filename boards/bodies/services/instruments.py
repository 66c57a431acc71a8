"""Documents by which a system is governed, and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards.bodies.enums import InstrumentKind
from boards.bodies.models import Body, Instrument, InstrumentVersion
from boards.bodies.selectors.instruments import strategies_for
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_days,
    check_words,
    give_way,
    note,
    tidy,
)
from ics_portal.core.audit.history import create_with_reason, set_many_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from boards.directory.models import Organisation
    from ics_portal.accounts.actor import Actor


@transaction.atomic
def add_instrument(
    *,
    body: Body,
    kind: str,
    title: str,
    financial_year: int | None = None,
    owner: str = "",
    actor: Actor,
    at: datetime,
) -> Instrument:
    """Add a document. ``financial_year`` is the year it begins in: 2021 for 2021/22.

    A memorandum of understanding names its year; one of each kind a year (ACC-03).
    """
    begin(body, actor)
    check_choice(kind, InstrumentKind, "kind", "a kind of document")
    title = check_words(title, "title", "Give the document a title.")
    if kind == InstrumentKind.MOU and financial_year is None:
        raise RuleBroken(
            "BDY-22",
            "A memorandum of understanding is made for a financial year: say which.",
            field="financial_year",
        )
    if financial_year is not None:
        _check_year(body, kind, financial_year)
    instrument = create_with_reason(
        Instrument,
        "Added",
        actor=actor,
        body=body,
        kind=kind,
        title=title,
        financial_year=financial_year,
        owner=tidy(owner),
    )
    note("instrument_added", instrument, actor=actor, at=at, body=body)
    return instrument


def _check_year(body: Body, kind: str, year: int) -> None:
    words = f"{year}/{(year + 1) % 100:02}"
    if not 1948 <= year <= 2100:
        raise RuleBroken(
            "BDY-22",
            "Give the year it begins in, such as 2022 for 2022/23.",
            field="financial_year",
        )
    same = Instrument.objects.filter(body=body, kind=kind, financial_year=year).first()
    if same is not None:
        raise RuleBroken(
            "BDY-22",
            f"There is one for {words} already, “{same.title}”. Add a version to it.",
            field="financial_year",
        )


@transaction.atomic
def add_version(
    *,
    instrument: Instrument,
    starts_on: date,
    ends_on: date | None = None,
    approved_on: date | None = None,
    approved_by: str = "",
    published_on: date | None = None,
    review_on: date | None = None,
    parties: Iterable[Organisation] = (),
    regard_to: Iterable[InstrumentVersion] = (),
    sections: Mapping[str, Any] | None = None,
    note_text: str = "",
    actor: Actor,
    at: datetime,
) -> InstrumentVersion:
    """Add the next version; the one before ends the day before (BDY-5).

    ``sections`` maps what the document must cover to true, false or a list; what is not
    in it is not known. A plan for the health needs of the population says in
    ``regard_to`` which versions of the Partnership's strategy it was made with regard to
    (BDY-36).
    """
    body = instrument.body
    begin(body, actor)
    check_days(starts_on, ends_on, "The version")
    check_days(starts_on, review_on, "Its review")
    regarded = list(regard_to)
    _check_regard(instrument, regarded)
    before = (
        InstrumentVersion.objects.filter(instrument=instrument)
        .order_by("version")
        .last()
    )
    number = before.version + 1 if before else 1
    what = f"Version {before.version}" if before else ""
    reason = f"Version {number} added"
    give_way(before, starts_on, what=what, reason=reason, actor=actor)
    added = create_with_reason(
        InstrumentVersion,
        reason,
        actor=actor,
        instrument=instrument,
        version=number,
        starts_on=starts_on,
        ends_on=ends_on,
        approved_on=approved_on,
        approved_by=tidy(approved_by),
        published_on=published_on,
        review_on=review_on,
        sections=dict(sections or {}),
        note=tidy(note_text),
    )
    named = list(parties)
    if named:
        set_many_with_reason(added, "parties", named, reason, actor=actor)
    if regarded:
        set_many_with_reason(added, "regard_to", regarded, reason, actor=actor)
    note("version_added", added, actor=actor, at=at, body=body)
    return added


def _check_regard(
    instrument: Instrument, regarded: Iterable[InstrumentVersion]
) -> None:
    strategies = set(strategies_for(instrument).values_list("pk", flat=True))
    for version in regarded:
        if version.pk not in strategies:
            raise RuleBroken(
                "BDY-36",
                "A plan for the health needs of the population is made with regard to the"
                f" strategy of the Partnership of its system; {version} is not that.",
                field="regard_to",
            )
