"""Choosing scales, recording assessments and correcting them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies.models import Body
from boards.bodies.permissions import may_keep_map, may_keep_structure
from boards.bodies.rules.days import said
from boards.bodies.views.changing import Change, carry_out
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.directory.models import IntegratedCareSystem
from boards.directory.selectors.history import latest_change_id
from boards.duties.forms.maturity import (
    AssessmentForm,
    CorrectAssessmentForm,
    CorrectScaleForm,
    ScaleForm,
)
from boards.duties.models import MaturityScale
from boards.duties.presenters.shown import assessment_now, assessments_now
from boards.duties.rules.maturity import Score
from boards.duties.selectors.maturity import scale_on, scales_of
from boards.duties.services import maturity as services
from boards.duties.services import scales
from boards.duties.views.maturity import assessment_or_404, place_or_404
from boards.duties.views.seen import seen_of
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _act(
    system: IntegratedCareSystem, heading: str, words: str, said: str, line: str
) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=f"{reverse('duties:maturity')}?system={system.pk}",
        thing="The scale",
        back="Maturity of places",
        lines=(line,),
    )


@never_cache
def choose(request: PortalRequest) -> HttpResponse:
    """Choose a scale; it follows the one there is."""
    found = asked(request)
    if found is None:
        return empty(request)
    system = found.system
    require(may_keep_map(request.actor, system))
    form = ScaleForm(posted(request), initial={"starts_on": timezone.localdate()})
    act = _act(
        system,
        "Choose a scale",
        "Choose the scale",
        "The scale is chosen.",
        "No source gives the levels: choose words that your places know. A scale that was"
        " used is never changed; another follows it.",
    )

    def do(by: dict[str, Any]) -> None:
        scales.choose_scale(system=system, **form.cleaned_data, **by)

    return carry_out_for_system(request, system, form, act, do)


@never_cache
def correct_scale(request: PortalRequest, scale_id: int) -> HttpResponse:
    """Other words for a scale nobody used yet."""
    scale = get_object_or_404(
        MaturityScale.objects.select_related("system"), pk=scale_id
    )
    require(may_keep_map(request.actor, scale.system))
    initial = {"name": scale.name, "levels": "\n".join(scale.levels)}
    form = CorrectScaleForm(posted(request), initial=initial)
    act = _act(
        scale.system,
        f"Correct the scale “{scale.name}”",
        "Save the scale",
        "The scale is corrected.",
        "Only a scale that no assessment used is corrected.",
    )

    def do(by: dict[str, Any]) -> None:
        scales.correct_scale(
            scale=scale, **form.cleaned_data, seen=seen_of(request), **by
        )

    mark = str(latest_change_id(scale))
    return carry_out_for_system(request, scale.system, form, act, do, seen=mark)


def _place_to_change(request: PortalRequest, slug: str) -> Body:
    body = place_or_404(request, slug)
    require(may_keep_structure(request.actor, body))
    return body


def _scale_asked(
    request: PortalRequest, known: list[MaturityScale], body: Body
) -> MaturityScale:
    """The scale the form was drawn with or is asked for, else today's, else the latest."""
    wanted = request.POST.get("scale") or request.GET.get("scale", "")
    now = scale_on(body.system, timezone.localdate())
    return next(
        (one for one in known if str(one.pk) == wanted),
        next((one for one in known if one == now), known[0]),
    )


@never_cache
def add(request: PortalRequest, slug: str) -> HttpResponse:
    """Record an assessment of a place."""
    body = _place_to_change(request, slug)
    known = scales_of(body.system)
    if not known:
        messages.info(request, "Choose the levels first: there is no scale yet.")
        address = reverse("duties:choose_scale")
        return redirect(f"{address}?system={body.system_id}")
    scale = _scale_asked(request, known, body)
    form = AssessmentForm(posted(request), shown=scale, scales=known)
    change = Change(
        heading="Record an assessment",
        act="Record the assessment",
        said="The assessment is recorded.",
        form=form,
        now=lambda: assessments_now(body),
        save=lambda by: services.record_assessment(
            body=body, **_told(form), scale=scale, **by
        ),
        now_heading="Recorded so far",
        template="boards/duties/assess.html",
    )
    back = reverse("duties:place_maturity", args=[body.slug])
    return carry_out(request, body, change, back=back)


@never_cache
def correct(request: PortalRequest, slug: str, assessment_id: int) -> HttpResponse:
    """Correct what an assessment says."""
    body = _place_to_change(request, slug)
    one = assessment_or_404(body, assessment_id)
    form = CorrectAssessmentForm(
        posted(request),
        levels=one.scale.levels,
        now={
            each.area: Score(each.area, each.level, each.words)
            for each in one.scores.all()
        },
        initial={"assessors": one.assessors, "words": one.note},
    )
    change = Change(
        heading=(
            f"Correct the {str(one.get_kind_display()).lower()}"
            f" of {said(one.assessed_on)}"
        ),
        act="Save the correction",
        said="The assessment is corrected. What it said before is kept.",
        form=form,
        now=lambda: assessment_now(one.pk),
        save=lambda by: services.correct_assessment(
            assessment=one, **_told(form), **by
        ),
        template="boards/duties/assess.html",
    )
    back = reverse("duties:assessment", args=[body.slug, one.pk])
    return carry_out(request, body, change, back=back)


def _told(form: AssessmentForm | CorrectAssessmentForm) -> dict[str, Any]:
    """What the service takes, but for the scale; the form must be valid."""
    told = {
        name: form.cleaned_data[name]
        for name in ("kind", "assessed_on", "assessors", "words", "reason")
        if name in form.fields
    }
    return {**told, "scores": form.scores()}
