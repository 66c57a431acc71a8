"""The public pages, feeds and files."""

from ics_portal.web.public.views.asking import ask, question
from ics_portal.web.public.views.feeds import (
    body_feed,
    calendar,
    feed,
    meeting_calendar,
    robots,
    sitemap,
)
from ics_portal.web.public.views.lists import (
    about,
    accessibility,
    decisions,
    governance,
    home,
    mark,
    meetings,
    nothing,
    scheme,
)
from ics_portal.web.public.views.meeting import (
    file,
    meeting,
    minutes,
    paper,
    paper_file,
)
from ics_portal.web.public.views.registers import (
    published_register,
    register,
    registers,
)
from ics_portal.web.public.views.settings import site_settings

__all__ = [
    "about",
    "accessibility",
    "ask",
    "body_feed",
    "calendar",
    "decisions",
    "feed",
    "file",
    "governance",
    "home",
    "mark",
    "meeting",
    "meeting_calendar",
    "meetings",
    "minutes",
    "nothing",
    "paper",
    "paper_file",
    "published_register",
    "question",
    "register",
    "registers",
    "robots",
    "scheme",
    "site_settings",
    "sitemap",
]
