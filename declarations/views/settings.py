"""How a body handles conflicts: settings, and standing rulings on partner members."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.selectors.forward import body_or_404
from boards.meetings.views.common import posted
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
from ics_portal.core.verdicts import require
from ics_portal.core.web.acts import Act, carry_out
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
    act = Act(
        heading="How conflicts are handled",
        words="Save the settings",
        said="The settings are saved. Meetings ahead follow them.",
        back_url=_address(body),
        template="declarations/settings.html",
    )
    rows = standing_rows(body, timezone.localdate())
    do = partial(set_conflicts, body=body)
    return carry_out(request, form, act, do, body=body, rows=rows)


@never_cache
def rule_standing(request: PortalRequest, slug: str) -> HttpResponse:
    """Rule once on a partner member's role in the own organisation."""
    body = _body(request, slug)
    people = Person.objects.filter(pk__in=people_of(body.pk, timezone.localdate()))
    form = StandingForm(posted(request), people=people)
    act = _act(
        body,
        "Rule on a partner member's role",
        "Record the ruling",
        "The standing ruling is on record.",
        "What meets an item through this organisation then waits for no ruling.",
        "The chair may still rule otherwise at any one item.",
    )
    return carry_out(request, form, act, partial(make_standing_ruling, body=body))


@never_cache
def end_standing(request: PortalRequest, slug: str, ruling_id: int) -> HttpResponse:
    """Give a standing ruling its last day."""
    body = _body(request, slug)
    ruling = get_object_or_404(
        StandingRuling.objects.select_related("person", "organisation"),
        body=body,
        pk=ruling_id,
    )
    act = _act(
        body,
        "End the standing ruling",
        "End it",
        "The standing ruling has its last day.",
        f"{ruling.person}, {ruling.organisation}: {ruling.words}",
        "What meets an item after that day waits for the chair again.",
    )
    form = EndStandingForm(posted(request))
    return carry_out(request, form, act, partial(end_standing_ruling, ruling=ruling))


def _address(body: Body) -> str:
    return reverse("declarations:settings", kwargs={"slug": body.slug})


def _act(body: Body, heading: str, words: str, said: str, *lines: str) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=_address(body),
        caption=body.name,
        consequences=lines,
        template="declarations/act.html",
    )
