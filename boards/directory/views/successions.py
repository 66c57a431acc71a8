"""What an organisation became, or came from."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from boards.directory import services
from boards.directory.forms import CorrectSuccessionForm, SuccessionForm
from boards.directory.models import OrganisationSuccession
from boards.directory.selectors.history import latest_change_id
from boards.directory.views.common import Act, acted, posted
from boards.directory.views.organisations import above, by, editable
from ics_portal.core.web.requests import PortalRequest


@never_cache
def succession(request: PortalRequest, pk: int) -> HttpResponse:
    """Record what an organisation became, or came from."""
    one = editable(request, pk)
    form = SuccessionForm(posted(request), organisation=one)
    page = Act(
        heading="Record a successor or predecessor",
        caption=one.name,
        words="Record it",
        crumbs=above(one),
        said="Recorded.",
    )

    def record_it() -> Any:
        data = form.cleaned_data
        other = data["other"]
        before, after = (one, other) if data["side"] == "after" else (other, one)
        return services.record_succession(
            predecessor=before,
            successor=after,
            kind=data["kind"],
            on=data["on"],
            note=data["note"],
            **by(request, form),
        )

    return acted(request, form, page, record_it)


@never_cache
def correct(request: PortalRequest, pk: int, succession_pk: int) -> HttpResponse:
    """Correct the day or the kind of a succession of this organisation."""
    one = editable(request, pk)
    found = OrganisationSuccession.objects.select_related("predecessor", "successor")
    row = get_object_or_404(
        found.filter(Q(predecessor=one) | Q(successor=one)), pk=succession_pk
    )
    names = ("kind", "on", "note")
    initial = {name: getattr(row, name) for name in names}
    form = CorrectSuccessionForm(
        posted(request), initial=initial | {"seen": latest_change_id(row)}
    )
    page = Act(
        heading=(
            f"Correct what followed {one.name}"
            if row.predecessor_id == one.pk
            else f"Correct what {one.name} followed"
        ),
        caption=f"{row.predecessor}, then {row.successor}",
        words="Save the correction",
        crumbs=above(one),
        said="Corrected.",
        lines=(
            f"With another day {row.predecessor} closes on another day as well.",
            "What it provided until then, and whoever else followed it, move too.",
            "What was recorded before stays in the list of changes.",
        ),
    )
    return acted(
        request,
        form,
        page,
        lambda: services.correct_succession(
            succession=row,
            **{name: form.cleaned_data[name] for name in names},
            seen=form.seen_row(),
            **by(request, form),
        ),
        newest=lambda: latest_change_id(row),
    )
