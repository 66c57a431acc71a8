"""Gifts and hospitality: declared, looked at, decided on; and the limits that hold."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.meetings.views.common import UNPROCESSABLE, posted
from declarations.enums import GiftOutcome
from declarations.forms.gifts import DecideForm, GiftFilter, GiftForm, LimitsForm
from declarations.models import GiftLimit, GiftOrHospitality
from declarations.permissions import may_decide_gift, may_set_gift_limits
from declarations.presenters.gifts import (
    HEADER,
    csv_rows,
    gift_line,
    held_from,
    limit_words,
)
from declarations.selectors.gifts import (
    GiftFilters,
    earlier_of_source,
    gifts_for,
    limits_on,
    may_be_declared_for,
)
from declarations.services.gifts import (
    check_reason,
    decide_gift,
    declare_gift,
    judge_details,
    set_gift_limits,
    waits_for_somebody,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest


@never_cache
@require_safe
def gifts(request: PortalRequest) -> HttpResponse:
    """One's own, and for the office and the chair those of their bodies."""
    form = GiftFilter(request.GET or None)
    chosen = GiftFilters()
    if form.is_valid():
        data = form.cleaned_data
        chosen = GiftFilters(data["mine"], data["outcome"], data["q"])
    found = gifts_for(request.actor, chosen)
    if request.GET.get("format") == "csv":
        today = timezone.localdate()
        return csv_response(f"gifts-{today.isoformat()}.csv", HEADER, csv_rows(found))
    pages = paginate(found, request)
    kept = {name: request.GET.get(name, "") for name in form.fields}
    query = urlencode({**{n: v for n, v in kept.items() if v}, "format": "csv"})
    context = {
        "form": form,
        "pages": pages,
        "rows": [gift_line(gift) for gift in pages.items],
        "is_filtered": chosen != GiftFilters(),
        "rules": limit_words(limits_on(timezone.localdate())),
        "file_href": f"?{query}",
    }
    return render(request, "declarations/gifts.html", context)


@never_cache
def new_gift(request: PortalRequest) -> HttpResponse:
    """Declare something: first what the usual rule says of it, then it is kept."""
    form = GiftForm(
        posted(request),
        people=may_be_declared_for(request.actor),
        own_id=request.actor.person_id,
    )
    judged, waits, step, status = None, False, "write", 200
    if request.method == "POST":
        status = UNPROCESSABLE
        asked = request.POST.get("step", "check")
        if asked == "write":
            status = 200
            form.is_valid()
        elif form.is_valid():
            now = timezone.now()
            details, person = form.details(), form.cleaned_data["person"]
            try:
                judged = judge_details(person, details, today=timezone.localdate(now))
                if asked == "save":
                    gift = declare_gift(
                        person=person, details=details, actor=request.actor, at=now
                    )
                    waits = gift.outcome == GiftOutcome.WAITING
                    said = "It waits for a decision." if waits else "It is declared."
                    messages.success(request, said)
                    return redirect(gift)
                check_reason(judged, details)
                step, status = "check", 200
                waits = waits_for_somebody(judged, details)
            except RuleBroken as problem:
                form.refuse(problem)
    context = {
        "form": form,
        "step": step,
        "judged": judged,
        "waits": waits,
        "rules": limit_words(limits_on(timezone.localdate())),
    }
    return render(request, "declarations/gift_form.html", context, status=status)


@never_cache
def gift(request: PortalRequest, gift_id: int) -> HttpResponse:
    """One of them; the office and the chair decide here on one that waits."""
    seen = GiftOrHospitality.objects.visible_to(request.actor)
    one = get_object_or_404(seen.select_related("person"), pk=gift_id)
    decides = may_decide_gift(request.actor, one)
    form = DecideForm(posted(request), initial={"outcome": one.wanted})
    status = 200
    if request.method == "POST":
        require(decides)
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                decide_gift(
                    gift=one,
                    **form.cleaned_data,
                    actor=request.actor,
                    at=timezone.now(),
                )
            except RuleBroken as problem:
                form.refuse(problem)
            else:
                messages.success(request, "Your decision is recorded.")
                return redirect(one)
    shown = gift_line(one, earlier_of_source(one))
    context = {"gift": shown, "form": form, "decides": decides}
    return render(request, "declarations/gift.html", context, status=status)


@never_cache
def gift_limits(request: PortalRequest) -> HttpResponse:
    """The limits over time; a governance lead sets new ones."""
    sets = may_set_gift_limits(request.actor)
    today = timezone.localdate()
    now = limits_on(today)
    shown = {
        "branded_aid": now.branded_aid,
        "gift": now.gift,
        "hospitality_declared": now.hospitality_declared,
        "hospitality_most": now.hospitality_most,
    }
    form = LimitsForm(posted(request), initial=shown)
    status = 200
    if request.method == "POST":
        require(sets)
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                set_gift_limits(
                    starts_on=form.cleaned_data["starts_on"],
                    limits=form.limits(),
                    actor=request.actor,
                    at=timezone.now(),
                )
            except RuleBroken as problem:
                form.refuse(problem)
            else:
                messages.success(request, "The limits are set.")
                return redirect("declarations:gift_limits")
    context = {
        "form": form,
        "sets": sets,
        "rules": limit_words(now),
        "rows": [
            (held_from(row.starts_on, row.ends_on), row)
            for row in GiftLimit.objects.order_by("-starts_on")
        ],
    }
    return render(request, "declarations/gift_limits.html", context, status=status)
