"""The ground of the demonstration: the system, its organisations, the board, its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from boards.bodies.enums import BodyKind
from boards.bodies.models import Body
from boards.bodies.selectors import actor_for
from boards.bodies.services import assign_role, establish_body
from boards.directory.enums import OrganisationKind
from boards.directory.models import IntegratedCareSystem, Person
from boards.directory.services import add_organisation, add_person, add_system
from boards.meetings.enums import ItemFormat, StandingItem
from boards.meetings.models import AgendaTemplate
from boards.meetings.services import TemplateRow, save_template
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor
from ics_portal.accounts.models import User
from ics_portal.demo.people import PASSWORD, SITTERS, Sitter
from ics_portal.demo.readings import organisations

FOUNDED_ON = date(2018, 4, 1)  # ours: the source does not say since when roles are held

_SYSTEMS = {
    "Lancashire and South Cumbria": "Lancashire and South Cumbria ICS",
    "Cheshire and Merseyside": "Cheshire and Merseyside Health and Care Partnership",
    "Hampshire and Isle of Wight": "Hampshire and Isle of Wight ICS",
    "Frimley": "Frimley ICS",
    "H&W": "H&W ICS",
}

_KINDS = {
    "ICS": OrganisationKind.ICS,
    "CCG": OrganisationKind.CCG,
    "NHS foundation trust": OrganisationKind.FOUNDATION_TRUST,
    "NHS foundation trust (mental health)": OrganisationKind.FOUNDATION_TRUST,
    "NHS trust": OrganisationKind.NHS_TRUST,
    "ambulance trust": OrganisationKind.NHS_TRUST,
    "local authority": OrganisationKind.LOCAL_AUTHORITY,
    "national/regional body": OrganisationKind.REGULATOR,
    "VCFS": OrganisationKind.VOLUNTARY,
    "other (supplier)": OrganisationKind.COMPANY,
    "other (consultant)": OrganisationKind.COMPANY,
    "collaborative": OrganisationKind.FORUM,
    "council committee": OrganisationKind.FORUM,
    "governance forum": OrganisationKind.FORUM,
    "health and wellbeing board": OrganisationKind.FORUM,
    "place board": OrganisationKind.FORUM,
    "place group": OrganisationKind.FORUM,
    "place/ICP": OrganisationKind.FORUM,
    "scrutiny body": OrganisationKind.FORUM,
}


# The public codes of the source's trusts and councils (nhs-practice 2.1; ONS register).
_ODS_CODES = {
    "Lancashire Teaching Hospitals NHS Foundation Trust": "RXN",
    "University Hospitals of Morecambe Bay NHS Foundation Trust": "RTX",
    "Blackpool Teaching Hospitals NHS Foundation Trust": "RXL",
    "East Lancashire Hospitals NHS Trust": "RXR",
    "Lancashire and South Cumbria NHS Foundation Trust": "RW5",
    "North West Ambulance Service": "RX7",
}
_ONS_CODES = {
    "Lancashire County Council": "E10000017",
    "Blackburn with Darwen Council": "E06000008",
    "Blackpool Council": "E06000009",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What later parts of the story stand on."""

    body: Body
    secretary: Actor
    chair: Person
    template: AgendaTemplate


def lay_ground(*, at: datetime) -> Ground:
    """Found the system, its organisations, the board and its people."""
    system = _systems_and_organisations(at)
    body = establish_body(
        actor=SYSTEM_ACTOR,
        at=at,
        name="ICS Board",
        long_name="Integrated Care System (ICS) Board",
        slug="ics-board",
        code="ICSB",
        kind=BodyKind.ICS_BOARD,
        system=system,
        running_header="ICS Board",
        starts_on=FOUNDED_ON,
        route_caption="List other forums that have discussed this paper",
    )
    people = {sitter.title: _seat(sitter, body, at) for sitter in SITTERS}
    secretary = actor_for(people["Board Secretary"].user, at.date())
    template = save_template(
        body=body, name="Usual agenda", rows=_usual_agenda(), actor=secretary, at=at
    )
    return Ground(body, secretary, people["Independent Chair"], template)


def _systems_and_organisations(at: datetime) -> IntegratedCareSystem:
    systems = {
        short: add_system(name=name, short_name=short, actor=SYSTEM_ACTOR, at=at)
        for short, name in _SYSTEMS.items()
    }
    for row in organisations():
        home = systems.get(row["system"])
        add_organisation(
            name=row["name"],
            kind=_kind_of(row),
            systems=[home] if home else [],
            note=row["note"],
            ods_code=_ODS_CODES.get(row["name"], ""),
            ons_code=_ONS_CODES.get(row["name"], ""),
            actor=SYSTEM_ACTOR,
            at=at,
        )
    return systems["Lancashire and South Cumbria"]


def _kind_of(row: dict[str, str]) -> OrganisationKind:
    if row["name"] == "District councils (not named individually)":
        return OrganisationKind.SECTOR
    return _KINDS.get(row["kind"], OrganisationKind.OTHER)


def _seat(sitter: Sitter, body: Body, at: datetime) -> Person:
    user = None
    if sitter.email:
        user = User.objects.create_user(
            email=sitter.email, password=PASSWORD, name=sitter.title
        )
    person = add_person(
        name=sitter.title,
        post_title=sitter.title,
        user=user,
        actor=SYSTEM_ACTOR,
        at=at,
    )
    for role in sitter.roles:
        assign_role(
            person=person,
            body=body,
            role=role,
            starts_on=FOUNDED_ON,
            actor=SYSTEM_ACTOR,
            at=at,
        )
    return person


def _usual_agenda() -> list[TemplateRow]:
    """The sections and standing items of the board's published agenda (AGD-03, AGD-08)."""
    routine, last = "Routine Items of Business", "Any Other Business"
    return [
        _row(routine, "Welcome, Introductions and Apologies", StandingItem.WELCOME, 3),
        _row(
            routine,
            "Declarations of Interest",
            StandingItem.DECLARATIONS,
            5,
            item_format=ItemFormat.ATTACHED,
        ),
        _row(
            routine,
            "Minutes of Previous Meeting and Actions",
            StandingItem.MINUTES,
            7,
            purpose_word="Approve",
            item_format=ItemFormat.ATTACHED,
        ),
        _row(
            routine,
            "Key Messages",
            StandingItem.KEY_MESSAGES,
            10,
            owners="ICS Chief Officer",
        ),
        TemplateRow(section_title="Sustainability"),
        TemplateRow(section_title="Building the Future System"),
        TemplateRow(section_title="Performance and Outcomes"),
        TemplateRow(section_title="For Information"),
        _row(
            last,
            "Items for the Next Board Meeting",
            StandingItem.NEXT_ITEMS,
            3,
            owners="All",
        ),
        _row(
            last, "Any Other Business", StandingItem.ANY_OTHER_BUSINESS, 2, owners="All"
        ),
    ]


def _row(
    section: str,
    title: str,
    standing: StandingItem,
    minutes: int,
    *,
    owners: str = "Chair",
    purpose_word: str = "Note",
    item_format: ItemFormat = ItemFormat.VERBAL,
) -> TemplateRow:
    return TemplateRow(
        section_title=section,
        title=title,
        standing=standing,
        owners=owners,
        purpose_word=purpose_word,
        item_format=item_format,
        minutes=minutes,
    )
