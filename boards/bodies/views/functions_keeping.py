"""Keeping the functions and decisions map: add, correct, decide, end, publish."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies import services
from boards.bodies.forms.common import ReasonForm
from boards.bodies.forms.functions import (
    ChangeFunctionForm,
    DecideForm,
    NewFunctionForm,
    PublishForm,
)
from boards.bodies.models import Delegation, Function
from boards.bodies.permissions import may_keep_map
from boards.bodies.presenters.functions import map_page, plain_map
from boards.bodies.rules.functions import CHAPTERS, not_complete
from boards.bodies.selectors.functions import boards_of, map_on, published_maps
from boards.bodies.services.functions import function_words, map_mark
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _home(system: IntegratedCareSystem) -> str:
    return f"{reverse('bodies:functions')}?system={system.pk}"


def _function(request: PortalRequest, function_id: int) -> Function:
    found = Function.objects.select_related("system")
    function = get_object_or_404(found, pk=function_id)
    require(may_keep_map(request.actor, function.system))
    return function


@never_cache
def add(request: PortalRequest) -> HttpResponse:
    """Add a function, and go on to say who decides on it."""
    found = asked(request)
    if found is None:
        return empty(request)
    require(may_keep_map(request.actor, found.system))
    form = NewFunctionForm(posted(request))
    act = Act(
        heading="Add a function",
        words="Add the function",
        said="The function is added. Until somebody decides on it, it is a gap.",
        back_url=_home(found.system),
    )

    def do(by: dict[str, Any]) -> None:
        services.add_function(system=found.system, **form.cleaned_data, **by)

    return carry_out_for_system(request, found.system, form, act, do)


@never_cache
def change(request: PortalRequest, function_id: int) -> HttpResponse:
    """Correct a function."""
    function = _function(request, function_id)
    names = ("name", "level", "subsidiarity_reason", "lead")
    form = ChangeFunctionForm(
        posted(request), initial={name: getattr(function, name) for name in names}
    )
    act = Act(
        heading=f"Change: {function.name}",
        words="Save",
        said="The function is changed.",
        back_url=_home(function.system),
    )

    def do(by: dict[str, Any]) -> None:
        services.change_function(
            function=function,
            seen=request.POST.get("seen", ""),
            **form.cleaned_data,
            **by,
        )

    mark = services.mark_of(function_words(function))
    return carry_out_for_system(request, function.system, form, act, do, seen=mark)


@never_cache
def end(request: PortalRequest, function_id: int) -> HttpResponse:
    """The system does this no longer."""
    function = _function(request, function_id)
    form = ReasonForm(posted(request))
    act = Act(
        heading=f"End: {function.name}",
        words="End the function",
        said="The function has its last day.",
        back_url=_home(function.system),
        lines=(
            "Nothing is deleted: the map of earlier days shows it as before.",
            "Whoever decides on it is ended first.",
        ),
    )

    def do(by: dict[str, Any]) -> None:
        services.end_function(function=function, **form.cleaned_data, **by)

    return carry_out_for_system(request, function.system, form, act, do)


@never_cache
def decide(request: PortalRequest, function_id: int) -> HttpResponse:
    """Say who decides, or advises, about a function."""
    function = _function(request, function_id)
    board = boards_of(function.system).in_force_on(timezone.localdate()).first()
    form = DecideForm(
        posted(request), system=function.system, initial={"accountable": board}
    )
    act = Act(
        heading=f"Who decides: {function.name}",
        words="Save who decides",
        said="Saved. It is in the map from its first day.",
        back_url=_home(function.system),
        lines=("A body that only advises can advise here, and decide nothing.",),
    )

    def do(by: dict[str, Any]) -> None:
        services.delegate(function=function, **form.cleaned_data, **by)

    return carry_out_for_system(request, function.system, form, act, do)


@never_cache
def end_decision(request: PortalRequest, delegation_id: int) -> HttpResponse:
    """Somebody no longer decides about a function."""
    found = Delegation.objects.select_related(
        "function__system", "holder__system", "accountable__system"
    )
    delegation = get_object_or_404(found, pk=delegation_id)
    system = delegation.function.system
    require(may_keep_map(request.actor, system))
    form = ReasonForm(posted(request))
    act = Act(
        heading=f"End: {delegation}",
        words="End it",
        said="It has its last day.",
        back_url=_home(system),
        lines=(
            "Nothing is deleted: the map of earlier days shows it as before.",
            "If nobody else decides on the function after that day, it is a gap.",
        ),
    )

    def do(by: dict[str, Any]) -> None:
        services.end_delegation(delegation=delegation, **form.cleaned_data, **by)

    return carry_out_for_system(request, system, form, act, do)


@never_cache
def publish(request: PortalRequest) -> HttpResponse:
    """Publish the map of a day as the next version."""
    found = asked(request)
    if found is None:
        return empty(request)
    system, day = found.system, found.day
    require(may_keep_map(request.actor, system))
    now = map_on(system, day)
    plain = plain_map(now)
    form = PublishForm(posted(request), initial=_last_chapters(system))
    act = Act(
        heading="Publish this version",
        words="Publish",
        said="The version is published. It can be shown again at any time.",
        back_url=f"{_home(system)}&on={day.isoformat()}",
    )

    def do(by: dict[str, Any]) -> None:
        services.publish_map(
            system=system,
            starts_on=day,
            chapters=form.chapters(),
            seen=request.POST.get("seen", ""),
            **{k: v for k, v in form.cleaned_data.items() if k not in CHAPTERS},
            **by,
        )

    return carry_out_for_system(
        request,
        system,
        form,
        act,
        do,
        seen=map_mark(plain),
        template="boards/bodies/functions_publish.html",
        day=day,
        page=map_page(plain),
        stops=not_complete(now),
    )


def _last_chapters(system: IntegratedCareSystem) -> dict[str, str]:
    """What the chapters of the last version said, to go on from."""
    last = published_maps(system).first()
    return dict((last.sections.get("chapters") or {}) if last else {})
