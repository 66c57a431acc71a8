"""A statutory board of the smallest lawful shape (catalogue ICB-13)."""

from __future__ import annotations

from datetime import date

from boards.bodies.enums import (
    Authority,
    BodyKind,
    BodyStatus,
    Constituency,
    LeadKind,
    LegalForm,
)
from boards.bodies.models import Body, Seat
from boards.bodies.services import (
    Quorum,
    Terms,
    add_seat,
    add_terms,
    appoint,
    end_appointment,
    name_lead,
    set_standing,
)
from boards.directory.models import Organisation
from boards.directory.services import confirm_outside_roles
from ics_portal.demo.structure.telling import LAWFUL_FROM, SHADOW_FROM, Telling

TERMS = (
    (LAWFUL_FROM, date(2025, 6, 30)),
    (date(2025, 7, 1), date(2028, 6, 30)),
)
LAST_DAY_OF_ONE = date(2026, 8, 31)
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
_EXECUTIVE = frozenset(
    {
        Constituency.CHIEF_EXECUTIVE,
        Constituency.EXECUTIVE_FINANCE,
        Constituency.EXECUTIVE_NURSING,
        Constituency.EXECUTIVE_MEDICAL,
    }
)
# Of the others nobody has said it yet.
_KNOWS = {Constituency.EXECUTIVE_NURSING: True, Constituency.EXECUTIVE_FINANCE: False}


def set_up_board(telling: Telling, nhs_body: Organisation) -> Body:
    board = telling.body(
        "Integrated Care Board",
        BodyKind.NHS_BODY_BOARD,
        "integrated-care-board",
        "ICB",
        organisation=nhs_body,
        authority=Authority.DECIDES,
        legal_form=LegalForm.STATUTORY_BODY,
        meets_in_public=True,
        successor_of=Body.objects.get(slug="ics-board"),
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
            clause=clause,
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


def name_deputies(telling: Telling, board: Body) -> None:
    """The deputy chair, who is not the chair of audit. Nobody is the senior
    non-executive member yet, and a finding says so."""
    name_lead(
        body=board,
        person=telling.person("Non-executive member, people"),
        kind=LeadKind.DEPUTY_CHAIR,
        starts_on=LAWFUL_FROM,
        **telling.by,
    )


def _fill_board_seat(telling: Telling, seat: Seat, nhs_body: Organisation) -> None:
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
            knows_mental_health=_KNOWS.get(Constituency(seat.constituency)),
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
