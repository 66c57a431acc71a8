"""The milestones of the transition: the list of a day, one of them, keeping them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies.permissions import may_keep_map, may_read_structure
from boards.bodies.services.seen import mark_of
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.directory.models import IntegratedCareSystem
from boards.duties.forms.transition import (
    ChangeMilestoneForm,
    LoadForm,
    NewMilestoneForm,
)
from boards.duties.importers import shipped_milestones
from boards.duties.models import Milestone
from boards.duties.presenters.transition import (
    MILESTONE_HEADER,
    by_quarter,
    counted,
    milestone_row,
    milestones_csv,
    past_rows,
)
from boards.duties.selectors.transition import milestones_of
from boards.duties.services import transition as services
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import plural


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """The milestones by quarter, as they stand on a day; ``?format=csv`` as a file."""
    require(may_read_structure(request.actor))
    found = asked(request)
    if found is None:
        return empty(request)
    rows = [milestone_row(one, found.day) for one in milestones_of(found.system)]
    if request.GET.get("format") == "csv":
        name = f"milestones-{found.day.isoformat()}.csv"
        lines = milestones_csv(_in_order(rows), found.day)
        return csv_response(name, MILESTONE_HEADER, lines)
    context = {
        "form": found.form,
        "system": found.system,
        "day": found.day,
        "is_today": found.is_today,
        "query": found.query,
        "groups": by_quarter(rows),
        "counts": counted(rows),
        "to_load": len(_missing(found.system)),
        "may_keep": may_keep_map(request.actor, found.system),
    }
    return render(request, "boards/duties/transition.html", context)


def _in_order(rows: list[Any]) -> list[Any]:
    return [row for group in by_quarter(rows) for row in group.rows]


def _missing(system: IntegratedCareSystem) -> list[str]:
    """The codes of the list that ships which the system does not have."""
    there = set(Milestone.objects.filter(system=system).values_list("code", flat=True))
    return [row.code for row in shipped_milestones() if row.code not in there]


@require_safe
def milestone(request: PortalRequest, milestone_id: int) -> HttpResponse:
    """One milestone, with all that was said of it since."""
    require(may_read_structure(request.actor))
    one = get_object_or_404(
        Milestone.objects.select_related("system").prefetch_related(
            "documents__instrument"
        ),
        pk=milestone_id,
    )
    context = {
        "system": one.system,
        "one": milestone_row(one, timezone.localdate()),
        "past": past_rows(one),
        "may_keep": may_keep_map(request.actor, one.system),
        "back_url": _home(one.system),
    }
    return render(request, "boards/duties/milestone.html", context)


def _home(system: IntegratedCareSystem) -> str:
    return f"{reverse('duties:transition')}?system={system.pk}"


@never_cache
def load(request: PortalRequest) -> HttpResponse:
    """Take the list that ships into the system."""
    found = asked(request)
    if found is None:
        return empty(request)
    require(may_keep_map(request.actor, found.system))
    shipped, missing = shipped_milestones(), _missing(found.system)
    there = len(shipped) - len(missing)
    mended = [row.code for row in shipped if row.correction and row.code in missing]
    lines = [
        (
            f"The list has {plural(len(shipped), 'milestone')}: those of the transition"
            " of 2021/22, of the national timetable, and of Lancashire and South Cumbria."
        ),
        f"{plural(len(missing), 'milestone')} will be added."
        if missing
        else "All of them are here already: nothing will be added.",
    ]
    if missing and there == 1:
        lines.append("1 milestone is here already, and stays as it is.")
    elif missing and there:
        lines.append(f"{there} milestones are here already, and stay as they are.")
    if mended:
        lines.append(
            f"What the sources print wrongly is mended in {', '.join(mended)}; the words"
            " of the source are kept beside it."
        )
    act = Act(
        heading="Load the milestones that ship",
        words="Load the milestones",
        said=f"{plural(len(missing), 'milestone')} added;"
        f" {there} {'was' if there == 1 else 'were'} here already.",
        back_url=_home(found.system),
        lines=tuple(lines),
        thing="The milestones",
        back="Transition",
    )

    def do(by: dict[str, Any]) -> None:
        services.load_milestones(system=found.system, rows=shipped, **by)

    return carry_out_for_system(
        request, found.system, LoadForm(posted(request)), act, do
    )


@never_cache
def add(request: PortalRequest) -> HttpResponse:
    """Add a milestone of the system's own."""
    found = asked(request)
    if found is None:
        return empty(request)
    require(may_keep_map(request.actor, found.system))
    form = NewMilestoneForm(posted(request))
    act = Act(
        heading="Add a milestone",
        words="Add the milestone",
        said="The milestone is added.",
        back_url=_home(found.system),
        lines=("Its code is given, and its quarter is that of its day.",),
        thing="The milestone",
        back="Transition",
    )

    def do(by: dict[str, Any]) -> None:
        services.add_milestone(system=found.system, **form.cleaned_data, **by)

    return carry_out_for_system(request, found.system, form, act, do)


@never_cache
def change(request: PortalRequest, milestone_id: int) -> HttpResponse:
    """Say how a milestone stands, who answers for it and what shows it."""
    one = get_object_or_404(Milestone.objects.select_related("system"), pk=milestone_id)
    require(may_keep_map(request.actor, one.system))
    form = ChangeMilestoneForm(posted(request), milestone=one)
    lines = [one.text]
    if one.depends_on:
        lines.append(f"It depends on something else: {one.depends_on}.")
    act = Act(
        heading=f"Change milestone {one.code}",
        words="Save",
        said="The milestone is changed.",
        back_url=reverse("duties:milestone", args=[one.pk]),
        lines=tuple(lines),
        thing="The milestone",
        back=f"Milestone {one.code}",
    )

    def do(by: dict[str, Any]) -> None:
        services.change_milestone(
            milestone=one,
            details=form.details(),
            reason=form.cleaned_data["reason"],
            seen=request.POST.get("seen", ""),
            **by,
        )

    now = one.documents.select_related("instrument").order_by("pk")
    mark = mark_of(services.milestone_words(one, now))
    return carry_out_for_system(request, one.system, form, act, do, seen=mark)
