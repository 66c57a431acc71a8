"""Addresses of the public site (UX.md, section 2); every one of them is open."""

from django.urls import path

from ics_portal.web.public import addresses, views

addresses.register()

app_name = "public"

MEETING = "public/meetings/<slug:slug>/<public_day:day>/"
PAPER = f"{MEETING}papers/<item_number:number>/<slug:key>"

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("public/", views.home, name="home"),
    path("public/meetings/", views.meetings, name="meetings"),
    path(MEETING, views.meeting, name="meeting"),
    path(f"{PAPER}/", views.paper, name="paper"),
    path(f"{PAPER}.pdf", views.paper_file, name="paper_file"),
    path(f"{MEETING}minutes/", views.minutes, name="minutes"),
    path(f"{MEETING}ask/", views.ask, name="ask"),
    path(f"{MEETING}meeting.ics", views.meeting_calendar, name="meeting_calendar"),
    path(f"{MEETING}<slug:key>.pdf", views.file, name="file"),
    path("public/questions/<uuid:reference>/", views.question, name="question"),
    path("public/decisions/", views.decisions, name="decisions"),
    path("public/registers/", views.registers, name="registers"),
    path("public/registers/<slug:slug>/<slug:part>/", views.register, name="register"),
    path(
        "public/registers/<slug:slug>/published/<public_day:key>/",
        views.published_register,
        name="published_register",
    ),
    path("public/about/", views.about, name="about"),
    path("public/governance/", views.governance, name="governance"),
    path("public/publication-scheme/", views.scheme, name="scheme"),
    path("public/accessibility/", views.accessibility, name="accessibility"),
    path("public/mark/", views.mark, name="mark"),
    path("public/feed.atom", views.feed, name="feed"),
    path("public/feeds/<slug:slug>.atom", views.body_feed, name="body_feed"),
    path("public/calendar.ics", views.calendar, name="calendar"),
    path("public/sitemap.xml", views.sitemap, name="sitemap"),
    path("settings/public-site/", views.site_settings, name="settings"),
    # Last: what is not there looks like the rest of the public site.
    path("public/<path:rest>", views.nothing, name="nothing"),
]
