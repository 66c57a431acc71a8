"""A new body."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies import services
from boards.bodies.forms.founding import BodyForm
from boards.bodies.permissions import may_establish_body
from boards.bodies.views.changing import UNPROCESSABLE, posted
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@never_cache
def add_body(request: PortalRequest) -> HttpResponse:
    """Add a body; its seats, parents and terms come after."""
    require(may_establish_body(request.actor))
    form = BodyForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            body = services.establish_body(
                actor=request.actor, at=timezone.now(), **form.body()
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"{body} is added.")
            return redirect("bodies:body", slug=body.slug)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/bodies/new.html", {"form": form}, status=status)
