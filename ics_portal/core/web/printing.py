"""Pages set as PDF while somebody waits: each takes a second or so of a web process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.throttling import SimpleRateThrottle

from ics_portal.core.web import errors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TOO_MANY = 429
TOO_OFTEN = (
    "Many pages were printed for you within the hour. Print this one a little later."
)


class PrintThrottle(SimpleRateThrottle):
    """Pages printed at once for one person; of strangers, for one address."""

    scope = "print"
    rate = "60/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        user = getattr(request, "user", None)
        ident = getattr(user, "pk", None) or self.get_ident(request)
        return f"{self.scope}-{ident}"


def too_many_prints(request: HttpRequest) -> HttpResponse | None:
    """The answer to somebody for whom too many pages were printed lately, else None;
    counts this one."""
    throttle: Any = PrintThrottle()
    if throttle.allow_request(request, None):
        return None
    return errors.refused(request, message=TOO_OFTEN, status=TOO_MANY)
