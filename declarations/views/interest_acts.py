"""Ending, withdrawing and objecting; reviewing and deciding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies.forms.common import RuleForm
from boards.meetings.views.common import UNPROCESSABLE, posted
from declarations.forms.interests import (
    DecideForm,
    EndForm,
    ObjectionForm,
    ReviewForm,
    WithdrawForm,
)
from declarations.models import Interest
from declarations.permissions import (
    may_decide_showing,
    may_declare_for,
    may_review_interest,
)
from declarations.selectors.interests import about, interest_or_404
from declarations.services.interests import end_interest, withdraw_interest
from declarations.services.reviews import (
    decide_objection,
    object_to_publication,
    review_interest,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@dataclass(frozen=True, slots=True)
class Act:
    """The words of a form, and what it comes to."""

    heading: str
    words: str
    said: str
    consequences: Sequence[str] = ()


@never_cache
def end(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Give it its last day."""
    found = interest_or_404(request.actor, interest_id)
    require(may_declare_for(request.actor, found.person))
    act = Act(
        "End the interest",
        "End the interest",
        "The interest has its last day.",
        (
            "It stays on the public register for six months after its last day.",
            "After that it is kept for six years, for the office only.",
        ),
    )
    return _carry_out(request, found, EndForm(posted(request)), act, end_interest)


@never_cache
def withdraw(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Take back what was declared by mistake."""
    found = interest_or_404(request.actor, interest_id)
    require(may_declare_for(request.actor, found.person))
    act = Act(
        "Withdraw the declaration",
        "Withdraw it",
        "The declaration is withdrawn. Registers of earlier days keep it.",
        (
            "For a mistake. An interest that is over is ended, not withdrawn.",
            "Registers of earlier days show it as they did.",
            "Papers held back for it stay so until somebody else says it is no conflict.",
        ),
    )
    form = WithdrawForm(posted(request))
    return _carry_out(request, found, form, act, withdraw_interest)


@never_cache
def object_to(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Ask that it is not published."""
    found = interest_or_404(request.actor, interest_id)
    require(may_declare_for(request.actor, found.person))
    act = Act(
        "Object to publication",
        "Send the objection",
        "Your objection waits for a decision by somebody else.",
        (
            "Interests are published by duty, not by consent.",
            "Until somebody decides, the entry stays published.",
            "Where an entry is withheld, the register says how many are.",
        ),
    )
    form = ObjectionForm(posted(request))
    return _carry_out(request, found, form, act, object_to_publication)


@never_cache
def review(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Say that it was looked at."""
    found = interest_or_404(request.actor, interest_id)
    require(may_review_interest(request.actor, found))
    act = Act("Review the declaration", "Mark as reviewed", "It is marked as reviewed.")
    return _carry_out(request, found, ReviewForm(posted(request)), act, review_interest)


@never_cache
def decide(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Withhold the entry or publish it."""
    found = interest_or_404(request.actor, interest_id)
    require(may_decide_showing(request.actor, found))
    said = f"Objection: {found.objection}" if found.objection else ""
    act = Act(
        "Decide on publication",
        "Record the decision",
        "The decision is on record.",
        tuple(filter(None, (said,))),
    )
    return _carry_out(
        request, found, DecideForm(posted(request)), act, decide_objection
    )


def _carry_out(
    request: PortalRequest,
    interest: Interest,
    form: RuleForm,
    act: Act,
    do: Callable[..., Any],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(
                interest=interest,
                actor=request.actor,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, act.said)
            return redirect(interest)
    context = {
        "form": form,
        "heading": act.heading,
        "caption": f"{interest.person}: {about(interest)}",
        "consequences": [f"“{interest.nature}”", *act.consequences],
        "action": request.path,
        "act": act.words,
        "back_url": interest.get_absolute_url(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "declarations/act.html", context, status=status)
