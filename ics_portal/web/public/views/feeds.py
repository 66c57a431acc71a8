"""What programs read: feeds, calendars, the map of the site, and what robots may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from boards.bodies.models import Body
from boards.meetings.models import Meeting
from ics_portal.core.web.jinja import organisation_name
from ics_portal.web.public.calendars import calendar_of
from ics_portal.web.public.frame import open_page
from ics_portal.web.public.presenters.lists import PublishedRow, published_rows
from ics_portal.web.public.selectors import meeting_at, public_bodies, published
from ics_portal.web.public.sitemap import SitePage, site_pages

NEWEST = 50
PAST_DAYS = 365


class PublicationFeed(Feed):  # type: ignore[type-arg]  # not generic when it runs
    """What was published lately, of every body or of one; titles and addresses only."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str = "") -> Body | None:
        if not slug:
            return None
        body = public_bodies().filter(slug=slug).first()
        if body is None:
            raise Http404
        return body

    def title(self, obj: Body | None) -> str:
        return f"{obj.name if obj else organisation_name()}: papers and minutes"

    def link(self, obj: Body | None) -> str:
        return reverse("public:meetings") + (f"?body={obj.slug}" if obj else "")

    def author_name(self, obj: Body | None) -> str:
        return organisation_name()

    def items(self, obj: Body | None) -> list[PublishedRow]:
        found = published(timezone.now())
        if obj is not None:
            found = found.filter(body=obj)
        return published_rows(found[:NEWEST])

    def item_title(self, item: PublishedRow) -> str:
        return f"{item.title}: {item.meeting}"

    def item_description(self, item: PublishedRow) -> str:
        return f"Published {item.at}"

    def item_link(self, item: PublishedRow) -> str:
        # Agenda, notice and pack stand on one page: what follows tells them apart.
        return f"{item.href}#{item.key}"

    def item_pubdate(self, item: PublishedRow) -> Any:
        return item.moment

    def item_updateddate(self, item: PublishedRow) -> Any:
        return item.moment


class PublicSitemap(Sitemap):  # type: ignore[type-arg]  # not generic when it runs
    """Every page that anybody may read."""

    def items(self) -> list[SitePage]:
        return site_pages(timezone.now())

    def location(self, item: SitePage) -> str:
        return item.href

    def lastmod(self, item: SitePage) -> Any:
        return item.changed


@open_page
def feed(request: HttpRequest) -> HttpResponseBase:
    """The Atom feed of everything published."""
    return PublicationFeed()(request)


@open_page
def body_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The Atom feed of one body."""
    return PublicationFeed()(request, slug=slug)


@open_page
def calendar(request: HttpRequest) -> HttpResponseBase:
    """The meetings held in public: those of the last year, and all to come."""
    now = timezone.now()
    since = timezone.localdate(now) - timedelta(days=PAST_DAYS)
    found = (
        Meeting.objects.public()
        .filter(held_on__gte=since)
        .select_related("body")
        .order_by("held_on", "starts_at", "pk")
    )
    return _as_calendar(request, list(found), "meetings.ics")


@open_page
def meeting_calendar(request: HttpRequest, slug: str, day: str) -> HttpResponseBase:
    """One meeting, to be added to a reader's own calendar."""
    found, _ = meeting_at(slug, day)
    return _as_calendar(request, [found], f"{slug}-{day}.ics")


def _as_calendar(
    request: HttpRequest, meetings: list[Meeting], name: str
) -> HttpResponse:
    content = calendar_of(
        meetings, site=request.build_absolute_uri("/"), at=timezone.now()
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@open_page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every public page, for search engines."""
    maps: dict[str, Any] = {"public": PublicSitemap}
    answer = sitemap_of(request, sitemaps=maps)
    return answer.render()


@open_page
def robots(request: HttpRequest) -> HttpResponseBase:
    """Programs may read the public pages, and look for nothing else."""
    lines = [
        "User-agent: *",
        "Allow: /public/",
        "Disallow: /public/questions/",
        "Disallow: /",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('public:sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
