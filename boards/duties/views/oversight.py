"""Oversight by regulators: a day, and all of one organisation over time."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boards.bodies.permissions import may_keep_map, may_read_structure
from boards.bodies.views.functions import asked, empty
from boards.directory.models import IntegratedCareSystem, Organisation
from boards.duties.presenters.oversight import (
    ACTIONS_HEADER,
    RATINGS_HEADER,
    OversightPage,
    actions_csv,
    history_page,
    oversight_page,
    ratings_csv,
)
from boards.duties.rules.oversight import REVIEWS
from boards.duties.selectors.oversight import (
    actions_on,
    oversight_of,
    oversight_on,
)
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """Ratings and actions of a day; ``?format=csv`` gives them as a file each, the actions
    with ``&table=actions``."""
    require(may_read_structure(request.actor))
    found = asked(request)
    if found is None:
        return empty(request)
    day = found.day
    page = oversight_page(
        found.system,
        oversight_on(found.system, day),
        actions_on(found.system, day),
        found.query,
    )
    if request.GET.get("format") == "csv":
        return _as_file(request.GET.get("table", "ratings"), page, day)
    context = {
        "form": found.form,
        "system": found.system,
        "day": day,
        "is_today": found.is_today,
        "query": found.query,
        "page": page,
        "reviews": REVIEWS,
        "may_keep": may_keep_map(request.actor, found.system),
    }
    return render(request, "boards/duties/oversight.html", context)


def _as_file(table: str, page: OversightPage, day: date) -> HttpResponse:
    if table == "ratings":
        name = f"oversight-ratings-{day.isoformat()}.csv"
        return csv_response(name, RATINGS_HEADER, ratings_csv(page.subjects, day))
    if table == "actions":
        name = f"regulatory-actions-{day.isoformat()}.csv"
        return csv_response(name, ACTIONS_HEADER, actions_csv(page.actions, day))
    raise Http404


@require_safe
def of_organisation(request: PortalRequest, organisation_id: int) -> HttpResponse:
    """Every rating of an organisation, and what regulators did about it."""
    require(may_read_structure(request.actor))
    one = get_object_or_404(Organisation, pk=organisation_id)
    return _history(request, one)


@require_safe
def of_system(request: PortalRequest) -> HttpResponse:
    """Every rating of the system as a whole."""
    require(may_read_structure(request.actor))
    return _history(request, None)


def _history(request: PortalRequest, one: Organisation | None) -> HttpResponse:
    found = asked(request)
    if found is None:
        return empty(request)
    system, query = found.system, found.query
    told = oversight_of(system, one)
    if one is not None and not (told.ratings or told.actions):
        system, query = _system_of(one, system, query)
        told = oversight_of(system, one)
    context = {
        "system": system,
        "query": query,
        "page": history_page(str(one or system), told, query),
        "may_keep": may_keep_map(request.actor, system),
    }
    return render(request, "boards/duties/oversight_history.html", context)


def _system_of(
    one: Organisation, asked_for: IntegratedCareSystem, query: str
) -> tuple[IntegratedCareSystem, str]:
    """The system asked for, or where the organisation is not of it, one of its own."""
    systems = list(one.systems.all())
    if asked_for in systems:
        return asked_for, query
    if not systems:
        raise Http404
    return systems[0], f"system={systems[0].pk}&"
