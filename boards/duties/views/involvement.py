"""How people were involved in what was decided: list, one proposal, keeping them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies.permissions import (
    may_keep_map,
    may_keep_structure,
    may_read_structure,
)
from boards.bodies.services.seen import mark_of
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.duties.forms.involvement import (
    BodyFilter,
    ChangeInvolvementForm,
    NewInvolvementForm,
)
from boards.duties.models import Involvement
from boards.duties.presenters.involvement import (
    CSV_HEADER,
    involvement_csv,
    involvement_row,
)
from boards.duties.selectors.involvement import involvements_on, readable_decisions
from boards.duties.services import involvement as services
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest

FORM = "boards/duties/involvement_form.html"


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """The proposals raised by a day; ``?format=csv`` gives them as a file."""
    require(may_read_structure(request.actor))
    found = asked(request)
    if found is None:
        return empty(request)
    body_form = BodyFilter(request.GET, system=found.system)
    body_id = body_form.chosen()
    proposals = involvements_on(found.system, found.day, body_id=body_id)
    is_file = request.GET.get("format") == "csv"
    pages = None if is_file else paginate(proposals, request)
    shown = list(proposals) if pages is None else pages.items
    readable = readable_decisions(request.actor, shown)
    rows = [involvement_row(one, found.day, readable) for one in shown]
    if is_file:
        name = f"involvement-{found.day.isoformat()}.csv"
        return csv_response(name, CSV_HEADER, involvement_csv(rows, found.day))
    context = {
        "form": found.form,
        "body_form": body_form,
        "system": found.system,
        "day": found.day,
        "is_today": found.is_today,
        "query": found.query + (f"body={body_id}&" if body_id else ""),
        "rows": rows,
        "pages": pages,
        "is_filtered": body_id is not None,
        "may_keep": may_keep_map(request.actor, found.system),
    }
    return render(request, "boards/duties/involvements.html", context)


def _involvement(involvement_id: int) -> Involvement:
    found = Involvement.objects.select_related("body__system", "decision__body")
    return get_object_or_404(found.prefetch_related("consultees"), pk=involvement_id)


@require_safe
def involvement(request: PortalRequest, involvement_id: int) -> HttpResponse:
    """One proposal."""
    require(may_read_structure(request.actor))
    one = _involvement(involvement_id)
    readable = readable_decisions(request.actor, [one])
    context = {
        "system": one.body.system,
        "one": involvement_row(one, timezone.localdate(), readable),
        "may_keep": may_keep_structure(request.actor, one.body),
        "back_url": _home(one.body.system_id),
    }
    return render(request, "boards/duties/involvement.html", context)


def _home(system_id: int) -> str:
    return f"{reverse('duties:involvements')}?system={system_id}"


@never_cache
def add(request: PortalRequest) -> HttpResponse:
    """Write down a proposal."""
    found = asked(request)
    if found is None:
        return empty(request)
    require(may_keep_map(request.actor, found.system))
    form = NewInvolvementForm(
        posted(request),
        system=found.system,
        actor=request.actor,
        initial={"raised_on": timezone.localdate()},
    )
    act = Act(
        heading="Add a proposal",
        words="Add the proposal",
        said="The proposal is written down.",
        back_url=_home(found.system.pk),
        thing="The proposal",
        back="Involving people",
    )

    def do(by: dict[str, Any]) -> None:
        services.add_involvement(
            body=form.cleaned_data["body"], details=form.details(), **by
        )

    return carry_out_for_system(
        request, found.system, form, act, do, template=FORM, consulted=form.consulted()
    )


@never_cache
def change(request: PortalRequest, involvement_id: int) -> HttpResponse:
    """Change what is said of a proposal."""
    one = _involvement(involvement_id)
    require(may_keep_structure(request.actor, one.body))
    form = ChangeInvolvementForm(posted(request), involvement=one, actor=request.actor)
    act = Act(
        heading=f"Change: {one.proposal}",
        words="Save",
        said="The proposal is changed.",
        back_url=reverse("duties:involvement", args=[one.pk]),
        thing="The proposal",
        back=one.proposal,
    )

    def do(by: dict[str, Any]) -> None:
        services.change_involvement(
            involvement=one,
            details=form.details(),
            reason=form.cleaned_data["reason"],
            seen=request.POST.get("seen", ""),
            **by,
        )

    now = list(one.consultees.order_by("name", "pk"))
    mark = mark_of(services.involvement_words(one, now, request.actor))
    return carry_out_for_system(
        request,
        one.body.system,
        form,
        act,
        do,
        seen=mark,
        template=FORM,
        consulted=form.consulted(),
    )
