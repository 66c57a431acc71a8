"""Breaches of a body: the office writes them down, puts them right, publishes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.bodies.models import Body
from boards.meetings.views.common import posted
from declarations.forms.breaches import BreachForm
from declarations.models import Breach
from declarations.permissions import may_keep_register
from declarations.services.breaches import (
    change_breach,
    publish_breach,
    record_breach,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import require
from ics_portal.core.web.acts import Act, carry_out
from ics_portal.core.web.requests import PortalRequest


def _body(request: PortalRequest, slug: str) -> Body:
    body = get_object_or_404(Body, slug=slug)
    require(may_keep_register(request.actor, body))
    return body


def _page(
    request: PortalRequest,
    body: Body,
    form: BreachForm,
    said: str,
    do: Callable[..., object],
    *,
    changed: Breach | None = None,
) -> HttpResponse:
    """All of a body, with the form over them."""
    act = Act(
        heading="Change a breach" if changed else "Record breaches",
        words="Save the breach" if changed else "Record the breach",
        said=said,
        back_url=reverse("declarations:breaches", kwargs={"slug": body.slug}),
        template="declarations/breaches.html",
    )
    rows = Breach.objects.filter(body=body).order_by("-happened_on", "-pk")
    return carry_out(request, form, act, do, body=body, rows=rows, changed=changed)


@never_cache
def breaches(request: PortalRequest, slug: str) -> HttpResponse:
    """All that was written down; sent, one more is."""
    body = _body(request, slug)
    form = BreachForm(posted(request))

    def do(*, actor: Actor, at: datetime, **_: object) -> None:
        record_breach(body=body, details=form.details(), actor=actor, at=at)

    said = "The breach is written down, and not yet public."
    return _page(request, body, form, said, do)


@never_cache
def change(request: PortalRequest, slug: str, breach_id: int) -> HttpResponse:
    """Put one right that is not public yet."""
    body = _body(request, slug)
    breach = get_object_or_404(Breach, body=body, pk=breach_id)
    form = BreachForm(posted(request), initial=_shown(breach))

    def do(*, actor: Actor, at: datetime, **_: object) -> None:
        change_breach(breach=breach, details=form.details(), actor=actor, at=at)

    said = "The breach is changed."
    return _page(request, body, form, said, do, changed=breach)


@require_POST
def publish(request: PortalRequest, slug: str, breach_id: int) -> HttpResponse:
    """Show one in the public register; what keeps it back stands over the form of it."""
    body = _body(request, slug)
    breach = get_object_or_404(Breach, body=body, pk=breach_id)
    form = BreachForm(_shown(breach))

    def do(*, actor: Actor, at: datetime, **_: object) -> None:
        publish_breach(breach=breach, actor=actor, at=at)

    said = "The breach is in the public register."
    return _page(request, body, form, said, do, changed=breach)


def _shown(breach: Breach) -> dict[str, object]:
    names = ("happened_on", "what", "impact", "action")
    return {name: getattr(breach, name) for name in names}
