"""A system's particulars, and whether its footprint is in the directory."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.directory import services
from boards.directory.forms import ChangeSystemForm, DayOnlyForm, PlaceFilter
from boards.directory.models import IntegratedCareSystem
from boards.directory.permissions import may_keep_directory
from boards.directory.presenters import CouncilRow, system_page
from boards.directory.selectors.history import latest_change_id
from boards.directory.views.common import HOME, Act, acted, posted
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


def address(system: IntegratedCareSystem) -> str:
    return reverse("directory:system", args=[system.pk])


def editable(request: PortalRequest, pk: int) -> IntegratedCareSystem:
    """The system for somebody who keeps the directory; 403 for others."""
    system = get_object_or_404(IntegratedCareSystem, pk=pk)
    require(may_keep_directory(request.actor))
    return system


def _page(
    system: IntegratedCareSystem, heading: str, words: str, said: str, *lines: str
) -> Act:
    above = (*HOME, (system.name, address(system)))
    return Act(heading, system.name, words, above, said, lines)


def _by(request: PortalRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": timezone.now()}


@require_safe
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """A system on a day; ``?format=csv`` gives its councils as a file."""
    system = get_object_or_404(IntegratedCareSystem, pk=pk)
    form = PlaceFilter(request.GET or None)
    day = form.day()
    page = system_page(system, on=day)
    if request.GET.get("format") == "csv":
        rows = ((one.name, one.code, one.tier[0], day) for one in page.councils)
        name = f"councils-{day.isoformat()}.csv"
        return csv_response(name, CouncilRow.CSV_HEADER, rows)
    context = {
        "page": page,
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "may_keep": may_keep_directory(request.actor),
    }
    return render(request, "boards/directory/system.html", context)


@never_cache
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct a system's particulars."""
    system = editable(request, pk)
    names = ("name", "short_name", "starts_on", "ends_on")
    initial = {name: getattr(system, name) for name in names}
    form = ChangeSystemForm(
        posted(request), initial=initial | {"seen": latest_change_id(system)}
    )
    return acted(
        request,
        form,
        _page(system, "Change the system", "Save", "Saved."),
        lambda: services.change_system(
            system=system,
            **{name: form.cleaned_data[name] for name in names},
            reason=form.cleaned_data["reason"],
            seen=form.seen_row(),
            **_by(request),
        ),
        newest=lambda: latest_change_id(system),
    )


@never_cache
def footprint(request: PortalRequest, pk: int) -> HttpResponse:
    """Confirm that every organisation of a system's footprint is in the directory."""
    system = editable(request, pk)
    form = DayOnlyForm(posted(request), initial={"on": timezone.localdate()})
    page = _page(
        system,
        "The footprint is complete",
        "Confirm",
        f"The footprint of {system} is confirmed.",
        "Say that the directory has every council, trust and other body of it.",
        "Until then nobody knows whether all of them are where they must be.",
    )
    return acted(
        request,
        form,
        page,
        lambda: services.confirm_footprint(
            system=system, on=form.cleaned_data["on"], **_by(request)
        ),
    )
