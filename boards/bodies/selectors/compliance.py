"""A system's facts, read in a number of queries that does not grow with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from boards.bodies.enums import RULE_WORDS, BodyKind
from boards.bodies.models import (
    Appointment,
    Body,
    CompositionRule,
    Delegation,
    InstrumentVersion,
    NamedLead,
    Seat,
)
from boards.bodies.rules import (
    AppointmentFact,
    BodyFact,
    DelegationFact,
    DocumentFact,
    Finding,
    FormFact,
    LeadFact,
    OrganisationFact,
    OutsideRoleFact,
    ParentFact,
    RuleFact,
    SeatFact,
    ServiceFact,
    SystemFacts,
    evaluate,
)
from boards.bodies.rules.facts import MemberFact, ObjectiveFact
from boards.directory.models import IntegratedCareSystem, Organisation, OutsideRole

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def home_system(
    actor: Actor, systems: Sequence[IntegratedCareSystem]
) -> IntegratedCareSystem | None:
    """The system of a body the actor has a role in; else the first that has bodies, else
    the first there is. None where there is no system."""
    counts = Counter(Body.objects.values_list("system_id", flat=True))
    own = (
        Body.objects.filter(pk__in=actor.body_ids())
        .order_by("pk")
        .values_list("system_id", flat=True)
        .first()
    )
    by_id = {system.pk: system for system in systems}
    if own in by_id:
        return by_id[own]
    return max(systems, key=lambda system: counts[system.pk], default=None)


def findings_on(system: IntegratedCareSystem, day: date) -> tuple[Finding, ...]:
    """What every rule says of the system on a day."""
    return evaluate(facts_of(system), rules_of(system), day)


def rules_of(system: IntegratedCareSystem) -> tuple[RuleFact, ...]:
    """The shipped rules and those that bodies of the system made for themselves."""
    rules = CompositionRule.objects.filter(
        Q(body__isnull=True) | Q(body__system=system)
    )
    return tuple(_rule(rule) for rule in rules)


def _rule(rule: CompositionRule) -> RuleFact:
    minimum: int | str | None = rule.minimum or None
    if rule.minimum.isdigit():
        minimum = int(rule.minimum)
    return RuleFact(
        rule_id=rule.rule_id,
        body_kind=rule.body_kind,
        text=rule.text,
        constituency=rule.constituency,
        check=rule.check_kind,
        minimum=minimum,
        maximum=rule.maximum,
        sources=tuple(rule.sources),
        applies_if=rule.applies_if,
        body_id=rule.body_id,
        starts_on=rule.starts_on,
        ends_on=rule.ends_on,
    )


def facts_of(system: IntegratedCareSystem) -> SystemFacts:
    """Everything rules ask of a system, over all time."""
    bodies = list(
        Body.objects.filter(Q(system=system) | Q(also_in=system))
        .distinct()
        .select_related("place")
        .prefetch_related(
            "parents", "members", "forms__partners", "objectives", "also_in"
        )
    )
    ids = [body.pk for body in bodies]
    return SystemFacts(
        system_id=system.pk,
        name=system.name,
        footprint_confirmed_on=system.footprint_confirmed_on,
        organisations=_organisations(system),
        bodies=tuple(_body(body) for body in bodies),
        seats=_seats(ids),
        appointments=_appointments(ids),
        outside_roles=_outside_roles(ids),
        leads=_leads(ids),
        documents=_documents(ids),
        delegations=_delegations(system),
    )


def _organisations(system: IntegratedCareSystem) -> tuple[OrganisationFact, ...]:
    found = Organisation.objects.filter(systems=system).prefetch_related("services")
    return tuple(
        OrganisationFact(
            id=one.pk,
            name=one.name,
            kind=one.kind,
            is_upper_tier=one.is_upper_tier,
            services=tuple(
                ServiceFact(service=each.service, **_span(each))
                for each in one.services.all()
            ),
            **_span(one),
        )
        for one in found
    )


def _body(body: Body) -> BodyFact:
    place = body.place
    return BodyFact(
        id=body.pk,
        name=body.name,
        kind=body.kind,
        rule_words=RULE_WORDS.get(BodyKind(body.kind), ()),
        committee_type=body.committee_type,
        authority=body.authority,
        legal_form=body.legal_form,
        organisation_id=body.organisation_id,
        system_ids=frozenset(
            {body.system_id, *(system.pk for system in body.also_in.all())}
        ),
        place_id=body.place_id,
        population=place.population if place else None,
        parents=tuple(
            ParentFact(
                body_id=one.parent_id, organisation_id=one.organisation_id, **_span(one)
            )
            for one in body.parents.all()
        ),
        members=tuple(
            MemberFact(organisation_id=one.organisation_id, **_span(one))
            for one in body.members.all()
        ),
        forms=tuple(
            FormFact(
                form=one.form,
                partner_ids=frozenset(partner.pk for partner in one.partners.all()),
                director_id=one.director_id,
                lead_id=one.lead_id,
                contract=one.contract,
                **_span(one),
            )
            for one in body.forms.all()
        ),
        objectives=tuple(
            ObjectiveFact(text=one.text, priority=one.priority, **_span(one))
            for one in body.objectives.all()
        ),
        **_span(body),
    )


def _seats(bodies: list[int]) -> tuple[SeatFact, ...]:
    fields = (
        "id",
        "body_id",
        "title",
        "constituency",
        "is_voting",
        "represents_id",
        "position",
        "starts_on",
        "ends_on",
    )
    rows = Seat.objects.filter(body__in=bodies).values(*fields)
    return tuple(SeatFact(**row) for row in rows)


def _appointments(bodies: list[int]) -> tuple[AppointmentFact, ...]:
    rows = (
        Appointment.objects.filter(seat__body__in=bodies, deputy_for__isnull=True)
        .select_related("person")
        .order_by("starts_on", "pk")
    )
    return tuple(
        AppointmentFact(
            id=row.pk,
            seat_id=row.seat_id,
            person_id=row.person_id,
            person=row.person.name,
            capacity=row.capacity,
            nominated_by_id=row.nominated_by_id,
            employer_id=row.employer_id,
            is_accountable_officer=row.is_accountable_officer,
            exception=row.exception,
            roles_checked=row.person.outside_roles_checked_on is not None,
            **_span(row),
        )
        for row in rows
    )


def _outside_roles(bodies: list[int]) -> tuple[OutsideRoleFact, ...]:
    rows = (
        OutsideRole.objects.filter(person__appointments__seat__body__in=bodies)
        .distinct()
        .values("person_id", "organisation_id", "title", "starts_on", "ends_on")
    )
    return tuple(OutsideRoleFact(**row) for row in rows)


def _leads(bodies: list[int]) -> tuple[LeadFact, ...]:
    rows = NamedLead.objects.filter(body__in=bodies).select_related("person")
    return tuple(
        LeadFact(
            body_id=row.body_id,
            person_id=row.person_id,
            person=row.person.name,
            kind=row.kind,
            **_span(row),
        )
        for row in rows
    )


def _documents(bodies: list[int]) -> tuple[DocumentFact, ...]:
    versions = (
        InstrumentVersion.objects.filter(instrument__body__in=bodies)
        .select_related("instrument")
        .prefetch_related("parties")
        .order_by("-version")
    )
    return tuple(
        DocumentFact(
            body_id=one.instrument.body_id,
            kind=one.instrument.kind,
            title=one.instrument.title,
            financial_year=one.instrument.financial_year,
            approved_on=one.approved_on,
            approved_by=one.approved_by,
            published_on=one.published_on,
            party_ids=frozenset(party.pk for party in one.parties.all()),
            sections=dict(one.sections),
            **_span(one),
        )
        for one in versions
    )


def _delegations(system: IntegratedCareSystem) -> tuple[DelegationFact, ...]:
    rows = Delegation.objects.filter(function__system=system).select_related("function")
    return tuple(
        DelegationFact(
            function=row.function.name,
            kind=row.kind,
            holder_id=row.holder_id,
            accountable_id=row.accountable_id,
            assurance_route=row.assurance_route,
            **_span(row),
        )
        for row in rows
    )


def _span(row: Any) -> dict[str, date | None]:
    return {"starts_on": row.starts_on, "ends_on": row.ends_on}
