"""Standing rulings of a body in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from declarations.models import StandingRuling
from ics_portal.core.web.words import shortday

if TYPE_CHECKING:
    from boards.bodies.models import Body


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One standing ruling; ``end_url`` while it may still be ended."""

    person: str
    organisation: str
    option: str
    words: str
    ruled_by: str
    days: str
    is_over: bool
    end_url: str


def standing_rows(body: Body, today: date) -> list[StandingRow]:
    """Those in force first; one query."""
    found = StandingRuling.objects.filter(body=body).select_related(
        "person", "organisation", "ruled_by"
    )
    rows = [_row(ruling, body, today) for ruling in found]
    return sorted(rows, key=lambda row: row.is_over)


def _row(ruling: StandingRuling, body: Body, today: date) -> StandingRow:
    is_over = ruling.ends_on is not None and ruling.ends_on < today
    until = f" to {shortday(ruling.ends_on)}" if ruling.ends_on else ""
    where = {"slug": body.slug, "ruling_id": ruling.pk}
    return StandingRow(
        person=ruling.person.name,
        organisation=ruling.organisation.name,
        option=ruling.get_option_display(),
        words=ruling.words,
        ruled_by=ruling.ruled_by.name,
        days=f"From {shortday(ruling.starts_on) or 'the beginning'}{until}",
        is_over=is_over,
        end_url=""
        if ruling.ends_on
        else reverse("declarations:end_standing", kwargs=where),
    )
