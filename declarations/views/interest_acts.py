"""Ending, withdrawing and objecting; reviewing and deciding."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from boards.meetings.views.common import posted
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
from ics_portal.core.verdicts import require
from ics_portal.core.web.acts import Act, carry_out
from ics_portal.core.web.requests import PortalRequest


@never_cache
def end(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Give it its last day."""
    found = interest_or_404(request.actor, interest_id)
    require(may_declare_for(request.actor, found.person))
    act = _act(
        found,
        "End the interest",
        "End the interest",
        "The interest has its last day.",
        "It stays on the public register for six months after its last day.",
        "After that it is kept for six years, for the office only.",
    )
    return carry_out(
        request, EndForm(posted(request)), act, partial(end_interest, interest=found)
    )


@never_cache
def withdraw(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Take back what was declared by mistake."""
    found = interest_or_404(request.actor, interest_id)
    require(may_declare_for(request.actor, found.person))
    act = _act(
        found,
        "Withdraw the declaration",
        "Withdraw it",
        "The declaration is withdrawn. Registers of earlier days keep it.",
        "For a mistake. An interest that is over is ended, not withdrawn.",
        "Registers of earlier days show it as they did.",
        "Papers held back for it stay so until somebody else says it is no conflict.",
    )
    form = WithdrawForm(posted(request))
    return carry_out(request, form, act, partial(withdraw_interest, interest=found))


@never_cache
def object_to(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Ask that it is not published."""
    found = interest_or_404(request.actor, interest_id)
    require(may_declare_for(request.actor, found.person))
    act = _act(
        found,
        "Object to publication",
        "Send the objection",
        "Your objection waits for a decision by somebody else.",
        "Interests are published by duty, not by consent.",
        "Until somebody decides, the entry is held back: the register counts it alone.",
        "Where an entry is withheld, the register says how many are.",
    )
    form = ObjectionForm(posted(request))
    return carry_out(request, form, act, partial(object_to_publication, interest=found))


@never_cache
def review(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Say that it was looked at."""
    found = interest_or_404(request.actor, interest_id)
    require(may_review_interest(request.actor, found))
    act = _act(
        found, "Review the declaration", "Mark as reviewed", "It is marked as reviewed."
    )
    return carry_out(
        request,
        ReviewForm(posted(request)),
        act,
        partial(review_interest, interest=found),
    )


@never_cache
def decide(request: PortalRequest, interest_id: int) -> HttpResponse:
    """Withhold the entry or publish it."""
    found = interest_or_404(request.actor, interest_id)
    require(may_decide_showing(request.actor, found))
    said = f"Objection: {found.objection}" if found.objection else ""
    act = _act(
        found,
        "Decide on publication",
        "Record the decision",
        "The decision is on record.",
        *filter(None, (said,)),
    )
    form = DecideForm(posted(request))
    return carry_out(request, form, act, partial(decide_objection, interest=found))


def _act(interest: Interest, heading: str, words: str, said: str, *lines: str) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=interest.get_absolute_url(),
        caption=f"{interest.person}: {about(interest)}",
        consequences=(f"“{interest.nature}”", *lines),
        template="declarations/act.html",
    )
