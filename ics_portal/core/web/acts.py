"""An act on a page of its own: said what it does, done once it is sent, and confirmed.

Drawn by ``layouts/confirm.html`` or a template made from it. Forms that compare what
somebody else changed meanwhile have frames of their own in their rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ics_portal.core.errors import RuleBroken
from ics_portal.core.web.requests import PortalRequest

UNPROCESSABLE = 422


class Refusable(Protocol):
    """A form that puts a service's refusal beside the field it concerns."""

    cleaned_data: dict[str, Any]

    @property
    def errors(self) -> Any: ...

    def is_valid(self) -> bool: ...

    def refuse(self, problem: RuleBroken) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The words of an act: ``words`` stand on its button, ``said`` is what is confirmed
    afterwards on the page at ``back_url``, where *Go back* leads too."""

    heading: str
    words: str
    said: str
    back_url: str
    caption: str = ""
    consequences: Sequence[str] = ()
    danger: bool = False
    template: str = "layouts/confirm.html"


def carry_out(
    request: PortalRequest,
    form: Refusable | None,
    act: Act,
    do: Callable[..., object],
    **context: object,
) -> HttpResponse:
    """Show the page; once it was sent and the form is valid, do it.

    ``do`` takes what the form holds, ``actor`` and ``at`` by their names. An answer it
    gives is the answer, such as the page of a job; else it is said that it was done. A
    refusal keeps what was typed; without a form the page says it over the act.
    """
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        data = form.cleaned_data if form is not None else {}
        try:
            then = do(**data, actor=request.actor, at=timezone.now())
        except RuleBroken as problem:
            if form is None:
                refusal = problem.message
            else:
                form.refuse(problem)
        else:
            if isinstance(then, HttpResponse):
                return then
            messages.success(request, act.said)
            return redirect(act.back_url)
    context = {
        "form": form,
        "heading": act.heading,
        "caption": act.caption,
        "consequences": act.consequences,
        "action": request.get_full_path(),
        "act": act.words,
        "back_url": act.back_url,
        "danger": act.danger,
        "refusal": refusal,
    } | context
    failed = refusal or (form is not None and form.errors)
    return render(
        request, act.template, context, status=UNPROCESSABLE if failed else 200
    )
