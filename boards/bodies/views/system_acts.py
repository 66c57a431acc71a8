"""The frame of every form about a system as a whole: ask, do, say, go back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from boards.bodies.forms.common import RuleForm
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.web.requests import PortalRequest

UNPROCESSABLE = 422
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Act:
    """A page with one form. ``lines`` say what the act does, ``thing`` what it is about,
    ``back`` names the page it leads back to."""

    heading: str
    words: str
    said: str
    back_url: str
    lines: tuple[str, ...] = ()
    thing: str = "The function"
    back: str = "Functions and decisions"


def posted(request: PortalRequest) -> Any:
    return request.POST if request.method == "POST" else None


def carry_out_for_system(
    request: PortalRequest,
    system: IntegratedCareSystem,
    form: RuleForm,
    act: Act,
    do: Callable[[dict[str, Any]], object],
    *,
    seen: str = "",
    template: str = "boards/bodies/system_act.html",
    **context: object,
) -> HttpResponse:
    """Draw the form, or do what it says and go back.

    A refusal stands beside its field; after a clash ``seen`` (the mark of what is there
    now) goes into the form, so that saving again saves what was typed.
    """
    conflict, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                do({"actor": request.actor, "at": timezone.now()})
            except RuleBroken as problem:
                form.refuse(problem)
            except EditConflict as clash:
                conflict = clash
            else:
                messages.success(request, act.said)
                return redirect(act.back_url)
        status = CONFLICT if conflict else UNPROCESSABLE
        # What the form was drawn from stays, until somebody has been shown the newer.
        seen = seen if conflict else request.POST.get("seen", "")
    context |= {
        "system": system,
        "form": form,
        "act": act,
        "seen": seen,
        "conflict": conflict,
    }
    return render(request, template, context, status=status)
