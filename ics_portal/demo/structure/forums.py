"""The board of 2020, and the forums that papers of the time name as their route."""

from __future__ import annotations

from boards.bodies.enums import Authority, BodyKind, Constituency, LegalForm
from boards.bodies.models import Body
from boards.bodies.services import add_seat, set_parents
from boards.directory.enums import OrganisationKind
from boards.directory.models import Organisation
from ics_portal.demo.structure.telling import CCGS_LAST_DAY, PLACES_FROM, Telling

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


def seat_board_of_2020(telling: Telling, board: Body) -> None:
    for constituency, title in ICS_BOARD_SEATS:
        seat = add_seat(
            body=board, title=title, constituency=constituency,
            starts_on=board.starts_on, **telling.by,
        )  # fmt: skip
        if board.starts_on:
            telling.fill(seat, title, board.starts_on)


def set_up_forums(telling: Telling, board: Body) -> None:
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
