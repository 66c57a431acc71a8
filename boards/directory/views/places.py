"""Places: the list, one of them, and every change to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.directory import services
from boards.directory.forms import (
    ChangePlaceForm,
    EndForm,
    NewPlaceForm,
    PlaceFilter,
)
from boards.directory.models import Place
from boards.directory.permissions import may_keep_directory
from boards.directory.presenters import PlaceRow, place_page, place_row
from boards.directory.selectors.history import latest_change_id
from boards.directory.selectors.reading import place_or_404, places
from boards.directory.views.common import HOME, Act, acted, listed, posted
from ics_portal.core.panels import panels_for
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _list_crumb() -> tuple[str, str]:
    return ("Places", reverse("directory:places"))


def address(place: Place) -> str:
    return reverse("directory:place", args=[place.slug])


def _page(place: Place, heading: str, words: str, said: str, *lines: str) -> Act:
    above = (*HOME, _list_crumb(), (place.name, address(place)))
    return Act(heading, place.name, words, above, said, lines)


def editable(request: PortalRequest, slug: str) -> Place:
    """The place for somebody who keeps the directory; 403 for others."""
    place = place_or_404(slug)
    require(may_keep_directory(request.actor))
    return place


def _by(request: PortalRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": timezone.now()}


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """Places by system and day; ``?format=csv`` gives them as a file."""
    form = PlaceFilter(request.GET or None)
    day = form.day()
    system = form.value("system")
    found = places(on=form.only_on(), system_id=system.pk if system else None)
    return listed(
        request,
        "boards/directory/places.html",
        found=found,
        row=lambda place: place_row(place, on=day),
        header=PlaceRow.CSV_HEADER,
        filename=f"places-{day.isoformat()}.csv",
        is_filtered=bool(request.GET),
        form=form,
        day=day,
        is_today=day == timezone.localdate(),
    )


@require_safe
def detail(request: PortalRequest, slug: str) -> HttpResponse:
    """One place as it stands on a day."""
    place = place_or_404(slug)
    form = PlaceFilter(request.GET or None)
    day = form.day()
    context = {
        "page": place_page(place, on=day),
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "may_keep": may_keep_directory(request.actor),
        "panels": panels_for("directory.place", actor=request.actor, thing=place),
    }
    return render(request, "boards/directory/place.html", context)


@never_cache
def new(request: PortalRequest) -> HttpResponse:
    """Add a place."""
    require(may_keep_directory(request.actor))
    form = NewPlaceForm(posted(request))
    page = Act("New place", "Places", "Add the place", (*HOME, _list_crumb()), "Added.")
    return acted(
        request,
        form,
        page,
        lambda: services.add_place(
            system=form.cleaned_data["system"], details=form.details(), **_by(request)
        ),
        to=address,
    )


@never_cache
def edit(request: PortalRequest, slug: str) -> HttpResponse:
    """Change a place."""
    place = editable(request, slug)
    names = ("name", "boundary_basis", "population", "starts_on", "ends_on", "note")
    initial = {name: getattr(place, name) for name in names}
    form = ChangePlaceForm(
        posted(request), initial=initial | {"seen": latest_change_id(place)}
    )
    return acted(
        request,
        form,
        _page(place, "Change the place", "Save", "Saved."),
        lambda: services.change_place(
            place=place,
            details=form.details(),
            reason=form.cleaned_data["reason"],
            seen=form.seen_row(),
            **_by(request),
        ),
        newest=lambda: latest_change_id(place),
    )


@never_cache
def close(request: PortalRequest, slug: str) -> HttpResponse:
    """Close a place with its last day."""
    place = editable(request, slug)
    form = EndForm(posted(request))
    lines = "Nothing is deleted: it stays in the directory with its last day."
    return acted(
        request,
        form,
        _page(place, "Close the place", "Close it", "Closed.", lines),
        lambda: services.close_place(
            place=place,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            **_by(request),
        ),
    )
