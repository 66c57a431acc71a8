"""What every public view has in common: open to strangers, kept by caches, no cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ics_portal.web.public.site import site_words

View = Callable[..., HttpResponseBase]

CACHED = "public, max-age=300"
NOT_CACHED = "private, no-store"
TOO_MANY = 429


def open_page(view: View) -> View:
    """A page that anybody reads and any cache keeps for five minutes.

    What is not there, and what is there and private, get one and the same answer.
    """
    return login_not_required(require_safe(_answered(view, CACHED)))


def open_form(view: View) -> View:
    """A page that anybody fills in; no cache keeps it, since it is one person's own.

    It is exempt from Django's check of forged requests, which needs a cookie: the check
    keeps a stranger's page from using a reader's sign-in, and nobody is signed in here.
    ``boards.meetings.forms.questions`` signs the form instead.
    """
    return login_not_required(csrf_exempt(_answered(view, NOT_CACHED)))


def _answered(view: View, kept: str) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = not_found(request)
        # What one address was refused says nothing to the next.
        mine = response.status_code == TOO_MANY
        response.headers["Cache-Control"] = NOT_CACHED if mine else kept
        return response

    return answer


def page(
    request: HttpRequest, template: str, status: int = 200, **context: Any
) -> HttpResponseBase:
    """A public page with its frame: whose site it is, and its licence."""
    return render(
        request, f"public/{template}", {"site": site_words(), **context}, status=status
    )


def not_found(request: HttpRequest) -> HttpResponseBase:
    """The one answer for all that the public cannot read."""
    return page(request, "404.html", status=404, here="")
