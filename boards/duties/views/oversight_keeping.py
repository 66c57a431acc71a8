"""Recording and ending ratings and actions of regulators."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies.forms.common import ReasonForm
from boards.bodies.permissions import may_keep_map
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.directory.models import IntegratedCareSystem
from boards.directory.selectors.history import latest_change_id
from boards.duties.forms.oversight import WHOLE, ActionForm, RatingForm
from boards.duties.models import OversightRating, RegulatoryAction
from boards.duties.rules.oversight import WHO_ACTS
from boards.duties.selectors.oversight import latest_rating_change, latest_scheme
from boards.duties.services.oversight import (
    end_action,
    end_rating,
    record_action,
    record_rating,
)
from boards.duties.views.seen import seen_of
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest

KEPT = "Nothing is deleted: the list of earlier days shows it as before."


def _act(
    system: IntegratedCareSystem,
    heading: str,
    words: str,
    said: str,
    line: str,
    thing: str = "The rating",
) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=f"{reverse('duties:oversight')}?system={system.pk}",
        thing=thing,
        back="Oversight",
        lines=(line,),
    )


@never_cache
def rate(request: PortalRequest) -> HttpResponse:
    """Record a rating."""
    found = asked(request)
    if found is None:
        return empty(request)
    system = found.system
    require(may_keep_map(request.actor, system))
    initial = {
        "organisation": request.GET.get("organisation", WHOLE),
        "scheme": latest_scheme(system),
        "starts_on": timezone.localdate(),
    }
    form = RatingForm(posted(request), system=system, initial=initial)
    act = _act(
        system,
        "Record a rating",
        "Record the rating",
        "The rating is recorded.",
        "One rating holds at a time for each framework. Earlier ones are kept.",
    )

    def do(by: dict[str, Any]) -> None:
        record_rating(system=system, **form.cleaned_data, seen=seen_of(request), **by)

    mark = str(latest_rating_change(system))
    return carry_out_for_system(request, system, form, act, do, seen=mark)


@never_cache
def end(request: PortalRequest, rating_id: int) -> HttpResponse:
    """A rating holds no longer, and none follows."""
    rating = get_object_or_404(
        OversightRating.objects.select_related("system", "organisation"), pk=rating_id
    )
    require(may_keep_map(request.actor, rating.system))
    form = ReasonForm(posted(request))
    who = rating.organisation or rating.system
    act = _act(
        rating.system,
        f"End the rating of {who}, {rating.scheme}",
        "End the rating",
        "The rating has its last day.",
        f"Segment {rating.segment}. {KEPT}",
    )

    def do(by: dict[str, Any]) -> None:
        end_rating(rating=rating, **form.cleaned_data, seen=seen_of(request), **by)

    mark = str(latest_change_id(rating))
    return carry_out_for_system(request, rating.system, form, act, do, seen=mark)


@never_cache
def act_on(request: PortalRequest) -> HttpResponse:
    """Record what NHS England did about an organisation."""
    found = asked(request)
    if found is None:
        return empty(request)
    system = found.system
    require(may_keep_map(request.actor, system))
    initial = {
        "about": request.GET.get("organisation", ""),
        "starts_on": timezone.localdate(),
    }
    form = ActionForm(posted(request), system=system, initial=initial)
    act = _act(
        system,
        "Record a regulatory action",
        "Record the action",
        "The action is recorded.",
        WHO_ACTS,
        "The action",
    )

    def do(by: dict[str, Any]) -> None:
        record_action(system=system, **form.cleaned_data, **by)

    return carry_out_for_system(request, system, form, act, do)


@never_cache
def end_of_action(request: PortalRequest, action_id: int) -> HttpResponse:
    """An action is over."""
    action = get_object_or_404(
        RegulatoryAction.objects.select_related("system", "about"), pk=action_id
    )
    require(may_keep_map(request.actor, action.system))
    form = ReasonForm(posted(request))
    act = _act(
        action.system,
        f"End the action about {action.about}",
        "End the action",
        "The action has its last day.",
        f"{action.get_kind_display()}: {action.words}. {KEPT}",
        "The action",
    )

    def do(by: dict[str, Any]) -> None:
        end_action(action=action, **form.cleaned_data, **by)

    return carry_out_for_system(request, action.system, form, act, do)
