"""Routes of approval: the list of a day, and keeping it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies import services
from boards.bodies.forms.common import ReasonForm
from boards.bodies.forms.routes import ChangeRouteForm, NewRouteForm
from boards.bodies.models import ApprovalRoute
from boards.bodies.permissions import may_keep_map, may_read_structure
from boards.bodies.presenters.routes import CSV_HEADER, route_row, routes_csv
from boards.bodies.selectors.routes import bodies_of_route, routes_on
from boards.bodies.services.routes import route_words
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


@require_safe
def routes(request: PortalRequest) -> HttpResponse:
    """Which way things go on a day; ``?format=csv`` gives it as a file."""
    require(may_read_structure(request.actor))
    found = asked(request)
    if found is None:
        return empty(request)
    rows = [route_row(one, found.day) for one in routes_on(found.system, found.day)]
    if request.GET.get("format") == "csv":
        name = f"approval-routes-{found.day.isoformat()}.csv"
        return csv_response(name, CSV_HEADER, routes_csv(rows, found.day))
    context = {
        "form": found.form,
        "system": found.system,
        "day": found.day,
        "is_today": found.is_today,
        "query": found.query,
        "rows": rows,
        "may_keep": may_keep_map(request.actor, found.system),
    }
    return render(request, "boards/bodies/routes.html", context)


WAY = "At least two bodies, each once. The last decides: it is none that only advises."


def _act(
    system: IntegratedCareSystem, heading: str, words: str, said: str, line: str = WAY
) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=f"{reverse('bodies:routes')}?system={system.pk}",
        thing="The route",
        back="Approval routes",
        lines=(line,),
    )


@never_cache
def add(request: PortalRequest) -> HttpResponse:
    """Lay a new route."""
    found = asked(request)
    if found is None:
        return empty(request)
    require(may_keep_map(request.actor, found.system))
    form = NewRouteForm(
        posted(request),
        system=found.system,
        initial={"starts_on": timezone.localdate()},
    )
    act = _act(found.system, "Add a route", "Add the route", "The route is added.")

    def do(by: dict[str, Any]) -> None:
        services.lay_route(
            system=found.system,
            subject=form.cleaned_data["subject"],
            source=form.cleaned_data["source"],
            starts_on=form.cleaned_data["starts_on"],
            bodies=form.bodies(),
            **by,
        )

    return carry_out_for_system(request, found.system, form, act, do)


def _route(request: PortalRequest, route_id: int) -> ApprovalRoute:
    found = ApprovalRoute.objects.select_related("system")
    route = get_object_or_404(found, pk=route_id)
    require(may_keep_map(request.actor, route.system))
    return route


@never_cache
def change(request: PortalRequest, route_id: int) -> HttpResponse:
    """Other bodies, or another order, from a day on."""
    route = _route(request, route_id)
    way = bodies_of_route(route)
    form = ChangeRouteForm(
        posted(request),
        system=route.system,
        way=way,
        initial={"source": route.source},
    )
    act = _act(
        route.system,
        f"Change the route: {route.subject}",
        "Save the route",
        "The route is changed from its first day on. The one of before is kept.",
    )

    def do(by: dict[str, Any]) -> None:
        services.lay_route_anew(
            route=route,
            bodies=form.bodies(),
            source=form.cleaned_data["source"],
            starts_on=form.cleaned_data["starts_on"],
            reason=form.cleaned_data["reason"],
            seen=request.POST.get("seen", ""),
            **by,
        )

    mark = services.mark_of(route_words(way, route.source, route.ends_on))
    return carry_out_for_system(request, route.system, form, act, do, seen=mark)


@never_cache
def end(request: PortalRequest, route_id: int) -> HttpResponse:
    """Nothing goes this way any longer."""
    route = _route(request, route_id)
    form = ReasonForm(posted(request))
    act = _act(
        route.system,
        f"End the route: {route.subject}",
        "End the route",
        "The route has its last day.",
        "Nothing is deleted: the list of earlier days shows it as before.",
    )

    def do(by: dict[str, Any]) -> None:
        services.end_route(route=route, **form.cleaned_data, **by)

    return carry_out_for_system(request, route.system, form, act, do)
