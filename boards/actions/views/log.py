"""The log of actions: the list, one's own, and one of them."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.actions.forms import LogFilter
from boards.actions.models import Action
from boards.actions.permissions import may_keep_action, may_update_action
from boards.actions.presenters import (
    CSV_HEADER,
    action_page,
    action_row,
    age_report,
    csv_row,
)
from boards.actions.selectors import LogFilters, actions_for, actions_of_code
from ics_portal.core.numbers import whole
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """The actions one may read; ``?table=actions`` gives all of them as a file."""
    form = LogFilter(request.GET or None, actor=request.actor)
    return _list(request, form.chosen(), form=form)


@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """The actions one leads, the ones due first at the top."""
    return _list(request, LogFilters(mine=True), form=None)


def _list(
    request: PortalRequest, chosen: LogFilters, *, form: LogFilter | None
) -> HttpResponse:
    today = timezone.localdate()
    found = actions_for(request.actor, chosen, today=today)
    if form is None:
        found = found.order_by("due_on", "code", "pk")
    if request.GET.get("table") == "actions":
        lines = (csv_row(action, on=today) for action in found)
        return csv_response(f"actions-{today.isoformat()}.csv", CSV_HEADER, lines)
    pages = paginate(found, request)
    ages = actions_for(request.actor, replace(chosen, state="", with_ended=False))
    context = {
        "form": form,
        "pages": pages,
        "rows": [action_row(action, on=today) for action in pages.items],
        "today": today,
        "withheld": _withheld(request) if form is not None else 0,
        "is_filtered": form is not None and bool(chosen),
        "ages": age_report(list(ages.prefetch_related(None)), on=today),
    }
    return render(request, "boards/actions/list.html", context)


def _withheld(request: PortalRequest) -> int:
    """How many that are outstanding are kept from who asks."""
    return Action.objects.withheld_from(request.actor).outstanding().count()


@require_safe
def detail(request: PortalRequest, code: str) -> HttpResponse:
    """One action; a code two of one's bodies share leads to a choice."""
    asked = request.GET.get("body", "")
    found = actions_of_code(request.actor, code, whole(asked) if asked else None)
    if not found:
        raise Http404
    if len(found) > 1:
        context = {"actions": found, "code": code}
        return render(request, "boards/actions/which.html", context)
    return _one(request, found[0])


def _one(request: PortalRequest, action: Action) -> HttpResponse:
    context = {
        "page": action_page(action, request.actor, on=timezone.localdate()),
        "action": action,
        "may_update": may_update_action(request.actor, action),
        "may_keep": may_keep_action(request.actor, action),
    }
    return render(request, "boards/actions/detail.html", context)
