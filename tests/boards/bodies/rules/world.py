"""A system in plain values, lawfully made up until a test changes something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from boards.bodies.enums import RULE_WORDS, BodyKind, RuleCheck
from boards.bodies.importers import RuleRow, read_editions
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

DAY = date(2022, 7, 1)

BOARD, AUDIT, REMUNERATION, QUALITY, PARTNERSHIP, PLACE, COLLABORATIVE, JOINT = range(
    1, 9
)
NHS_BODY, ACUTE, MENTAL, AMBULANCE, COUNTY, CITY, PRACTICES = range(101, 108)
BEDS, PLAN = 201, 202

# The ten seats of the smallest lawful board (ICB-13), as (constituency, title).
TEN = (
    ("chair", "Chair"),
    ("independent_non_executive", "Independent member A"),
    ("independent_non_executive", "Independent member B"),
    ("chief_executive", "Chief executive"),
    ("executive_finance", "Director of finance"),
    ("executive_nursing", "Director of nursing"),
    ("executive_medical", "Medical director"),
    ("partner_trust", "Partner, trusts"),
    ("partner_primary_care", "Partner, primary care"),
    ("partner_local_authority", "Partner, councils"),
)
PLACE_SEATS = (
    ("primary_care", "Primary care lead"),
    ("director_of_public_health", "Director of public health"),
    ("people_representative", "Resident"),
    ("icp_chair", "ICP chair"),
    ("icp_executive", "ICP executive"),
    ("integration_lead", "Integration lead"),
    ("lay", "Lay member"),
)


def shipped() -> tuple[RuleFact, ...]:
    """The shipped rules as the engine reads them."""
    return tuple(as_fact(row) for row in read_editions())


def as_fact(row: RuleRow) -> RuleFact:
    minimum: int | str | None = row.minimum or None
    return RuleFact(
        rule_id=row.rule_id,
        body_kind=row.body_kind,
        text=row.text,
        constituency=row.constituency,
        check=str(row.check_kind),
        minimum=int(row.minimum) if row.minimum.isdigit() else minimum,
        maximum=row.maximum,
        sources=row.sources,
        applies_if=row.applies_if,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


RULES = shipped()
NO_RULE = {RuleCheck.INFO, RuleCheck.SUPERSEDED}


class World:
    """Lists of facts to be changed, and ``ask`` to hear what a rule says."""

    def __init__(self) -> None:
        self.organisations = [
            organisation(NHS_BODY, "NHS body", "icb"),
            organisation(ACUTE, "General Hospitals", "nhs_trust", "acute", "community"),
            organisation(
                MENTAL, "Care Foundation", "nhs_foundation_trust", "mental_health"
            ),
            organisation(AMBULANCE, "Ambulance Service", "nhs_trust", "ambulance"),
            organisation(COUNTY, "County Council", "local_authority", upper=True),
            organisation(CITY, "City Council", "local_authority", upper=True),
            organisation(PRACTICES, "Practices", "primary_care", "primary_care"),
        ]
        everyone = members(NHS_BODY, ACUTE, MENTAL, AMBULANCE, COUNTY, CITY, PRACTICES)
        self.bodies = [
            body(BOARD, "Board", BodyKind.NHS_BODY_BOARD, organisation_id=NHS_BODY),
            body(
                AUDIT,
                "Audit",
                BodyKind.COMMITTEE,
                committee_type="audit",
                parents=under(),
            ),
            body(
                REMUNERATION,
                "Remuneration",
                BodyKind.COMMITTEE,
                committee_type="remuneration",
                parents=under(),
            ),
            body(QUALITY, "Quality group", BodyKind.SYSTEM_QUALITY_GROUP),
            body(
                PARTNERSHIP,
                "Partnership",
                BodyKind.PARTNERSHIP,
                legal_form="committee",
                members=everyone,
            ),
            body(
                PLACE,
                "Coast",
                BodyKind.PLACE_PARTNERSHIP,
                population=320_000,
                members=members(ACUTE, MENTAL, COUNTY, PRACTICES),
                forms=(FormFact(form="icb_committee"),),
            ),
            body(
                COLLABORATIVE,
                "Collaborative",
                BodyKind.PROVIDER_COLLABORATIVE,
                members=members(ACUTE, MENTAL),
                forms=(FormFact(form="provider_leadership_board"),),
                objectives=(ObjectiveFact(text="Fewer waits", priority="Recovery"),),
            ),
            body(
                JOINT,
                "Joint committee",
                BodyKind.JOINT_COMMITTEE,
                parents=(
                    ParentFact(organisation_id=NHS_BODY),
                    ParentFact(organisation_id=COUNTY),
                ),
            ),
        ]
        self.seats: list[SeatFact] = []
        self.appointments: list[AppointmentFact] = []
        for constituency, title in TEN:
            self.fill(BOARD, constituency, title)
        for constituency, title in PLACE_SEATS:
            self.fill(PLACE, constituency, title)
        self.change_seat("Partner, trusts", represents_id=PLACE)
        self.change_holder("Chief executive", is_accountable_officer=True)
        self.outside_roles: list[OutsideRoleFact] = []
        self.change_holder("Partner, trusts", knows_mental_health=True)
        deputy, senior = (
            self.holder(f"Independent member {letter}").person_id for letter in "AB"
        )
        self.fill(AUDIT, "chair", "Audit chair", person_id=senior)
        self.leads = [
            lead(BOARD, "digital_sro"),
            lead(PLACE, "place_leader"),
            lead(BOARD, "deputy_chair", person_id=deputy),
            lead(BOARD, "senior_non_executive", person_id=senior),
        ]
        nhs = frozenset({NHS_BODY, ACUTE, MENTAL, AMBULANCE})
        self.documents = [
            document(
                "constitution",
                approved_on=date(2022, 6, 20),
                approved_by="NHS England",
                sections={"partner_appointment": True},
            ),
            document("mou", financial_year=2021),
            document("mou", financial_year=2022),
            document("vcse_agreement"),
            document(
                "engagement_strategy",
                sections={
                    "involvement_in_decisions": True,
                    "gathering_intelligence": True,
                },
            ),
            document("scfma", party_ids=nhs),
            document("functions_and_decisions_map", published_on=date(2022, 7, 1)),
            document("system_plan", regards_strategy=True),
            document(
                "chair_agreement",
                body_id=PARTNERSHIP,
                party_ids=frozenset({NHS_BODY, COUNTY}),
                sections={"role": True, "term": True, "accountabilities": True},
            ),
        ]
        self.delegations: list[DelegationFact] = []
        self.functions = [
            FunctionFact(id=BEDS, name="Beds", level="place"),
            FunctionFact(id=PLAN, name="System plan", level="system"),
        ]
        self.scheme_lines = [
            line(partner) for partner in (ACUTE, MENTAL, COUNTY, PRACTICES)
        ]
        self.confirmed_on: date | None = date(2022, 4, 1)

    def fill(
        self, body_id: int, constituency: str, title: str, **holder: Any
    ) -> SeatFact:
        """A seat with a person of its own in it, whom the body employs."""
        seat = SeatFact(
            id=1000 + len(self.seats),
            body_id=body_id,
            title=title,
            constituency=constituency,
            position=len(self.seats),
        )
        self.seats.append(seat)
        given = {"person_id": 5000 + seat.id, "employer_id": NHS_BODY, **holder}
        self.appointments.append(
            AppointmentFact(
                id=seat.id,
                seat_id=seat.id,
                person=f"Holder of {title}",
                roles_checked=True,
                **given,
            )
        )
        return seat

    def seat(self, title: str) -> SeatFact:
        return next(seat for seat in self.seats if seat.title == title)

    def holder(self, title: str) -> AppointmentFact:
        seat = self.seat(title)
        return next(one for one in self.appointments if one.seat_id == seat.id)

    def change_seat(self, title: str, **changes: Any) -> None:
        place = self.seats.index(self.seat(title))
        self.seats[place] = replace(self.seats[place], **changes)

    def change_holder(self, title: str, **changes: Any) -> None:
        place = self.appointments.index(self.holder(title))
        self.appointments[place] = replace(self.appointments[place], **changes)

    def vacate(self, title: str, *, last: date | None = None) -> None:
        """The seat is empty; with ``last``, its holder left on that day."""
        if last:
            self.change_holder(title, ends_on=last)
        else:
            self.appointments.remove(self.holder(title))

    def change_body(self, body_id: int, **changes: Any) -> None:
        place = next(n for n, one in enumerate(self.bodies) if one.id == body_id)
        self.bodies[place] = replace(self.bodies[place], **changes)

    def change_organisation(self, organisation_id: int, **changes: Any) -> None:
        place = next(
            n for n, one in enumerate(self.organisations) if one.id == organisation_id
        )
        self.organisations[place] = replace(self.organisations[place], **changes)

    def drop_document(self, kind: str) -> None:
        self.documents = [one for one in self.documents if one.kind != kind]

    def change_document(self, kind: str, **changes: Any) -> None:
        place = next(n for n, one in enumerate(self.documents) if one.kind == kind)
        self.documents[place] = replace(self.documents[place], **changes)

    def facts(self) -> SystemFacts:
        return SystemFacts(
            system_id=1,
            name="System",
            footprint_confirmed_on=self.confirmed_on,
            organisations=tuple(self.organisations),
            bodies=tuple(self.bodies),
            seats=tuple(self.seats),
            appointments=tuple(self.appointments),
            outside_roles=tuple(self.outside_roles),
            leads=tuple(self.leads),
            documents=tuple(self.documents),
            delegations=tuple(self.delegations),
            functions=tuple(self.functions),
            scheme_lines=tuple(self.scheme_lines),
        )

    def findings(
        self, day: date = DAY, rules: tuple[RuleFact, ...] = RULES
    ) -> tuple[Finding, ...]:
        return evaluate(self.facts(), rules, day)

    def ask(self, rule_id: str, day: date = DAY, body_id: int | None = None) -> Finding:
        """The one finding of a rule; name the body where it binds several."""
        [found] = [
            one
            for one in self.findings(day)
            if one.rule_id == rule_id and body_id in (None, one.body_id)
        ]
        return found


def organisation(
    id: int, name: str, kind: str, *services: str, upper: bool | None = None
) -> OrganisationFact:
    return OrganisationFact(
        id=id,
        name=name,
        kind=kind,
        is_upper_tier=upper,
        services=tuple(ServiceFact(service=service) for service in services),
    )


def body(id: int, name: str, kind: BodyKind, **fields: Any) -> BodyFact:
    return BodyFact(
        id=id,
        name=name,
        kind=str(kind),
        rule_words=RULE_WORDS.get(kind, ()),
        system_ids=frozenset({1}),
        **fields,
    )


def members(*ids: int) -> tuple[MemberFact, ...]:
    return tuple(MemberFact(organisation_id=id) for id in ids)


def under(parent: int = BOARD) -> tuple[ParentFact, ...]:
    return (ParentFact(body_id=parent),)


def lead(body_id: int, kind: str, person_id: int = 9000) -> LeadFact:
    return LeadFact(body_id=body_id, person_id=person_id, person="Lead", kind=kind)


def line(partner_id: int, function_id: int = BEDS, **fields: Any) -> SchemeLineFact:
    given = {"held_by": "retained", **fields}
    return SchemeLineFact(
        body_id=PLACE, function_id=function_id, partner_id=partner_id, **given
    )


def document(kind: str, *, body_id: int = BOARD, **fields: Any) -> DocumentFact:
    return DocumentFact(body_id=body_id, kind=kind, title=kind.capitalize(), **fields)
