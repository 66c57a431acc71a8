"""Making a yearly return, and the rounds of a body for its office."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.selectors.forward import body_or_404
from boards.meetings.views.common import posted
from declarations.forms.returns import CycleForm, ExtendForm, ReturnForm
from declarations.models import ReturnCycle
from declarations.permissions import (
    may_declare_for,
    may_keep_returns,
    may_see_returns,
    may_set_conflicts,
)
from declarations.presenters.returns import round_page
from declarations.rules.returns import financial_year_of
from declarations.selectors.interests import person_or_404
from declarations.selectors.returns import cycles_of, standings
from declarations.services.returns import extend_cycle, open_cycle, return_for_all
from declarations.views.interests import back_to, list_page, own_person
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.verdicts import require
from ics_portal.core.web.acts import Act, carry_out
from ics_portal.core.web.requests import PortalRequest

SHOWN = 3
"""So many rounds of a body are listed with everybody in them."""


@require_POST
def make_return(request: PortalRequest) -> HttpResponse:
    """One answer for each round that waits for one's own return."""
    return _make(request, own_person(request))


@require_POST
def make_return_for(request: PortalRequest, person_id: int) -> HttpResponse:
    """The same on somebody's behalf, for a return on paper."""
    return _make(request, person_or_404(request.actor, person_id))


def _make(request: PortalRequest, person: Person) -> HttpResponse:
    """The rounds are those the page showed: one that closed meanwhile is said to be."""
    require(may_declare_for(request.actor, person))
    form = ReturnForm(request.POST)
    read = (whole(value) for value in request.POST.getlist("cycle"))
    ids = {found for found in read if found is not None}
    cycles = ReturnCycle.objects.filter(pk__in=ids).select_related("body")
    if form.is_valid():
        try:
            made = return_for_all(
                cycles=list(cycles.order_by("closes_on", "pk")),
                person=person,
                is_nil=form.cleaned_data["answer"] == "nil",
                seen=request.POST.get("seen", ""),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            years = ", ".join(f"{row.cycle.year} of {row.cycle.body}" for row in made)
            messages.success(request, f"The return for {years} is made. Thank you.")
            is_own = person.pk == request.actor.person_id
            return redirect(back_to(person, is_own))
    return list_page(request, person, form=form)


@never_cache
@require_safe
def returns(request: PortalRequest, slug: str) -> HttpResponse:
    """The rounds of a body: who has returned, and who has not."""
    body = body_or_404(request.actor, slug)
    require(may_see_returns(request.actor, body))
    today = timezone.localdate()
    cycles = cycles_of(body)
    context = {
        "body": body,
        "rounds": [
            round_page(cycle, standings(cycle, today), today)
            for cycle in cycles[:SHOWN]
        ],
        "earlier": cycles[SHOWN:],
        "may_keep": may_keep_returns(request.actor, body),
        "may_set": may_set_conflicts(request.actor, body),
    }
    return render(request, "declarations/returns.html", context)


@never_cache
def open_round(request: PortalRequest, slug: str) -> HttpResponse:
    """Ask everybody at the table for the return of a year."""
    body = body_or_404(request.actor, slug)
    require(may_keep_returns(request.actor, body))
    today = timezone.localdate()
    initial = {"year": financial_year_of(today), "opens_on": today}
    form = CycleForm(posted(request), initial=initial)
    act = _act(
        body,
        "Open the round of a year",
        "Open it",
        "The round is open, and letters are on their way.",
        "Everybody who sits at the table gets a letter on the day it opens.",
        "Reminders follow 14 days, 7 days and 1 day before the last day.",
        "The day after it, the chair and the office are told how many have not returned.",
    )
    return carry_out(request, form, act, partial(open_cycle, body=body))


@never_cache
def extend(request: PortalRequest, slug: str, cycle_id: int) -> HttpResponse:
    """Give a round a later last day."""
    body = body_or_404(request.actor, slug)
    require(may_keep_returns(request.actor, body))
    cycle = ReturnCycle.objects.filter(body=body, pk=cycle_id).first()
    if cycle is None:
        raise Http404
    act = _act(
        body,
        f"Keep the round of {cycle.year} open longer",
        "Keep it open",
        f"The round of {cycle.year} is open longer.",
        "Returns are taken until the new last day; reminders run again.",
    )
    form = ExtendForm(posted(request))
    return carry_out(request, form, act, partial(extend_cycle, cycle=cycle))


def _act(body: Body, heading: str, words: str, said: str, *lines: str) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=reverse("declarations:returns", kwargs={"slug": body.slug}),
        caption=body.name,
        consequences=lines,
        template="declarations/act.html",
    )
