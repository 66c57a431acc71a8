"""Forms of one duty of a body: evidence, and who answers for it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies.forms.common import ReasonForm
from boards.bodies.models import Body
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from boards.duties.forms.duties import EvidenceForm, OwnerForm
from boards.duties.models import DutyOwner, Evidence
from boards.duties.presenters.duties import duty_url
from boards.duties.presenters.history import evidence_now, owners_now
from boards.duties.rules.facts import Duty
from boards.duties.selectors.duties import evidence_rows, owner_rows, owner_words
from boards.duties.services.duties import (
    add_evidence,
    end_evidence,
    end_owner,
    name_owner,
)
from boards.duties.views.duties import duty_or_404
from ics_portal.core.web.requests import PortalRequest


def _evidence_now(body: Body, duty: Duty) -> Callable[[], str]:
    return lambda: evidence_now(evidence_rows([body]).filter(duty=duty.key), duty)


def _owners_now(body: Body, duty: Duty) -> Callable[[], str]:
    return lambda: owners_now(owner_rows([body]).filter(duty=duty.key), duty)


def _begun(request: PortalRequest) -> dict[str, object]:
    # A link beside a part of the checklist opens the form at that part.
    return {"part": request.GET.get("part", ""), "starts_on": timezone.localdate()}


@never_cache
def add(request: PortalRequest, key: str, slug: str) -> HttpResponse:
    """Say what was found."""
    body = body_to_change(request, slug)
    duty = duty_or_404(body, key)
    form = EvidenceForm(
        posted(request),
        body=body,
        duty=duty,
        actor=request.actor,
        initial=_begun(request),
    )
    change = Change(
        heading=f"Add evidence: {duty.title}",
        act="Add the evidence",
        said="The evidence is added.",
        form=form,
        now=_evidence_now(body, duty),
        save=lambda by: add_evidence(body=body, duty=duty, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change, back=duty_url(key, slug))


@never_cache
def end(request: PortalRequest, key: str, slug: str, evidence_id: int) -> HttpResponse:
    """What was found is no longer so."""
    body = body_to_change(request, slug)
    duty = duty_or_404(body, key)
    row = get_object_or_404(Evidence, body=body, duty=key, pk=evidence_id)
    row.body = body
    form = ReasonForm(posted(request))
    change = Change(
        heading=f"End: {row.words}",
        act="End the evidence",
        said="The evidence has its last day.",
        form=form,
        now=_evidence_now(body, duty),
        save=lambda by: end_evidence(evidence=row, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change, back=duty_url(key, slug))


@never_cache
def add_owner(request: PortalRequest, key: str, slug: str) -> HttpResponse:
    """Say who answers for it."""
    body = body_to_change(request, slug)
    duty = duty_or_404(body, key)
    form = OwnerForm(posted(request), duty=duty, initial=_begun(request))
    change = Change(
        heading=f"Name an owner: {duty.title}",
        act="Name the owner",
        said="The owner is named.",
        form=form,
        now=_owners_now(body, duty),
        save=lambda by: name_owner(body=body, duty=duty, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change, back=duty_url(key, slug))


@never_cache
def close_owner(
    request: PortalRequest, key: str, slug: str, owner_id: int
) -> HttpResponse:
    """Somebody answers for it no longer."""
    body = body_to_change(request, slug)
    duty = duty_or_404(body, key)
    row = get_object_or_404(DutyOwner, body=body, duty=key, pk=owner_id)
    row.body = body
    form = ReasonForm(posted(request))
    change = Change(
        heading=f"End: {owner_words(row)}",
        act="End it",
        said="It has its last day. Nobody follows until somebody is named.",
        form=form,
        now=_owners_now(body, duty),
        save=lambda by: end_owner(owner=row, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change, back=duty_url(key, slug))
