"""What a person reads when something was refused, is not there, or broke.

A refusal prints its reason; what may not be seen is told like what does not exist; a fault
gives a reference that the log also holds. A request made by htmx gets the sentence alone,
which the page then shows (static/js/components/alerts.js).
"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render

logger = logging.getLogger(__name__)

NO_REASON = "You cannot open this page, or do this, in your present role."


def reference_of(request: HttpRequest) -> str:
    """The few letters by which a fault is found in the log (set by the middleware)."""
    return getattr(request, "reference", "none")


def _page(
    request: HttpRequest, template: str, status: int, **context: Any
) -> HttpResponse:
    # Read from the header: an error can come before django_htmx's middleware has run.
    only_the_sentence = request.headers.get("HX-Request") == "true"
    layout = "errors/_sentence.html" if only_the_sentence else "layouts/plain.html"
    return render(request, template, context | {"layout": layout}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read, or was larger than forms may be."""
    return _page(request, "errors/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a verdict refused; its reason is the exception's own sentence."""
    return _page(request, "errors/403.html", 403, reason=str(exception) or NO_REASON)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing is there, or nothing that this person may see; never says which."""
    return _page(request, "errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Must not fail itself, whatever broke."""
    reference = reference_of(request)
    try:
        return _page(request, "errors/500.html", 500, reference=reference)
    except Exception:  # templates may be what broke
        logger.exception("The error page failed too, reference %s", reference)
        return HttpResponseServerError(
            "Something went wrong, and the page that says so did too. Reference: "
            f"{reference}",
            content_type="text/plain; charset=utf-8",
        )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer, or another program holds it."""
    response = _page(request, "errors/503.html", 503, reference=reference_of(request))
    response["Retry-After"] = "30"
    return response


def refused(
    request: HttpRequest, *, message: str, rule_id: str = "", status: int = 422
) -> HttpResponse:
    """422, 409 or 429: a rule, somebody's earlier change, or too many requests refuse;
    nothing was changed."""
    context = {"message": message, "rule_id": rule_id, "back_url": _back(request)}
    return _page(request, "errors/refused.html", status, **context)


def no_room(request: HttpRequest) -> HttpResponse:
    """507: the disk is full."""
    return _page(request, "errors/507.html", 507, reference=reference_of(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came from an old page or from elsewhere."""
    logger.warning("CSRF check failed at %r: %s", request.path, reason)
    return _page(request, "errors/csrf.html", 403, back_url=_back(request))


def _back(request: HttpRequest) -> str:
    """The page the form stood on, if it was one of ours; else the home page."""
    came_from = request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.headers.get('Host', '')}/"
    return came_from if came_from.startswith(ours) else "/"
