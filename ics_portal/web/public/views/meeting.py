"""One meeting: its page, its papers, its minutes, and their files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from boards.meetings.enums import PublicationKind
from boards.meetings.models import Publication
from ics_portal.core.files.download import file_response
from ics_portal.web.public.frame import open_page, page
from ics_portal.web.public.presenters.asking import asking_words
from ics_portal.web.public.presenters.documents import minutes_page, paper_page
from ics_portal.web.public.presenters.meeting import meeting_page
from ics_portal.web.public.selectors import meeting_at, open_meeting, publications_of

GONE = 410
"""What was withdrawn was here: its page says so and why."""


@open_page
def meeting(request: HttpRequest, slug: str, day: str) -> HttpResponseBase:
    """The meeting with its agenda and papers."""
    now = timezone.now()
    found = open_meeting(slug, day, now)
    return page(
        request,
        "meeting.html",
        here="meetings",
        scheme_class="decisions",
        slug=slug,
        day=day,
        meeting=meeting_page(found, now),
        asking=asking_words(found.meeting, found.settings, now),
    )


@open_page
def paper(
    request: HttpRequest, slug: str, day: str, number: str, key: str
) -> HttpResponseBase:
    """A paper: the words of its cover sheet, then its file."""
    found = open_meeting(slug, day, timezone.now())
    row = _paper(found.publications.get((PublicationKind.PAPER, key)), number)
    return page(
        request,
        "paper.html",
        status=GONE if row.withdrawn_at else 200,
        here="meetings",
        scheme_class="decisions",
        paper=paper_page(found, row),
    )


@open_page
def minutes(request: HttpRequest, slug: str, day: str) -> HttpResponseBase:
    """The minutes of part 1, as they stand."""
    found = open_meeting(slug, day, timezone.now())
    row = found.first(PublicationKind.MINUTES)
    if row is None:
        raise Http404
    return page(
        request,
        "minutes.html",
        status=GONE if row.withdrawn_at else 200,
        here="meetings",
        scheme_class="decisions",
        minutes=minutes_page(found, row),
    )


@open_page
def paper_file(
    request: HttpRequest, slug: str, day: str, number: str, key: str
) -> HttpResponseBase:
    """The file of a paper."""
    rows = _publications(slug, day)
    return _file(request, _paper(rows.get((PublicationKind.PAPER, key)), number))


@open_page
def file(request: HttpRequest, slug: str, day: str, key: str) -> HttpResponseBase:
    """A file of the whole meeting: ``pack``, ``supplement-1``, ``minutes``."""
    for (kind, own), row in _publications(slug, day).items():
        if own == key and kind != PublicationKind.PAPER:
            return _file(request, row)
    raise Http404


def _publications(slug: str, day: str) -> dict[tuple[str, str], Publication]:
    found, body = meeting_at(slug, day)
    return publications_of(found, body, timezone.now())


def _paper(row: Publication | None, number: str) -> Publication:
    if row is None or (row.item_number or "-") != number:
        raise Http404
    return row


def _file(request: HttpRequest, row: Publication) -> HttpResponseBase:
    """Under its title. Its ETag is its SHA-256, which the page may be checked against."""
    if row.stored is None or row.withdrawn_at is not None:
        raise Http404
    kind = row.stored.kind
    ending = f".{kind.value}" if kind else ""
    return file_response(
        row.stored, filename=f"{row.title}{ending}", request=request, inline=True
    )
