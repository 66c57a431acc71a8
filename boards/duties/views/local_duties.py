"""Forms of the duties that a system sets itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from boards.bodies.forms.common import ReasonForm
from boards.bodies.permissions import may_keep_map
from boards.bodies.services.seen import mark_of
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.directory.models import IntegratedCareSystem
from boards.duties.forms.local_duties import ChangeLocalDutyForm, LocalDutyForm
from boards.duties.models import LocalDuty
from boards.duties.services.local_duties import (
    add_local_duty,
    change_local_duty,
    duty_words,
    end_local_duty,
)
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _act(
    system: IntegratedCareSystem, heading: str, words: str, said: str, *lines: str
) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=f"{reverse('duties:list')}?system={system.pk}",
        lines=lines,
        thing="The duty",
        back="Duties and evidence",
    )


def _duty(request: PortalRequest, duty_id: int) -> LocalDuty:
    found = LocalDuty.objects.select_related("system")
    duty = get_object_or_404(found, pk=duty_id)
    require(may_keep_map(request.actor, duty.system))
    return duty


@never_cache
def add(request: PortalRequest) -> HttpResponse:
    """Add a duty beside those that ship."""
    found = asked(request)
    if found is None:
        return empty(request)
    require(may_keep_map(request.actor, found.system))
    form = LocalDutyForm(posted(request))

    def do(by: dict[str, Any]) -> None:
        add_local_duty(
            system=found.system,
            wording=form.wording(),
            held_by=form.cleaned_data["held_by"],
            starts_on=form.cleaned_data["starts_on"],
            **by,
        )

    act = _act(found.system, "Add a duty", "Add the duty", "The duty is added.")
    return carry_out_for_system(request, found.system, form, act, do)


@never_cache
def change(request: PortalRequest, duty_id: int) -> HttpResponse:
    """Say a duty of the system's own otherwise."""
    duty = _duty(request, duty_id)
    form = ChangeLocalDutyForm(posted(request), initial=ChangeLocalDutyForm.shown(duty))

    def do(by: dict[str, Any]) -> None:
        change_local_duty(
            duty=duty,
            wording=form.wording(),
            reason=form.cleaned_data["reason"],
            seen=request.POST.get("seen", ""),
            **by,
        )

    act = _act(duty.system, f"Change: {duty.title}", "Save", "The duty is changed.")
    mark = mark_of(duty_words(duty))
    return carry_out_for_system(request, duty.system, form, act, do, seen=mark)


@never_cache
def end(request: PortalRequest, duty_id: int) -> HttpResponse:
    """The system asks this of itself no longer."""
    duty = _duty(request, duty_id)
    form = ReasonForm(posted(request))

    def do(by: dict[str, Any]) -> None:
        end_local_duty(duty=duty, **form.cleaned_data, **by)

    act = _act(
        duty.system,
        f"End: {duty.title}",
        "End the duty",
        "The duty has its last day.",
        "Nothing is deleted: earlier days show it as before, with its evidence.",
    )
    return carry_out_for_system(request, duty.system, form, act, do)
