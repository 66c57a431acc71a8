"""Members, form, leads, standing and parents of a body."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from boards.bodies import services
from boards.bodies.enums import BodyKind
from boards.bodies.forms.common import ReasonForm
from boards.bodies.forms.structure import (
    GovernanceFormForm,
    LeadForm,
    MemberForm,
    ParentsForm,
    StandingForm,
)
from boards.bodies.models import Body, BodyMember, BodyParent, NamedLead
from boards.bodies.presenters import shown
from boards.bodies.rules.forms import FORMS_OF
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from ics_portal.core.web.requests import PortalRequest


@never_cache
def add_member(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a member organisation."""
    body = body_to_change(request, slug)
    form = MemberForm(posted(request))
    change = Change(
        heading="Add a member",
        act="Add the member",
        said="The member is added.",
        form=form,
        now=lambda: shown.members_now(body),
        save=lambda by: services.add_member(body=body, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change)


@never_cache
def end_member(request: PortalRequest, slug: str, member_id: int) -> HttpResponse:
    """End a membership."""
    body = body_to_change(request, slug)
    members = BodyMember.objects.select_related("organisation")
    row = get_object_or_404(members, body=body, pk=member_id)
    row.body = body
    form = ReasonForm(posted(request))
    change = Change(
        heading=f"End the membership of {row.organisation}",
        act="End the membership",
        said="The membership has its last day.",
        form=form,
        now=lambda: shown.members_now(body),
        save=lambda by: services.end_member(member=row, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change)


@never_cache
def take_form(request: PortalRequest, slug: str) -> HttpResponse:
    """Let a place or collaborative take a form."""
    body = body_to_change(request, slug)
    if BodyKind(body.kind) not in FORMS_OF:
        raise Http404
    form = GovernanceFormForm(posted(request), body=body)
    change = Change(
        heading="Take a form",
        act="Take this form",
        said="The form is saved.",
        form=form,
        now=lambda: shown.forms_now(body),
        save=lambda by: services.take_form(body=body, **form.cleaned_data, **by),
        template="boards/bodies/take_form.html",
    )
    return carry_out(request, body, change)


@never_cache
def name_lead(request: PortalRequest, slug: str) -> HttpResponse:
    """Name somebody for a post."""
    body = body_to_change(request, slug)
    form = LeadForm(posted(request))
    change = Change(
        heading="Name a lead",
        act="Name this person",
        said="The lead is named.",
        form=form,
        now=lambda: shown.leads_now(body),
        save=lambda by: services.name_lead(body=body, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change)


@never_cache
def end_lead(request: PortalRequest, slug: str, lead_id: int) -> HttpResponse:
    """End somebody's time in a post."""
    body = body_to_change(request, slug)
    row = get_object_or_404(
        NamedLead.objects.select_related("person"), body=body, pk=lead_id
    )
    row.body = body
    form = ReasonForm(posted(request))
    change = Change(
        heading=f"{row.get_kind_display()}: end the time of {row.person}",
        act="End it",
        said="The lead has a last day.",
        form=form,
        now=lambda: shown.leads_now(body),
        save=lambda by: services.end_lead(lead=row, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change)


@never_cache
def standing(request: PortalRequest, slug: str) -> HttpResponse:
    """Take a body a step on."""
    body = body_to_change(request, slug)
    form = StandingForm(posted(request))
    change = Change(
        heading="Set the standing",
        act="Save",
        said="The standing is saved.",
        form=form,
        now=lambda: shown.standings_now(body),
        save=lambda by: services.set_standing(body=body, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change)


@never_cache
def parents(request: PortalRequest, slug: str) -> HttpResponse:
    """Say from whom a body has its authority."""
    body = body_to_change(request, slug)
    form = ParentsForm(posted(request), body=body, initial=_parents(body))
    change = Change(
        heading="Set the parents",
        act="Save",
        said="The parents are saved.",
        form=form,
        now=lambda: shown.parents_now(body),
        save=lambda by: services.set_parents(
            body=body,
            parents=[
                *form.cleaned_data["parents"],
                *form.cleaned_data["organisations"],
            ],
            starts_on=form.cleaned_data["starts_on"],
            **by,
        ),
    )
    return carry_out(request, body, change)


def _parents(body: Body) -> dict[str, Any]:
    found = BodyParent.objects.filter(body=body, ends_on=None)
    return {
        "parents": [one.parent_id for one in found if one.parent_id],
        "organisations": [one.organisation_id for one in found if one.organisation_id],
    }
