"""The form a place or a collaborative takes, and who leads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.enums import BodyKind, Form, LeadKind
from boards.bodies.models import (
    Appointment,
    Body,
    BodyMember,
    Delegation,
    GovernanceForm,
    NamedLead,
)
from boards.bodies.rules import Span
from boards.bodies.rules.days import meet, span_words
from boards.bodies.rules.forms import missing_for_form, wrong_form
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_days,
    close,
    give_way,
    latest,
    note,
    refuse_if,
    span_of,
    tidy,
)
from boards.directory.enums import OrganisationKind
from ics_portal.core.audit.history import create_with_reason, set_many_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from boards.directory.models import Organisation, Person
    from ics_portal.accounts.actor import Actor

TAKEN = "Form taken"


@transaction.atomic
def take_form(
    *,
    body: Body,
    form: str,
    starts_on: date,
    partners: Iterable[Organisation] = (),
    director: Person | None = None,
    lead: Organisation | None = None,
    contract: str = "",
    actor: Actor,
    at: datetime,
) -> GovernanceForm:
    """Let a place or collaborative take a form; the one before ends the day before.

    What the form does not ask for is not kept. Raises RuleBroken: no such form here or
    something missing (BDY-15, BDY-16), another form that begins on or after the day
    (BDY-5).
    """
    begin(body, actor)
    refuse_if(wrong_form(body.kind, form), "BDY-15", "form")
    named = list(partners) if form == Form.JOINT_COMMITTEE else []
    director = director if form == Form.INDIVIDUAL_DIRECTOR else None
    lead = lead if form == Form.LEAD_PROVIDER else None
    contract = tidy(contract) if form == Form.LEAD_PROVIDER else ""
    nhs = nhs_bodies(body)
    field, sentence = missing_for_form(
        kind=body.kind,
        form=form,
        has_partner=any(one.pk not in nhs for one in named),
        has_director=director is not None,
        lead=lead.name if lead else "",
        is_member=lead is not None and is_member_on(body, lead, starts_on),
        has_contract=bool(contract),
        held=_functions_held(body, starts_on),
    )
    refuse_if(sentence, "BDY-16", field)
    before = latest(GovernanceForm.objects.filter(body=body))
    give_way(before, starts_on, what=_the_form(before), reason=TAKEN, actor=actor)
    taken = create_with_reason(
        GovernanceForm,
        TAKEN,
        actor=actor,
        body=body,
        form=form,
        starts_on=starts_on,
        director=director,
        lead=lead,
        contract=contract,
    )
    if named:
        set_many_with_reason(taken, "partners", named, TAKEN, actor=actor)
    note("form_taken", taken, actor=actor, at=at, body=body)
    return taken


def _the_form(before: GovernanceForm | None) -> str:
    return f"One form at a time: {before.get_form_display().lower()}" if before else ""


def nhs_bodies(body: Body) -> set[int]:
    """The organisations whose boards are the ICS NHS body's board, in the system."""
    boards = Body.objects.filter(system=body.system, kind=BodyKind.NHS_BODY_BOARD)
    return set(
        boards.exclude(organisation=None).values_list("organisation_id", flat=True)
    )


def is_member_on(body: Body, organisation: Organisation, day: date) -> bool:
    """Whether it is a member of the body on the day, by membership or by a seat."""
    return (
        BodyMember.objects.in_force_on(day)
        .filter(body=body, organisation=organisation)
        .exists()
        or Appointment.objects.in_force_on(day)
        .filter(seat__body=body, nominated_by=organisation, deputy_for=None)
        .exists()
    )


def _functions_held(body: Body, day: date) -> list[str]:
    """What the body decides on the day or later."""
    held = Delegation.objects.filter(holder=body).exclude(kind=Delegation.Kind.ADVISORY)
    found = held.exclude(ends_on__lt=day).select_related("function")
    return [one.function.name for one in found]


@transaction.atomic
def name_lead(
    *,
    body: Body,
    person: Person,
    kind: str,
    starts_on: date | None,
    ends_on: date | None = None,
    responsibility_from: Organisation | None = None,
    actor: Actor,
    at: datetime,
) -> NamedLead:
    """Name somebody for a post; one at a time (BDY-17).

    ``responsibility_from`` is given where a place leader has executive responsibility
    too: it comes from the chief executive of the ICS NHS body or from a council (PLC-08).
    """
    begin(body, actor)
    check_choice(kind, LeadKind, "kind", "a post")
    check_days(starts_on, ends_on, "The time")
    if kind == LeadKind.PLACE_LEADER and body.kind != BodyKind.PLACE_PARTNERSHIP:
        raise RuleBroken("BDY-17", "Only a place has a place leader.", field="kind")
    term = Span(starts_on=starts_on, ends_on=ends_on)
    for other in NamedLead.objects.filter(body=body, kind=kind).select_related(
        "person"
    ):
        if meet(term, span_of(other)):
            raise RuleBroken(
                "BDY-17",
                f"{other.person} is named for it"
                f" {span_words(other.starts_on, other.ends_on)}. End that first.",
                field="person",
            )
    if responsibility_from is not None:
        _check_responsibility(body, kind, responsibility_from)
    named = create_with_reason(
        NamedLead,
        "Named",
        actor=actor,
        body=body,
        person=person,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        has_executive_responsibility=responsibility_from is not None,
        responsibility_from=responsibility_from,
    )
    note("lead_named", named, actor=actor, at=at, body=body)
    return named


def _check_responsibility(body: Body, kind: str, giver: Organisation) -> None:
    if kind != LeadKind.PLACE_LEADER:
        raise RuleBroken(
            "BDY-18",
            "Executive responsibility at place goes with the place leader only.",
            field="responsibility_from",
        )
    if giver.pk in nhs_bodies(body) or giver.kind in {
        OrganisationKind.ICB,
        OrganisationKind.LOCAL_AUTHORITY,
    }:
        return
    raise RuleBroken(
        "BDY-18",
        "Executive responsibility at place comes from the chief executive of the ICS NHS"
        f" body or from a council; {giver} is neither.",
        field="responsibility_from",
    )


@transaction.atomic
def end_lead(
    *, lead: NamedLead, ends_on: date, reason: str, actor: Actor, at: datetime
) -> NamedLead:
    """End somebody's time in a named post."""
    return close(
        lead,
        body=lead.body,
        ends_on=ends_on,
        reason=reason,
        what="The time",
        verb="lead_ended",
        actor=actor,
        at=at,
    )
