"""Home, the lists, and the pages about the organisation."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from boards.bodies.models import InstrumentVersion
from boards.meetings.models import Decision
from ics_portal.core.files.download import file_response
from ics_portal.core.numbers import whole
from ics_portal.core.web.pagination import paginate
from ics_portal.web.public.frame import not_found, open_page, page
from ics_portal.web.public.presenters import lists
from ics_portal.web.public.presenters.common import SCHEME
from ics_portal.web.public.selectors import (
    LATEST,
    decisions_listed,
    meetings_listed,
    next_meetings,
    public_bodies,
    published,
    years_of_meetings,
)
from ics_portal.web.public.site import site_words

NEXT = 6
PLACES_OF_SCHEME = {
    "who": (("Who we are", "public:about"),),
    "decisions": (
        ("Meetings, agendas, papers and minutes", "public:meetings"),
        ("Decisions", "public:decisions"),
    ),
    "lists": (("Registers of interests, gifts and breaches", "public:registers"),),
    "policies": (
        ("Governance documents", "public:governance"),
        ("Accessibility statement", "public:accessibility"),
    ),
}


@open_page
def home(request: HttpRequest) -> HttpResponseBase:
    """What comes next, and what came out last."""
    now = timezone.now()
    upcoming = next_meetings(timezone.localdate(now), most=NEXT)
    return page(
        request,
        "home.html",
        here="home",
        scheme_class="decisions",
        upcoming=lists.meeting_rows(upcoming, now),
        latest=lists.published_rows(published(now)[:LATEST]),
    )


@open_page
def meetings(request: HttpRequest) -> HttpResponseBase:
    """Every meeting held in public, by body and year, a page at a time."""
    now = timezone.now()
    slug, year = _slug(request), whole(request.GET.get("year", ""))
    bodies = list(public_bodies())
    body = next((each for each in bodies if each.slug == slug), None)
    if slug and body is None:
        raise Http404
    pages = paginate(meetings_listed(slug=slug, year=_sane(year)), request)
    return page(
        request,
        "meetings.html",
        here="meetings",
        scheme_class="decisions",
        bodies=bodies,
        body=body,
        years=years_of_meetings(slug),
        year=year,
        pages=pages,
        rows=lists.meeting_rows(pages.items, now),
        today=timezone.localdate(now),
    )


@open_page
def decisions(request: HttpRequest) -> HttpResponseBase:
    """The register of decisions: by body and year, and by words."""
    slug, year = _slug(request), whole(request.GET.get("year", ""))
    words = request.GET.get("q", "").strip()[:200]
    found = decisions_listed(slug=slug, year=_sane(year), words=words)
    pages = paginate(found, request)
    days = Decision.objects.public().order_by().dates("decided_on", "year", "DESC")
    return page(
        request,
        "decisions.html",
        here="decisions",
        scheme_class="decisions",
        bodies=list(public_bodies()),
        slug=slug,
        years=[day.year for day in days],
        year=year,
        words=words,
        pages=pages,
        rows=lists.decision_lines(pages.items),
        is_narrowed=bool(slug or year or words),
    )


@open_page
def about(request: HttpRequest) -> HttpResponseBase:
    """The bodies that meet in public, and who sits on them."""
    today = timezone.localdate()
    bodies = lists.body_lines(public_bodies().in_force_on(today), today)
    return page(request, "about.html", here="about", scheme_class="who", bodies=bodies)


@open_page
def governance(request: HttpRequest) -> HttpResponseBase:
    """The documents by which public bodies are governed, as far as they are published."""
    today = timezone.localdate()
    found = (
        InstrumentVersion.objects.filter(
            published_on__lte=today, instrument__body__in=public_bodies()
        )
        .select_related("instrument__body")
        .order_by("instrument__title", "instrument", "-version")
    )
    return page(
        request,
        "governance.html",
        here="governance",
        scheme_class="policies",
        documents=lists.document_lines(found),
    )


@open_page
def scheme(request: HttpRequest) -> HttpResponseBase:
    """The publication scheme: its seven classes with what is here of each."""
    classes = [(words, PLACES_OF_SCHEME.get(key, ())) for key, words in SCHEME]
    return page(
        request, "scheme.html", here="scheme", scheme_class="who", classes=classes
    )


@open_page
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """The accessibility statement."""
    return page(
        request, "accessibility.html", here="accessibility", scheme_class="policies"
    )


@open_page
def mark(request: HttpRequest) -> HttpResponseBase:
    """The organisation's own mark, as it uploaded it."""
    stored = site_words().mark
    if stored is None:
        raise Http404
    return file_response(stored, filename="mark", request=request, inline=True)


@open_page
def nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Any other address under /public/; one that lacks its last sign is led on."""
    if not rest.endswith("/"):
        whole_address = f"{request.path_info}/"
        if resolve(whole_address).url_name != "nothing":
            return redirect(whole_address, permanent=True)
    return not_found(request)


def _slug(request: HttpRequest) -> str:
    return request.GET.get("body", "").strip()[:80]


def _sane(year: int | None) -> int | None:
    """A year that a day may have; another finds nothing, as the year 1 does."""
    if year is None:
        return None
    return year if 1 <= year <= 9999 else 1
