"""Terms of reference and documents of a body."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from boards.bodies import services
from boards.bodies.forms.papers import InstrumentForm, TermsForm, VersionForm
from boards.bodies.models import Instrument
from boards.bodies.presenters import shown
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from boards.bodies.views.simple import adding
from ics_portal.core.web.requests import PortalRequest


@never_cache
def add_terms(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a version of the terms of reference."""
    body = body_to_change(request, slug)
    form = TermsForm(posted(request))
    change = Change(
        heading="Add terms of reference",
        act="Add this version",
        said="The terms of reference are saved.",
        form=form,
        now=lambda: shown.terms_now(body),
        save=lambda by: services.add_terms(
            body=body,
            terms=form.terms(),
            starts_on=form.cleaned_data["starts_on"],
            quorum=form.lines,
            **by,
        ),
    )
    return carry_out(request, body, change)


add_instrument = adding(
    "Add a document",
    act="Add the document",
    said="The document is added. Add its first version.",
    form=lambda body, data: InstrumentForm(data),
    now=shown.instruments_now,
    save=services.add_instrument,
)


@never_cache
def add_version(request: PortalRequest, slug: str, instrument_id: int) -> HttpResponse:
    """Add a version of a document."""
    body = body_to_change(request, slug)
    row = get_object_or_404(Instrument, body=body, pk=instrument_id)
    row.body = body
    form = VersionForm(posted(request), instrument=row)
    change = Change(
        heading=f"Add a version of “{row.title}”",
        act="Add this version",
        said="The version is added.",
        form=form,
        now=lambda: shown.versions_now(row),
        save=lambda by: services.add_version(
            instrument=row, sections=form.sections(), **form.version(), **by
        ),
    )
    return carry_out(request, body, change)
