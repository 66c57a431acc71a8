"""The request as views receive it, once the middleware has been there."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


class PortalRequest(HttpRequest):
    """For annotations: a request with the actor, htmx's facts and a log reference."""

    actor: "Actor"
    htmx: HtmxDetails
    reference: str
