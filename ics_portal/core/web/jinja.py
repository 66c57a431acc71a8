"""The Jinja2 environment of every page and every printed document."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django_htmx.jinja import htmx_script
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
)

from ics_portal.core.web import forms, navigation
from ics_portal.core.web.icons import icon
from ics_portal.core.web.tables import table_address
from ics_portal.core.web.words import FILTERS


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a view: ``url("meetings:agenda_edit", meeting_id=57)``."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def url_or_none(name: str, *args: object, **kwargs: object) -> str | None:
    """The address of a view that this installation may not have."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return None


def organisation_name() -> str:
    """Whose portal this is, in the top bar and the title of every page."""
    return getattr(settings, "PORTAL_ORGANISATION", "") or "Integrated Care System"


def messages_of(request: HttpRequest | None) -> list[Any]:
    """What the last act has to say; empty for a page drawn without a request."""
    if not isinstance(request, HttpRequest):
        return []
    return list(messages.get_messages(request))


GLOBALS = {
    "error_summary": forms.error_summary,
    "field": forms.field,
    "field_errors": forms.messages_for,
    "has_errors": forms.has_errors,
    "htmx_script": htmx_script,
    "icon": icon,
    "messages_of": messages_of,
    "navigation_for": navigation.links_for,
    "organisation_name": organisation_name,
    "roles_in_words": navigation.roles_in_words,
    "static": static,
    "url": url,
    "url_or_none": url_or_none,
}


def environment(**options: Any) -> Environment:
    """Make the environment for Django's Jinja2 backend.

    The design system's macros chain through parameters that were not given, so they
    need ``ChainableUndefined``; it also hides a misspelt name, which is why a
    presenter's test proves what its page needs.
    """
    own = options.pop("loader", None) or FileSystemLoader(
        settings.BASE_DIR / "templates"
    )
    options |= {
        "autoescape": True,
        "loader": ChoiceLoader([own, PackageLoader("nhsuk_frontend_jinja")]),
        "lstrip_blocks": True,
        "trim_blocks": True,
        "undefined": ChainableUndefined,
    }
    env = Environment(**options)  # noqa: S701 -- autoescape is set just above
    env.globals.update(GLOBALS)
    env.filters.update(FILTERS)
    env.filters["table_address"] = table_address
    return env
