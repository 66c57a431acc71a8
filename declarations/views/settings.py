"""How a body handles conflicts: settings, and standing rulings on partner members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.selectors.forward import body_or_404
from boards.meetings.views.common import UNPROCESSABLE, posted
from declarations.forms.settings import (
    ConflictSettingsForm,
    EndStandingForm,
    StandingForm,
)
from declarations.models import ConflictSettings, StandingRuling
from declarations.permissions import may_set_conflicts
from declarations.presenters.settings import standing_rows
from declarations.selectors.overlaps import people_of
from declarations.services.settings import (
    end_standing_ruling,
    make_standing_ruling,
    set_conflicts,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _body(request: PortalRequest, slug: str) -> Body:
    body = body_or_404(request.actor, slug)
    require(may_set_conflicts(request.actor, body))
    return body


@never_cache
def settings(request: PortalRequest, slug: str) -> HttpResponse:
    """Look at the settings and change them; the standing rulings stand below."""
    body = _body(request, slug)
    now = ConflictSettings.objects.filter(body=body).first() or ConflictSettings()
    initial = {"hold": now.hold, "name_on_pages": now.name_on_pages}
    form = ConflictSettingsForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_conflicts(
                body=body, actor=request.actor, at=timezone.now(), **form.cleaned_data
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(
                request, "The settings are saved. Meetings ahead follow them."
            )
            return redirect("declarations:settings", slug=body.slug)
    context = {
        "body": body,
        "form": form,
        "rows": standing_rows(body, timezone.localdate()),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "declarations/settings.html", context, status=status)


@never_cache
def rule_standing(request: PortalRequest, slug: str) -> HttpResponse:
    """Rule once on a partner member's role in the own organisation."""
    body = _body(request, slug)
    people = Person.objects.filter(pk__in=people_of(body.pk, timezone.localdate()))
    form = StandingForm(posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        try:
            make_standing_ruling(
                body=body, actor=request.actor, at=timezone.now(), **form.cleaned_data
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The standing ruling is on record.")
            return redirect("declarations:settings", slug=body.slug)
    consequences = [
        "What meets an item through this organisation then waits for no ruling.",
        "The chair may still rule otherwise at any one item.",
    ]
    heading = "Rule on a partner member's role"
    return _form(request, body, form, heading, "Record the ruling", consequences)


@never_cache
def end_standing(request: PortalRequest, slug: str, ruling_id: int) -> HttpResponse:
    """Give a standing ruling its last day."""
    body = _body(request, slug)
    ruling = get_object_or_404(
        StandingRuling.objects.select_related("person", "organisation"),
        body=body,
        pk=ruling_id,
    )
    form = EndStandingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            end_standing_ruling(
                ruling=ruling,
                actor=request.actor,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The standing ruling has its last day.")
            return redirect("declarations:settings", slug=body.slug)
    consequences = [
        f"{ruling.person}, {ruling.organisation}: {ruling.words}",
        "What meets an item after that day waits for the chair again.",
    ]
    return _form(request, body, form, "End the standing ruling", "End it", consequences)


def _form(
    request: PortalRequest,
    body: Body,
    form: StandingForm | EndStandingForm,
    heading: str,
    act: str,
    consequences: list[str],
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "caption": body.name,
        "consequences": consequences,
        "action": request.path,
        "act": act,
        "back_url": reverse("declarations:settings", kwargs={"slug": body.slug}),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "declarations/act.html", context, status=status)
