"""The addresses of all public pages, each with the day it last changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from boards.meetings.enums import PublicationKind
from boards.meetings.models import Publication
from ics_portal.web.public.addresses import days_of, meeting_url, publication_url
from ics_portal.web.public.selectors import meetings_listed

FIXED = (
    "home",
    "meetings",
    "decisions",
    "registers",
    "about",
    "governance",
    "scheme",
    "accessibility",
)
PAGES_OF_THEIR_OWN = (PublicationKind.PAPER, PublicationKind.MINUTES)


@dataclass(frozen=True, slots=True)
class SitePage:
    """A public page."""

    href: str
    changed: datetime | None = None


def site_pages(at: datetime) -> list[SitePage]:
    """Every public page: four queries, however many there are."""
    meetings = list(meetings_listed())
    days = days_of(meetings)
    changed = dict(
        Publication.objects.public(at)
        .order_by()
        .values("meeting_id")
        .annotate(last=Max("published_at"))
        .values_list("meeting_id", "last")
    )
    own_pages = (
        Publication.objects.readable(at)
        .filter(kind__in=PAGES_OF_THEIR_OWN, meeting__in=meetings_listed().order_by())
        .select_related("meeting__body")
        .defer("words")
    )
    found = [SitePage(reverse(f"public:{name}")) for name in FIXED]
    found += [
        SitePage(
            meeting_url(each.body.slug, days[each.pk]),
            changed.get(each.pk),
        )
        for each in meetings
    ]
    found += [
        SitePage(
            publication_url(row, row.meeting.body.slug, days[row.meeting_id]),
            row.published_at,
        )
        for row in own_pages
    ]
    return found
