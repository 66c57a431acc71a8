"""The structure of the demonstration's system: bodies, seats, places, collaboratives.

What the sources say of Lancashire and South Cumbria, and beside it a statutory board of
the smallest lawful shape (catalogue ICB-13), which no source describes: its people are
role titles and its days are ours. Gaps are left open, so that the findings show them: a
vacant seat, a place without a director of public health, a footprint not confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from boards.bodies.enums import (
    Authority,
    BodyKind,
    BodyStatus,
    CommitteeType,
    Constituency,
    Form,
    InstrumentKind,
    LeadKind,
    LegalForm,
)
from boards.bodies.importers import FIRST_EDITION, read_rules
from boards.bodies.models import Body, Seat
from boards.bodies.services import (
    Quorum,
    Terms,
    add_function,
    add_instrument,
    add_member,
    add_objective,
    add_seat,
    add_terms,
    add_version,
    appoint,
    delegate,
    end_appointment,
    establish_body,
    load_rules,
    name_lead,
    set_parents,
    set_standing,
    take_form,
)
from boards.directory.enums import OrganisationKind, Service, SuccessionKind
from boards.directory.models import IntegratedCareSystem, Organisation, Person
from boards.directory.services import (
    add_organisation,
    add_person,
    add_place,
    close_organisation,
    confirm_outside_roles,
    record_succession,
    say_services,
)
from boards.directory.services.places import PlaceDetails
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor

LAWFUL_FROM = date(2022, 7, 1)
CCGS_LAST_DAY = date(2022, 6, 30)
SHADOW_FROM = date(2021, 10, 1)
TERMS = (
    (LAWFUL_FROM, date(2025, 6, 30)),
    (date(2025, 7, 1), date(2028, 6, 30)),
)
LAST_DAY_OF_ONE = date(2026, 8, 31)
PLACES_FROM = date(2020, 4, 1)

TRUSTS = {
    "Blackpool Teaching Hospitals NHS Foundation Trust": ("acute", "community"),
    "East Lancashire Hospitals NHS Trust": ("acute", "community"),
    "Lancashire Teaching Hospitals NHS Foundation Trust": ("acute",),
    "University Hospitals of Morecambe Bay NHS Foundation Trust": (
        "acute",
        "community",
    ),
    "Lancashire and South Cumbria NHS Foundation Trust": ("mental_health", "community"),
    "North West Ambulance Service": ("ambulance",),
}
COUNCILS = (
    "Lancashire County Council",
    "Blackburn with Darwen Council",
    "Blackpool Council",
)
# Code, name: the forums that papers of the source name as their route (COM-10).
FORUMS = (
    ("SLE", "System Leadership Executive", "system-leadership-executive"),
    ("FAC", "Finance Advisory Committee", "finance-advisory-committee"),
    ("CCB", "Collaborative Commissioning Board", "collaborative-commissioning-board"),
    ("PDB", "Programme Delivery Board", "programme-delivery-board"),
    ("FIG", "Finance Investment Group", "finance-investment-group"),
    ("ICSE", "ICS Executive Team", "ics-executive-team"),
    ("IDAG", "ICP Development Advisory Group", "icp-development-advisory-group"),
)
# The ten seats of the smallest lawful board, and one more by its constitution.
BOARD_SEATS = (
    (Constituency.CHAIR, "Chair of the NHS body", "3.2"),
    (Constituency.INDEPENDENT_NON_EXECUTIVE, "Non-executive member, audit", "3.3"),
    (Constituency.INDEPENDENT_NON_EXECUTIVE, "Non-executive member, people", "3.3"),
    (Constituency.CHIEF_EXECUTIVE, "Chief Executive of the NHS body", "3.4"),
    (Constituency.EXECUTIVE_FINANCE, "Chief Finance Officer", "3.4"),
    (Constituency.EXECUTIVE_NURSING, "Chief Nursing Officer", "3.4"),
    (Constituency.EXECUTIVE_MEDICAL, "Chief Medical Officer", "3.4"),
    (Constituency.PARTNER_TRUST, "Partner member, NHS trusts", "3.5"),
    (Constituency.PARTNER_PRIMARY_CARE, "Partner member, primary care", "3.6"),
    (Constituency.PARTNER_LOCAL_AUTHORITY, "Partner member, councils", "3.7"),
    (Constituency.VOLUNTARY, "Member for the voluntary sector", "3.8"),
)
# The attendance groups of the board of 2020, as its minutes print them.
ICS_BOARD_SEATS = (
    (Constituency.CHAIR, "Independent Chair"),
    (Constituency.DEPUTY_CHAIR, "Vice Chair"),
    (Constituency.EXECUTIVE_OTHER, "ICS Chief Officer"),
    (Constituency.EXECUTIVE_FINANCE, "ICS Executive Director of Finance"),
    (Constituency.EXECUTIVE_MEDICAL, "ICS Medical Director"),
    (Constituency.LAY, "Lay Member"),
    (Constituency.VOLUNTARY, "VCFS Representative"),
    (Constituency.LOCAL_AUTHORITY, "Local Authority Councillor Representative"),
)


class By(TypedDict):
    """In whose name, and when."""

    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class _Telling:
    """The system while it is told."""

    system: IntegratedCareSystem
    by: By

    def organisation(self, name: str) -> Organisation:
        return Organisation.objects.get(name=name)

    def body(
        self, name: str, kind: BodyKind, slug: str, code: str, **fields: object
    ) -> Body:
        given = {"meets_in_public": False, **fields}
        return establish_body(
            name=name, kind=kind, slug=slug, code=code, system=self.system,
            **given, **self.by,
        )  # fmt: skip

    def person(self, title: str) -> Person:
        """Somebody known by a role title; the same title is the same person."""
        known = Person.objects.filter(name=title).first()
        return known or add_person(name=title, post_title=title, **self.by)

    def fill(self, seat: Seat, title: str, starts_on: date, **fields: object) -> None:
        person = self.person(title)
        appoint(seat=seat, person=person, starts_on=starts_on, **fields, **self.by)  # type: ignore[arg-type]


def tell_structure(ics_board: Body, *, at: datetime) -> None:
    """Tell the structure around the board that is there already."""
    telling = _Telling(ics_board.system, By(actor=SYSTEM_ACTOR, at=at))
    load_rules(rows=read_rules(FIRST_EDITION.read_text(encoding="utf-8")), **telling.by)
    _say_what_providers_do(telling)
    nhs_body = _nhs_body(telling)
    _board_of_2020(telling, ics_board)
    _forums(telling, ics_board)
    board = _statutory_board(telling, nhs_body)
    _committees(telling, board, nhs_body)
    _partnership(telling, nhs_body)
    _places(telling, board)
    _collaboratives(telling)
    _documents(telling, board, nhs_body)
    _functions(telling, board)


def _say_what_providers_do(telling: _Telling) -> None:
    for name, services in TRUSTS.items():
        say_services(
            organisation=telling.organisation(name),
            services=[Service(service) for service in services],
            reason="As the board's papers of 2020 describe them",
            **telling.by,
        )


def _nhs_body(telling: _Telling) -> Organisation:
    """The statutory body, which took over from the clinical commissioning groups."""
    body = add_organisation(
        name="NHS Lancashire and South Cumbria Integrated Care Board",
        short_name="ICB",
        kind=OrganisationKind.ICB,
        ods_code="QE1",
        ons_code="E54000048",
        starts_on=LAWFUL_FROM,
        systems=[telling.system],
        **telling.by,
    )
    groups = Organisation.objects.filter(
        systems=telling.system, kind=OrganisationKind.CCG
    )
    for group in groups:
        record_succession(
            predecessor=group,
            successor=body,
            kind=SuccessionKind.TRANSFER,
            on=LAWFUL_FROM,
            reason="Functions passed to the integrated care board",
            **telling.by,
        )
        group.refresh_from_db()
        if group.ends_on is None:
            close_organisation(
                organisation=group,
                on=CCGS_LAST_DAY,
                reason="Functions passed to the integrated care board",
                **telling.by,
            )
    return body


def _board_of_2020(telling: _Telling, board: Body) -> None:
    for constituency, title in ICS_BOARD_SEATS:
        seat = add_seat(
            body=board, title=title, constituency=constituency,
            starts_on=board.starts_on, **telling.by,
        )  # fmt: skip
        if board.starts_on:
            telling.fill(seat, title, board.starts_on)


def _forums(telling: _Telling, board: Body) -> None:
    for code, name, slug in FORUMS:
        forum = telling.body(
            name,
            BodyKind.FORUM,
            slug,
            code,
            authority=Authority.ADVISES,
            starts_on=PLACES_FROM,
        )
        set_parents(body=forum, parents=[board], starts_on=PLACES_FROM, **telling.by)
    groups = Organisation.objects.filter(
        systems=telling.system, kind=OrganisationKind.CCG
    )
    joint = telling.body(
        "Joint Committee of Clinical Commissioning Groups",
        BodyKind.JOINT_COMMITTEE,
        "joint-committee-of-ccgs",
        "JCCCG",
        authority=Authority.DECIDES,
        legal_form=LegalForm.COMMITTEE,
        starts_on=PLACES_FROM,
        ends_on=CCGS_LAST_DAY,
    )
    set_parents(body=joint, parents=list(groups), starts_on=PLACES_FROM, **telling.by)


def _statutory_board(telling: _Telling, nhs_body: Organisation) -> Body:
    board = telling.body(
        "Integrated Care Board",
        BodyKind.NHS_BODY_BOARD,
        "integrated-care-board",
        "ICB",
        organisation=nhs_body,
        authority=Authority.DECIDES,
        legal_form=LegalForm.STATUTORY_BODY,
        meets_in_public=True,
        starts_on=SHADOW_FROM,
    )
    set_standing(
        body=board, status=BodyStatus.SHADOW, starts_on=SHADOW_FROM, **telling.by
    )
    set_standing(
        body=board, status=BodyStatus.STATUTORY, starts_on=LAWFUL_FROM, **telling.by
    )
    for constituency, title, clause in BOARD_SEATS:
        seat = add_seat(
            body=board,
            title=title,
            constituency=constituency,
            clause=f"constitution {clause}",
            starts_on=LAWFUL_FROM,
            term_years=3,
            most_terms=2,
            **telling.by,
        )
        _fill_board_seat(telling, seat, nhs_body)
    add_terms(
        body=board,
        starts_on=LAWFUL_FROM,
        terms=Terms(
            is_public=True,
            decides_by="Consensus; failing that, a majority of those voting",
            chairs_powers="A casting vote, and decisions between meetings",
            allows_deputies=False,
            quorum_share=50,
            approved_on=LAWFUL_FROM,
            approved_by="The board, at its first meeting (illustrative)",
        ),
        quorum=(
            Quorum(
                "chief executive or director of finance",
                (Constituency.CHIEF_EXECUTIVE, Constituency.EXECUTIVE_FINANCE),
            ),
            Quorum(
                "medical director or director of nursing",
                (Constituency.EXECUTIVE_MEDICAL, Constituency.EXECUTIVE_NURSING),
            ),
            Quorum(
                "independent non-executive member",
                (Constituency.CHAIR, Constituency.INDEPENDENT_NON_EXECUTIVE),
            ),
            Quorum(
                "partner member",
                (
                    Constituency.PARTNER_TRUST,
                    Constituency.PARTNER_PRIMARY_CARE,
                    Constituency.PARTNER_LOCAL_AUTHORITY,
                ),
            ),
        ),
        **telling.by,
    )
    return board


_EXECUTIVE = frozenset(
    {
        Constituency.CHIEF_EXECUTIVE,
        Constituency.EXECUTIVE_FINANCE,
        Constituency.EXECUTIVE_NURSING,
        Constituency.EXECUTIVE_MEDICAL,
    }
)


def _fill_board_seat(telling: _Telling, seat: Seat, nhs_body: Organisation) -> None:
    person = telling.person(seat.title)
    nominated = {
        Constituency.PARTNER_TRUST: "East Lancashire Hospitals NHS Trust",
        Constituency.PARTNER_LOCAL_AUTHORITY: "Lancashire County Council",
    }.get(Constituency(seat.constituency))
    for first, last in TERMS:
        held = appoint(
            seat=seat,
            person=person,
            starts_on=first,
            ends_on=last,
            employer=nhs_body if seat.constituency in _EXECUTIVE else None,
            nominated_by=telling.organisation(nominated) if nominated else None,
            is_accountable_officer=seat.constituency == Constituency.CHIEF_EXECUTIVE,
            **telling.by,
        )
    if seat.constituency in {
        Constituency.CHAIR,
        Constituency.INDEPENDENT_NON_EXECUTIVE,
    }:
        confirm_outside_roles(person=person, on=LAWFUL_FROM, **telling.by)
    if seat.constituency == Constituency.PARTNER_PRIMARY_CARE:
        end_appointment(
            appointment=held,
            ends_on=LAST_DAY_OF_ONE,
            reason="Left the practice (illustrative)",
            **telling.by,
        )


def _committees(telling: _Telling, board: Body, nhs_body: Organisation) -> None:
    for name, slug, code, kind in (
        ("Audit Committee", "audit-committee", "AUD", CommitteeType.AUDIT),
        (
            "Remuneration Committee",
            "remuneration-committee",
            "REM",
            CommitteeType.REMUNERATION,
        ),
    ):
        committee = telling.body(
            name,
            BodyKind.COMMITTEE,
            slug,
            code,
            committee_type=kind,
            authority=Authority.DECIDES,
            legal_form=LegalForm.COMMITTEE,
            organisation=nhs_body,
            starts_on=LAWFUL_FROM,
        )
        set_parents(
            body=committee, parents=[board], starts_on=LAWFUL_FROM, **telling.by
        )
    group = telling.body(
        "System Quality Group",
        BodyKind.SYSTEM_QUALITY_GROUP,
        "system-quality-group",
        "SQG",
        authority=Authority.ADVISES,
        starts_on=LAWFUL_FROM,
    )
    set_parents(body=group, parents=[board], starts_on=LAWFUL_FROM, **telling.by)


def _partnership(telling: _Telling, nhs_body: Organisation) -> None:
    partnership = telling.body(
        "Integrated Care Partnership",
        BodyKind.PARTNERSHIP,
        "integrated-care-partnership",
        "PTN",
        legal_form=LegalForm.COMMITTEE,
        meets_in_public=True,
        starts_on=LAWFUL_FROM,
    )
    for organisation in (
        nhs_body,
        *(telling.organisation(name) for name in (*COUNCILS, *TRUSTS)),
    ):
        add_member(
            body=partnership,
            organisation=organisation,
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
    agreement = add_instrument(
        body=partnership,
        kind=InstrumentKind.CHAIR_AGREEMENT,
        title="Agreement on the chair of the Partnership (illustrative)",
        **telling.by,
    )
    add_version(
        instrument=agreement,
        starts_on=LAWFUL_FROM,
        parties=[nhs_body, telling.organisation("Lancashire County Council")],
        sections={"role": True, "term": True, "accountabilities": True},
        **telling.by,
    )


def _places(telling: _Telling, board: Body) -> None:
    """Three places that the source names; their forms and members are ours."""
    plan = (
        (
            "Pennine Lancashire",
            "pennine-lancashire",
            "PENN",
            Form.JOINT_COMMITTEE,
            ("East Lancashire Hospitals NHS Trust", "Blackburn with Darwen Council"),
        ),
        (
            "Fylde Coast",
            "fylde-coast",
            "FYLD",
            Form.CONSULTATIVE_FORUM,
            ("Blackpool Teaching Hospitals NHS Foundation Trust", "Blackpool Council"),
        ),
        (
            "West Lancs",
            "west-lancs",
            "WLAN",
            Form.ICB_COMMITTEE,
            ("Lancashire County Council",),
        ),
    )
    mental_health = "Lancashire and South Cumbria NHS Foundation Trust"
    for name, slug, code, form, members in plan:
        place = add_place(
            system=telling.system,
            details=PlaceDetails(name=name, starts_on=PLACES_FROM),
            **telling.by,
        )
        partnership = telling.body(
            f"{name} Partnership",
            BodyKind.PLACE_PARTNERSHIP,
            slug,
            code,
            place=place,
            starts_on=LAWFUL_FROM,
        )
        organisations = [telling.organisation(one) for one in (*members, mental_health)]
        for organisation in organisations:
            add_member(
                body=partnership,
                organisation=organisation,
                starts_on=LAWFUL_FROM,
                **telling.by,
            )
        take_form(
            body=partnership,
            form=form,
            starts_on=LAWFUL_FROM,
            partners=organisations[:2] if form == Form.JOINT_COMMITTEE else (),
            **telling.by,
        )
        for constituency, title in (
            (Constituency.PRIMARY_CARE, "Primary care lead"),
            (Constituency.DIRECTOR_OF_PUBLIC_HEALTH, "Director of Public Health"),
            (Constituency.PEOPLE_REPRESENTATIVE, "Resident"),
        ):
            seat = add_seat(
                body=partnership,
                title=f"{title}, {name}",
                constituency=constituency,
                starts_on=LAWFUL_FROM,
                **telling.by,
            )
            is_open = title == "Director of Public Health" and name == "West Lancs"
            if not is_open:
                telling.fill(seat, seat.title, LAWFUL_FROM)
        name_lead(
            body=partnership,
            person=telling.person(f"Place leader, {name}"),
            kind=LeadKind.PLACE_LEADER,
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
    name_lead(
        body=board,
        person=telling.person("Chief Digital Officer"),
        kind=LeadKind.DIGITAL_SRO,
        starts_on=LAWFUL_FROM,
        **telling.by,
    )


def _collaboratives(telling: _Telling) -> None:
    acute = [name for name, services in TRUSTS.items() if "acute" in services]
    every = [*acute, "Lancashire and South Cumbria NHS Foundation Trust"]
    for name, slug, code, form, members, starts_on in (
        (
            "Provider Collaboration Board",
            "provider-collaboration-board",
            "PCB",
            Form.PROVIDER_LEADERSHIP_BOARD,
            every,
            PLACES_FROM,
        ),
        (
            "Pathology Collaboration Board",
            "pathology-collaboration-board",
            "PATH",
            Form.SHARED_LEADERSHIP,
            acute,
            PLACES_FROM,
        ),
    ):
        body = telling.body(
            name, BodyKind.PROVIDER_COLLABORATIVE, slug, code, starts_on=starts_on
        )
        for member in members:
            add_member(
                body=body,
                organisation=telling.organisation(member),
                starts_on=starts_on,
                **telling.by,
            )
        take_form(body=body, form=form, starts_on=starts_on, **telling.by)
    for slug, text in (
        ("provider-collaboration-board", "Restore elective care together"),
        ("pathology-collaboration-board", "One pathology service for four trusts"),
    ):
        add_objective(
            body=Body.objects.get(slug=slug),
            text=f"{text} (illustrative)",
            priority="Recovery and restoration of services",
            starts_on=PLACES_FROM,
            **telling.by,
        )


def _documents(telling: _Telling, board: Body, nhs_body: Organisation) -> None:
    constitution = add_instrument(
        body=board,
        kind=InstrumentKind.CONSTITUTION,
        title="Constitution of the Integrated Care Board (illustrative)",
        owner="Governance Lead",
        **telling.by,
    )
    add_version(
        instrument=constitution,
        starts_on=LAWFUL_FROM,
        approved_on=LAWFUL_FROM,
        approved_by="NHS England",
        sections={"partner_appointment": True},
        **telling.by,
    )
    agreement = add_instrument(
        body=board,
        kind=InstrumentKind.SCFMA,
        title="System Collaboration and Financial Management Agreement (illustrative)",
        owner="Chief Finance Officer",
        **telling.by,
    )
    add_version(
        instrument=agreement,
        starts_on=LAWFUL_FROM,
        parties=[nhs_body, *(telling.organisation(name) for name in TRUSTS)],
        **telling.by,
    )
    for year in (2021, 2022):
        memorandum = add_instrument(
            body=board,
            kind=InstrumentKind.MOU,
            title=f"Memorandum of understanding {year}/{year % 100 + 1} (illustrative)",
            financial_year=year,
            owner="Chief Executive of the NHS body",
            **telling.by,
        )
        add_version(
            instrument=memorandum,
            starts_on=max(SHADOW_FROM, date(year, 4, 1)),
            ends_on=date(year + 1, 3, 31),
            **telling.by,
        )
    for kind, title, sections in (
        (
            InstrumentKind.VCSE_AGREEMENT,
            "Agreement with the voluntary sector (illustrative)",
            {},
        ),
        (
            InstrumentKind.ENGAGEMENT_STRATEGY,
            "People and communities strategy (illustrative)",
            {"involvement_in_decisions": True},  # nobody has said about the other
        ),
    ):
        paper = add_instrument(body=board, kind=kind, title=title, **telling.by)
        add_version(
            instrument=paper, starts_on=LAWFUL_FROM, sections=sections, **telling.by
        )


def _functions(telling: _Telling, board: Body) -> None:
    committee = Body.objects.get(slug="audit-committee")
    place = Body.objects.get(slug="pennine-lancashire")
    for name, level, reason, holder, kind, route in (
        (
            "Approve the system plan",
            "system",
            "One plan for one allocation",
            board,
            "reserved",
            "The board itself",
        ),
        (
            "Approve the annual accounts",
            "system",
            "One statutory body makes them",
            committee,
            "delegated",
            "Report to the next board meeting",
        ),
        (
            "Plan community services in Pennine Lancashire",
            "place",
            "",
            place,
            "joint",
            "Report to the board each quarter",
        ),
    ):
        function = add_function(
            system=telling.system,
            name=name,
            level=level,
            subsidiarity_reason=reason,
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
        delegate(
            function=function,
            kind=kind,
            holder=holder,
            accountable=board,
            assurance_route=route,
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
