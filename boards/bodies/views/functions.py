"""The functions and decisions map of a day, and the versions that were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.bodies.documents import functions_map_document
from boards.bodies.enums import InstrumentKind
from boards.bodies.forms.day import DayForm
from boards.bodies.models import InstrumentVersion
from boards.bodies.permissions import may_keep_map, may_read_structure
from boards.bodies.presenters.functions import (
    MapPage,
    chapters_of,
    csv_rows,
    map_page,
    plain_map,
    version_row,
)
from boards.bodies.selectors.compliance import home_system
from boards.bodies.selectors.functions import (
    bodies_of_system,
    map_on,
    published_maps,
)
from boards.bodies.services.functions import TITLE
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.files.names import content_disposition
from ics_portal.core.pdf import PdfDocument, render_pdf
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.printing import too_many_prints
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import longday, shortday


@dataclass(frozen=True, slots=True)
class Asked:
    """Which system on which day; ``query`` keeps a system that is not one's own."""

    form: DayForm
    system: IntegratedCareSystem
    day: date
    query: str

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()


def asked(request: PortalRequest) -> Asked | None:
    """What the address asks for; None while no system is in the directory."""
    systems = list(IntegratedCareSystem.objects.all())
    home = home_system(request.actor, systems)
    if home is None:
        return None
    today = timezone.localdate().isoformat()
    # One's own system and today stand chosen until others are.
    chosen = {"system": str(home.pk), "on": today, **request.GET.dict()}
    form = DayForm(chosen, several=len(systems) > 1)
    form.is_valid()
    system = form.cleaned_data.get("system") or home
    query = f"system={system.pk}&" if system != home else ""
    return Asked(form, system, form.day(), query)


def empty(request: PortalRequest) -> HttpResponse:
    return render(request, "boards/bodies/no_system.html")


def live_page(found: Asked) -> MapPage:
    """The map of the day, each body with the address of its page."""
    slugs = dict(bodies_of_system(found.system).values_list("pk", "slug"))
    return map_page(
        plain_map(map_on(found.system, found.day)),
        slugs=slugs,
        query=f"?on={found.day.isoformat()}",
    )


@require_safe
def functions(request: PortalRequest) -> HttpResponse:
    """Who decides what; ``?format=csv`` and ``?format=pdf`` give it as a file."""
    require(may_read_structure(request.actor))
    found = asked(request)
    if found is None:
        return empty(request)
    page = live_page(found)
    kind = request.GET.get("format")
    name = f"functions-and-decisions-{found.day.isoformat()}"
    if kind == "csv":
        return csv_response(f"{name}.csv", MapPage.CSV_HEADER, csv_rows(page))
    if kind == "pdf":
        lines = (
            f"As it stands on {longday(found.day)}. This is not a published version.",
        )
        document = functions_map_document(
            page,
            system=found.system.name,
            heading=TITLE,
            lines=lines,
            filename=f"{name}.pdf",
        )
        return too_many_prints(request) or _printed(document)
    context = {
        "form": found.form,
        "system": found.system,
        "day": found.day,
        "is_today": found.is_today,
        "query": found.query,
        "page": page,
        "may_keep": may_keep_map(request.actor, found.system),
        "versions": [version_row(one) for one in published_maps(found.system)],
    }
    return render(request, "boards/bodies/functions.html", context)


def _printed(document: PdfDocument) -> HttpResponse:
    answer = HttpResponse(render_pdf(document), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition(document.filename, inline=True)
    return answer


@require_safe
def version(request: PortalRequest, version_id: int) -> HttpResponse:
    """A version as it was published, whatever changed since."""
    require(may_read_structure(request.actor))
    one = InstrumentVersion.objects.select_related("instrument__body__system").filter(
        instrument__kind=InstrumentKind.FUNCTIONS_MAP, pk=version_id
    )
    shown = one.first()
    if shown is None:
        raise Http404
    system = shown.instrument.body.system
    page = map_page(shown.sections.get("map") or {})
    row = version_row(shown)
    name = f"functions-and-decisions-version-{shown.version}"
    kind = request.GET.get("format")
    if kind == "csv":
        return csv_response(f"{name}.csv", MapPage.CSV_HEADER, csv_rows(page))
    if kind == "pdf":
        lines = (
            f"{row.name}, in force {row.in_force}.",
            f"Approved by {row.approved}.",
            f"Published on {row.published}.",
        )
        document = functions_map_document(
            page,
            system=system.name,
            heading=TITLE,
            lines=lines,
            chapters=chapters_of(shown.sections),
            filename=f"{name}.pdf",
        )
        return too_many_prints(request) or _printed(document)
    context = {
        "system": system,
        "row": row,
        "page": page,
        "review": shortday(shown.review_on),
        "note": shown.note,
        "chapters": chapters_of(shown.sections),
    }
    return render(request, "boards/bodies/functions_version.html", context)
