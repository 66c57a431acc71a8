"""The scheme of delegation of a place: the matrix, and a partner's row of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies import services
from boards.bodies.enums import BodyKind
from boards.bodies.forms.day import DayForm
from boards.bodies.forms.scheme import SchemeRowForm
from boards.bodies.models import Body, Function
from boards.bodies.permissions import may_keep_structure
from boards.bodies.presenters import shown
from boards.bodies.presenters.scheme import SchemePage, scheme_csv, scheme_page
from boards.bodies.selectors.scheme import scheme_of
from boards.bodies.views.body import body_or_404
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from boards.directory.models import Organisation
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


def _place(body: Body) -> Body:
    """Only a place has a scheme of this sort."""
    if body.kind != BodyKind.PLACE_PARTNERSHIP:
        raise Http404
    return body


@require_safe
def scheme(request: PortalRequest, slug: str) -> HttpResponse:
    """Who has which function on a day; ``?format=csv`` gives it as a file."""
    body = _place(body_or_404(request, slug))
    form = DayForm(request.GET if "on" in request.GET else None, several=False)
    day = form.day()
    page = scheme_page(scheme_of(body, day))
    if request.GET.get("format") == "csv":
        name = f"{body.slug}-scheme-{day.isoformat()}.csv"
        return csv_response(name, SchemePage.CSV_HEADER, scheme_csv(page, day))
    context = {
        "body": body,
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "page": page,
        "may_keep": may_keep_structure(request.actor, body),
    }
    return render(request, "boards/bodies/scheme.html", context)


@never_cache
def partner(request: PortalRequest, slug: str, partner_id: int) -> HttpResponse:
    """Say a partner's whole row at once, from a day on."""
    body = _place(body_to_change(request, slug))
    one = get_object_or_404(Organisation, pk=partner_id)
    form_of_day = DayForm(request.GET if "on" in request.GET else None, several=False)
    day = form_of_day.day()
    found = scheme_of(body, day)
    now = {
        function.id: found.lines[function.id, one.pk][0]
        for function in found.functions
        if (function.id, one.pk) in found.lines
    }
    functions = Function.objects.filter(pk__in=[each.id for each in found.functions])
    form = SchemeRowForm(
        posted(request),
        functions=functions,
        now=now,
        initial={"starts_on": day},
    )
    change = Change(
        heading=f"What {one.name} keeps",
        act="Save the row",
        said=f"The row of {one.name} is saved.",
        form=form,
        now=lambda: shown.scheme_now(body, one),
        save=lambda by: services.say_scheme(
            body=body,
            partner=one,
            lines=form.lines(),
            starts_on=form.cleaned_data["starts_on"],
            **by,
        ),
        template="boards/bodies/scheme_row.html",
    )
    back = reverse("bodies:scheme", args=[body.slug])
    return carry_out(request, body, change, back=f"{back}?on={day.isoformat()}")
