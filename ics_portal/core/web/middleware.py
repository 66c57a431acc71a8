"""Gives each request a reference, and turns what services raise into pages."""

from __future__ import annotations

import errno
import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.web import errors

logger = logging.getLogger(__name__)

# Letters and digits that are not mistaken for one another when read out on the telephone.
_READABLE = "ABCDEFGHJKMNPQRSTVWXYZ23456789"

_ANSWERED_BY_DJANGO = (
    BadRequest,
    Http404,
    MultiPartParserError,
    PermissionDenied,
    SuspiciousOperation,
)


class ReasonMiddleware:
    """The last resort for what a view did not catch: a sentence instead of a fault.

    Views catch RuleBroken and EditConflict themselves where a form can show them beside
    its field with everything typed kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = "".join(secrets.choice(_READABLE) for _ in range(8))
        request.reference = reference  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, _ANSWERED_BY_DJANGO):
            return None
        if isinstance(exception, RuleBroken):
            return errors.refused(
                request, message=exception.message, rule_id=exception.rule_id
            )
        if isinstance(exception, EditConflict):
            return errors.refused(request, message=exception.message, status=409)
        answer = None
        if isinstance(exception, OSError) and exception.errno == errno.ENOSPC:
            answer = errors.no_room(request)
        elif isinstance(exception, OperationalError):
            answer = errors.unavailable(request)
        logger.error(
            "Fault %s at %r: %r",  # an address may hold line ends, and forge a line
            errors.reference_of(request),
            request.path,
            exception,
            exc_info=exception if answer else None,  # the rest Django logs in full
        )
        return answer


class PrivateMiddleware:
    """Keeps every page and answer out of caches, unless its view says otherwise.

    After signing out of a shared machine, nobody reads agendas by pressing Back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ClosedUnlessOpenMiddleware(LoginRequiredMiddleware):
    """Django's own, except that of a page open to strangers nobody asks who is reading.

    The session then stays unread: no query, and no ``Vary: Cookie``, which would keep
    public pages out of shared caches.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> Any:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
