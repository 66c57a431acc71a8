"""Members, form, leads, objectives, standing and parents of a body."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from boards.bodies import services
from boards.bodies.forms.structure import (
    GovernanceFormForm,
    LeadForm,
    MemberForm,
    ObjectiveForm,
    ParentsForm,
    PredecessorForm,
    StandingForm,
)
from boards.bodies.models import Body, BodyMember, BodyParent, NamedLead, Objective
from boards.bodies.presenters import shown
from boards.bodies.rules.forms import FORMS_OF
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from boards.bodies.views.simple import adding, ending
from ics_portal.core.web.requests import PortalRequest

add_member = adding(
    "Add a member",
    act="Add the member",
    said="The member is added.",
    form=lambda body, data: MemberForm(data),
    now=shown.members_now,
    save=services.add_member,
)

end_member = ending(
    lambda: BodyMember.objects.select_related("organisation"),
    heading=lambda row: f"End the membership of {row.organisation}",
    act="End the membership",
    said="The membership has its last day.",
    now=shown.members_now,
    save=services.end_member,
    named="member",
)

set_predecessor = adding(
    "Say which body it follows",
    act="Save",
    said="It is saved which body it follows.",
    form=lambda body, data: PredecessorForm(
        data, body=body, initial={"successor_of": body.successor_of_id}
    ),
    now=shown.predecessor_now,
    save=services.set_predecessor,
)

take_form = adding(
    "Take a form",
    act="Take this form",
    said="The form is saved.",
    form=lambda body, data: GovernanceFormForm(data, body=body),
    now=shown.forms_now,
    save=services.take_form,
    template="boards/bodies/take_form.html",
    kinds=FORMS_OF,
)

name_lead = adding(
    "Name a lead",
    act="Name this person",
    said="The lead is named.",
    form=lambda body, data: LeadForm(data),
    now=shown.leads_now,
    save=services.name_lead,
)

end_lead = ending(
    lambda: NamedLead.objects.select_related("person"),
    heading=lambda row: f"{row.get_kind_display()}: end the time of {row.person}",
    act="End it",
    said="The lead has a last day.",
    now=shown.leads_now,
    save=services.end_lead,
    named="lead",
)

add_objective = adding(
    "Add an objective",
    act="Add the objective",
    said="The objective is added.",
    form=lambda body, data: ObjectiveForm(data),
    now=shown.objectives_now,
    save=services.add_objective,
)

end_objective = ending(
    lambda: Objective.objects.all(),
    heading=lambda row: f"End the objective “{row.text}”",
    act="End the objective",
    said="The objective has its last day.",
    now=shown.objectives_now,
    save=services.end_objective,
    named="objective",
)

standing = adding(
    "Set the standing",
    act="Save",
    said="The standing is saved.",
    form=lambda body, data: StandingForm(data),
    now=shown.standings_now,
    save=services.set_standing,
)


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
