"""The frame of every form about a body: ask, compare, do, say, go back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from boards.bodies import services
from boards.bodies.forms.common import RuleForm
from boards.bodies.models import Body
from boards.bodies.permissions import may_keep_structure
from boards.bodies.views.body import body_or_404
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest

UNPROCESSABLE = 422
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Change:
    """One form: what it is called, what it shows of now, and what it does.

    ``save`` takes who acts and when (``actor``, ``at``); ``now`` gives plain lines.
    """

    heading: str
    act: str
    said: str
    form: RuleForm
    now: Callable[[], str]
    save: Callable[[dict[str, Any]], Any]
    now_heading: str = "Saved now"
    template: str = "boards/bodies/change.html"


def body_to_change(request: PortalRequest, slug: str) -> Body:
    """The body, if this person may change it (else 403)."""
    body = body_or_404(request, slug)
    require(may_keep_structure(request.actor, body))
    return body


def posted(request: PortalRequest) -> QueryDict | None:
    """What was sent; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def carry_out(
    request: PortalRequest, body: Body, change: Change, *, back: str = ""
) -> HttpResponse:
    """Show the form, or do what it says.

    A refusal stands beside its field; where somebody else changed the same meanwhile,
    both texts are shown. What was typed stays in the form either way.
    """
    back = back or reverse("bodies:body", kwargs={"slug": body.slug})
    form, now = change.form, change.now()
    seen, conflict, status = services.mark_of(now), None, 200
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        if form.is_valid():
            conflict = _try(request, body, change, seen)
        if conflict is None and not form.errors:
            messages.success(request, change.said)
            return redirect(back)
        status = UNPROCESSABLE
    if conflict is not None:
        # Both are on the page now, so saving again means: mine as well.
        now, status = conflict.theirs, CONFLICT
        seen = services.mark_of(now)
    context = {
        "body": body,
        "change": change,
        "form": form,
        "now": now,
        "seen": seen,
        "conflict": conflict,
        "back_url": back,
    }
    return render(request, change.template, context, status=status)


def _try(
    request: PortalRequest, body: Body, change: Change, seen: str
) -> EditConflict | None:
    try:
        with transaction.atomic():
            services.require_as_seen(
                body=body,
                seen=seen,
                now=change.now,
                mine=change.form.in_words(),
                actor=request.actor,
            )
            change.save({"actor": request.actor, "at": timezone.now()})
    except RuleBroken as problem:
        change.form.refuse(problem)
    except EditConflict as conflict:
        return conflict
    return None
