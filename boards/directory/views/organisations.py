"""Organisations: the list, one of them, and every change to it."""

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
    ChangeOrganisationForm,
    EndForm,
    NewOrganisationForm,
    OrganisationFilter,
    ServicesForm,
    initial_of,
)
from boards.directory.models import Organisation
from boards.directory.permissions import may_keep_directory
from boards.directory.presenters import (
    OrganisationRow,
    organisation_page,
    organisation_row,
)
from boards.directory.selectors.history import latest_change_id
from boards.directory.selectors.reading import organisation_or_404, organisations
from boards.directory.views.common import HOME, Act, acted, listed, posted
from ics_portal.core.panels import panels_for
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _list_crumb() -> tuple[str, str]:
    return ("Organisations", reverse("directory:organisations"))


def address(one: Organisation) -> str:
    return reverse("directory:organisation", args=[one.pk])


def above(one: Organisation) -> tuple[tuple[str, str], ...]:
    return (*HOME, _list_crumb(), (one.name, address(one)))


def editable(request: PortalRequest, pk: int) -> Organisation:
    """The organisation for somebody who keeps the directory; 403 for others."""
    one = organisation_or_404(pk)
    require(may_keep_directory(request.actor))
    return one


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """Organisations by kind, system, text and day; ``?format=csv`` gives them as a file."""
    form = OrganisationFilter(request.GET or None)
    day = form.day()
    system = form.value("system")
    found = organisations(
        on=form.only_on(),
        kind=form.value("kind") or "",
        system_id=system.pk if system else None,
        text=form.value("text") or "",
    )
    return listed(
        request,
        "boards/directory/organisations.html",
        found=found,
        row=lambda one: organisation_row(one, on=day),
        header=OrganisationRow.CSV_HEADER,
        filename=f"organisations-{day.isoformat()}.csv",
        is_filtered=bool(request.GET),
        form=form,
        day=day,
        is_today=day == timezone.localdate(),
        system=system,
    )


@require_safe
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One organisation as it stands on a day."""
    one = organisation_or_404(pk)
    form = OrganisationFilter(request.GET or None)
    day = form.day()
    context = {
        "page": organisation_page(one, on=day),
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "may_keep": may_keep_directory(request.actor),
        "panels": panels_for("directory.organisation", actor=request.actor, thing=one),
    }
    return render(request, "boards/directory/organisation.html", context)


@never_cache
def new(request: PortalRequest) -> HttpResponse:
    """Add an organisation."""
    require(may_keep_directory(request.actor))
    form = NewOrganisationForm(posted(request))
    page = Act(
        heading="New organisation",
        caption="Organisations",
        words="Add the organisation",
        crumbs=(*HOME, _list_crumb()),
        said="Added.",
    )

    def add() -> Organisation:
        data = form.cleaned_data
        plain = {key: data[key] for key in ("name", "kind", "short_name", "note")}
        details = form.details()
        return services.add_organisation(
            **plain,
            ods_code=details.ods_code,
            ons_code=details.ons_code,
            starts_on=details.starts_on,
            ends_on=details.ends_on,
            is_upper_tier=details.is_upper_tier,
            systems=data["systems"],
            services=data["services"],
            actor=request.actor,
            at=timezone.now(),
        )

    return acted(request, form, page, add, to=address)


def by(request: PortalRequest, form: Any) -> dict[str, Any]:
    """Who, when and why, as the services take them."""
    return {
        "actor": request.actor,
        "at": timezone.now(),
        "reason": form.cleaned_data["reason"],
    }


@never_cache
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct what is kept of an organisation."""
    one = editable(request, pk)
    initial = initial_of(one) | {"seen": latest_change_id(one)}
    form = ChangeOrganisationForm(posted(request), initial=initial)
    page = Act(
        heading="Change the organisation",
        caption=one.name,
        words="Save",
        crumbs=above(one),
        said="Saved.",
    )
    return acted(
        request,
        form,
        page,
        lambda: services.change_organisation(
            organisation=one,
            details=form.details(),
            systems=form.cleaned_data["systems"],
            seen=form.seen_row(),
            **by(request, form),
        ),
        newest=lambda: latest_change_id(one),
    )


@never_cache
def close(request: PortalRequest, pk: int) -> HttpResponse:
    """Close an organisation with its last day."""
    one = editable(request, pk)
    form = EndForm(posted(request))
    page = Act(
        heading="Close the organisation",
        caption=one.name,
        words="Close it",
        crumbs=above(one),
        said=f"{one.name} has its last day.",
        lines=(
            "Nothing is deleted: it stays in the directory with its last day.",
            "What it provides ends that day too.",
            "If another organisation follows it, record that instead: it closes then.",
        ),
    )
    return acted(
        request,
        form,
        page,
        lambda: services.close_organisation(
            organisation=one, on=form.cleaned_data["on"], **by(request, form)
        ),
    )


@never_cache
def provides(request: PortalRequest, pk: int) -> HttpResponse:
    """Say what an organisation provides from a day on."""
    one = editable(request, pk)
    seen = services.open_services(one)
    initial = {"services": seen.split(",") if seen else [], "seen": seen}
    form = ServicesForm(posted(request), initial=initial)
    page = Act(
        heading="What it provides",
        caption=one.name,
        words="Save",
        crumbs=above(one),
        said="Saved.",
    )
    return acted(
        request,
        form,
        page,
        lambda: services.say_services(
            organisation=one,
            services=form.cleaned_data["services"],
            on=form.cleaned_data["on"],
            seen=form.cleaned_data["seen"],
            **by(request, form),
        ),
        newest=lambda: services.open_services(one),
    )
