"""Places, their partnerships and those who lead them."""

from __future__ import annotations

from boards.bodies.enums import BodyKind, Constituency, Form, LeadKind
from boards.bodies.models import Body
from boards.bodies.services import add_member, add_seat, name_lead, take_form
from boards.directory.services import add_place
from boards.directory.services.places import PlaceDetails
from ics_portal.demo.structure.telling import LAWFUL_FROM, PLACES_FROM, Telling


def set_up_places(telling: Telling, board: Body) -> None:
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
