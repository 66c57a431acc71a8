"""Breaches of a body: the office writes them down, puts them right, publishes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.bodies.models import Body
from boards.meetings.views.common import UNPROCESSABLE, posted
from declarations.forms.breaches import BreachForm
from declarations.models import Breach
from declarations.permissions import may_keep_register
from declarations.services.breaches import (
    change_breach,
    publish_breach,
    record_breach,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _body(request: PortalRequest, slug: str) -> Body:
    body = get_object_or_404(Body, slug=slug)
    require(may_keep_register(request.actor, body))
    return body


def _page(
    request: PortalRequest,
    body: Body,
    form: BreachForm,
    *,
    changed: Breach | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = Breach.objects.filter(body=body).order_by("-happened_on", "-pk")
    context = {"body": body, "form": form, "rows": rows, "changed": changed}
    return render(request, "declarations/breaches.html", context, status=status)


@never_cache
def breaches(request: PortalRequest, slug: str) -> HttpResponse:
    """All that was written down; sent, one more is."""
    body = _body(request, slug)
    form = BreachForm(posted(request))
    if request.method != "POST":
        return _page(request, body, form)
    if form.is_valid():
        try:
            record_breach(
                body=body,
                details=form.details(),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The breach is written down, and not yet public.")
            return redirect("declarations:breaches", slug=slug)
    return _page(request, body, form, status=UNPROCESSABLE)


@never_cache
def change(request: PortalRequest, slug: str, breach_id: int) -> HttpResponse:
    """Put one right that is not public yet."""
    body = _body(request, slug)
    breach = get_object_or_404(Breach, body=body, pk=breach_id)
    shown = {
        name: getattr(breach, name)
        for name in ("happened_on", "what", "impact", "action")
    }
    form = BreachForm(posted(request), initial=shown)
    if request.method != "POST":
        return _page(request, body, form, changed=breach)
    if form.is_valid():
        try:
            change_breach(
                breach=breach,
                details=form.details(),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The breach is changed.")
            return redirect("declarations:breaches", slug=slug)
    return _page(request, body, form, changed=breach, status=UNPROCESSABLE)


@require_POST
def publish(request: PortalRequest, slug: str, breach_id: int) -> HttpResponse:
    """Show one in the public register."""
    body = _body(request, slug)
    breach = get_object_or_404(Breach, body=body, pk=breach_id)
    try:
        publish_breach(breach=breach, actor=request.actor, at=timezone.now())
    except RuleBroken as problem:
        shown = {
            name: getattr(breach, name)
            for name in ("happened_on", "what", "impact", "action")
        }
        form = BreachForm(shown)
        form.is_valid()
        form.refuse(problem)
        return _page(request, body, form, changed=breach, status=UNPROCESSABLE)
    messages.success(request, "The breach is in the public register.")
    return redirect("declarations:breaches", slug=slug)
