"""How people were involved, as page, file and API print it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from boards.duties.models import Involvement
from boards.duties.rules.involvement import consultation_words, warnings_of
from boards.duties.selectors.involvement import fact_of
from ics_portal.core.web.words import listed


@dataclass(frozen=True, slots=True)
class InvolvementRow:
    """A proposal on a day. ``decision`` is empty where there is none to read."""

    id: int
    href: str
    body: str
    body_url: str
    proposal: str
    raised_on: date
    is_service_change: bool
    level: str
    level_words: str
    how: str
    groups: str
    consultees: tuple[str, ...]
    needs_consultation: bool | None
    starts_on: date | None
    ends_on: date | None
    consultation: str
    decision: str
    decision_url: str
    insight: str
    warnings: tuple[str, ...]


CSV_HEADER = (
    *("Body", "Proposal", "Raised on", "Change of service", "People were", "How"),
    *("Groups", "Consulted", "Formal consultation", "First day", "Last day"),
    *("Decision", "What came of it", "To look at", "Day shown"),
)


def involvement_row(
    one: Involvement, day: date, readable: Collection[int]
) -> InvolvementRow:
    """A proposal; ``readable`` are the decisions that its reader may read. Needs body,
    decision and consultees read."""
    decision = one.decision if one.decision_id in readable else None
    fact = fact_of(one)
    address = reverse("bodies:body", kwargs={"slug": one.body.slug})
    return InvolvementRow(
        id=one.pk,
        href=reverse("duties:involvement", args=[one.pk]),
        body=one.body.name,
        body_url=f"{address}?on={day.isoformat()}",
        proposal=one.proposal,
        raised_on=one.raised_on,
        is_service_change=one.is_service_change,
        level=one.level,
        level_words=one.get_level_display() if one.level else "",
        how=one.how,
        groups=one.groups,
        consultees=tuple(each.name for each in one.consultees.all()),
        needs_consultation=one.needs_consultation,
        starts_on=one.consultation_starts_on,
        ends_on=one.consultation_ends_on,
        consultation=consultation_words(fact, day),
        decision=decision.number if decision else "",
        decision_url=decision.get_absolute_url() if decision else "",
        insight=one.insight,
        warnings=warnings_of(fact, is_decision_told=decision is not None),
    )


def involvement_csv(
    rows: Iterable[InvolvementRow], day: date
) -> Iterator[tuple[object, ...]]:
    """A line for each proposal."""
    needed = {True: "Needed", False: "Not needed", None: "Not said"}
    for row in rows:
        yield (
            *(row.body, row.proposal, row.raised_on),
            *("Yes" if row.is_service_change else "No", row.level_words, row.how),
            *(row.groups, listed(row.consultees), needed[row.needs_consultation]),
            *(row.starts_on, row.ends_on, row.decision, row.insight),
            *(" ".join(row.warnings), day),
        )
