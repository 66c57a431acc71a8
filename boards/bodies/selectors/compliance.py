"""A system's facts, read in a number of queries that does not grow with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q

from boards.bodies.enums import RULE_WORDS, BodyKind, InstrumentKind
from boards.bodies.models import (
    Appointment,
    Body,
    BodyMember,
    BodyParent,
    CompositionRule,
    Delegation,
    Function,
    GovernanceForm,
    InstrumentVersion,
    NamedLead,
    Objective,
    SchemeLine,
    Seat,
)
from boards.bodies.rules import (
    AppointmentFact,
    BodyFact,
    DelegationFact,
    DocumentFact,
    Finding,
    FormFact,
    FunctionFact,
    LeadFact,
    OrganisationFact,
    OutsideRoleFact,
    ParentFact,
    RuleFact,
    SchemeLineFact,
    SeatFact,
    ServiceFact,
    SystemFacts,
    evaluate,
)
from boards.bodies.rules.facts import MemberFact, ObjectiveFact
from boards.directory.models import (
    IntegratedCareSystem,
    Organisation,
    OrganisationService,
    OutsideRole,
)

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
    """Everything rules ask of a system, over all time.

    Read as tuples, table by table: a system of some size has thousands of rows, and the
    queries are as many for a small one.
    """
    bodies = list(
        Body.objects.filter(Q(system=system) | Q(also_in=system))
        .distinct()
        .select_related("place")
    )
    ids = [body.pk for body in bodies]
    return SystemFacts(
        system_id=system.pk,
        name=system.name,
        footprint_confirmed_on=system.footprint_confirmed_on,
        organisations=_organisations(system),
        bodies=_bodies(bodies, ids),
        seats=_seats(ids),
        appointments=_appointments(ids),
        outside_roles=_outside_roles(ids),
        leads=_leads(ids),
        documents=_documents(ids),
        delegations=_delegations(system),
        functions=_functions(system),
        scheme_lines=_scheme_lines(ids),
    )


def _organisations(system: IntegratedCareSystem) -> tuple[OrganisationFact, ...]:
    services = _by_first(
        OrganisationService.objects.filter(organisation__systems=system).values_list(
            "organisation_id", "service", "starts_on", "ends_on"
        )
    )
    return tuple(
        OrganisationFact(
            id=one.pk,
            name=one.name,
            kind=one.kind,
            is_upper_tier=one.is_upper_tier,
            services=tuple(
                ServiceFact(service=service, starts_on=first, ends_on=last)
                for service, first, last in services[one.pk]
            ),
            **_span(one),
        )
        for one in Organisation.objects.filter(systems=system)
    )


def _bodies(bodies: Sequence[Body], ids: list[int]) -> tuple[BodyFact, ...]:
    def rows(model: type[Model], *fields: str) -> dict[int, list[tuple[Any, ...]]]:
        found = model._default_manager.filter(body__in=ids).order_by("pk")
        return _by_first(found.values_list("body_id", *fields, "starts_on", "ends_on"))

    parents = rows(BodyParent, "parent_id", "organisation_id")
    members = rows(BodyMember, "organisation_id")
    objectives = rows(Objective, "text", "priority")
    forms = rows(GovernanceForm, "pk", "form", "director_id", "lead_id", "contract")
    partners = _by_first(
        GovernanceForm.partners.through.objects.filter(
            governanceform__body__in=ids
        ).values_list("governanceform_id", "organisation_id")
    )
    guests = _by_first(
        Body.also_in.through.objects.filter(body__in=ids).values_list(
            "body_id", "integratedcaresystem_id"
        )
    )
    return tuple(
        BodyFact(
            id=body.pk,
            name=body.name,
            kind=body.kind,
            rule_words=RULE_WORDS.get(BodyKind(body.kind), ()),
            committee_type=body.committee_type,
            authority=body.authority,
            legal_form=body.legal_form,
            organisation_id=body.organisation_id,
            system_ids=frozenset(
                {body.system_id, *(system for (system,) in guests[body.pk])}
            ),
            place_id=body.place_id,
            population=body.place.population if body.place else None,
            parents=tuple(
                ParentFact(
                    body_id=parent, organisation_id=one, starts_on=first, ends_on=last
                )
                for parent, one, first, last in parents[body.pk]
            ),
            members=tuple(
                MemberFact(organisation_id=one, starts_on=first, ends_on=last)
                for one, first, last in members[body.pk]
            ),
            forms=tuple(
                FormFact(
                    form=form,
                    partner_ids=frozenset(partner for (partner,) in partners[pk]),
                    director_id=director,
                    lead_id=lead,
                    contract=contract,
                    starts_on=first,
                    ends_on=last,
                )
                for pk, form, director, lead, contract, first, last in forms[body.pk]
            ),
            objectives=tuple(
                ObjectiveFact(text=text, priority=to, starts_on=first, ends_on=last)
                for text, to, first, last in objectives[body.pk]
            ),
            **_span(body),
        )
        for body in bodies
    )


def _by_first(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows by what stands first in each, which is left off."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *rest in rows:
        found[key].append(tuple(rest))
    return found


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
    # Tuples, not rows of the model: there are thousands.
    found = (
        Appointment.objects.filter(seat__body__in=bodies, deputy_for__isnull=True)
        .order_by("starts_on", "pk")
        .values_list(
            "pk",
            "seat_id",
            "person_id",
            "person__name",
            "capacity",
            "nominated_by_id",
            "employer_id",
            "is_accountable_officer",
            "exception",
            "knows_mental_health",
            "person__outside_roles_checked_on",
            "starts_on",
            "ends_on",
        )
    )
    return tuple(
        AppointmentFact(
            id=pk,
            seat_id=seat_id,
            person_id=person_id,
            person=name,
            capacity=capacity,
            nominated_by_id=nominated_by_id,
            employer_id=employer_id,
            is_accountable_officer=is_accountable_officer,
            exception=exception,
            knows_mental_health=knows_mental_health,
            roles_checked=checked_on is not None,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        for (
            pk,
            seat_id,
            person_id,
            name,
            capacity,
            nominated_by_id,
            employer_id,
            is_accountable_officer,
            exception,
            knows_mental_health,
            checked_on,
            starts_on,
            ends_on,
        ) in found
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
    regards = InstrumentVersion.regard_to.through.objects.filter(
        from_instrumentversion__instrument__body__in=bodies,
        to_instrumentversion__instrument__kind=InstrumentKind.STRATEGY,
    )
    with_regard = set(regards.values_list("from_instrumentversion_id", flat=True))
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
            regards_strategy=one.pk in with_regard,
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


def _functions(system: IntegratedCareSystem) -> tuple[FunctionFact, ...]:
    return tuple(
        FunctionFact(
            id=one.pk,
            name=one.name,
            level=one.level,
            reason=one.subsidiarity_reason,
            lead=one.lead,
            **_span(one),
        )
        for one in Function.objects.filter(system=system)
    )


def _scheme_lines(bodies: list[int]) -> tuple[SchemeLineFact, ...]:
    # Without the order of the table, which would join three others.
    rows = (
        SchemeLine.objects.filter(body__in=bodies)
        .order_by("pk")
        .values(
            "body_id",
            "function_id",
            "partner_id",
            "held_by",
            "limit",
            "note",
            "starts_on",
            "ends_on",
        )
    )
    return tuple(SchemeLineFact(**row) for row in rows)


def _span(row: Any) -> dict[str, date | None]:
    return {"starts_on": row.starts_on, "ends_on": row.ends_on}
