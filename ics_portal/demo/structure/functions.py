"""Functions, and who decides on them.

Which functions the NHS body has is said by the sources (000:40-50, 004:44-55); who decides
on them, up to which limit and by which paper, is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from boards.bodies.enums import InstrumentKind
from boards.bodies.models import Body
from boards.bodies.services import (
    add_function,
    add_instrument,
    add_version,
    delegate,
)
from ics_portal.demo.structure.telling import LAWFUL_FROM, Telling

COMMUNITY = "Plan community services"
EACH_PLACE = ("Care close to home", "Urgent care in the community")

BOARD = "The board itself"
NEXT_MEETING = "Report to the next board meeting"
QUARTERLY = "Report to the board each quarter"


@dataclass(frozen=True, slots=True)
class Decided:
    """A function at system level. ``by`` is the slug of a body or an officer's post."""

    name: str
    reason: str
    kind: str
    by: str
    route: str
    limit: int | None = None


AT_SYSTEM_LEVEL = (
    Decided(
        "Approve the plan for the health needs of the population",
        "One plan for one allocation", "reserved", "", BOARD,
    ),
    Decided(
        "Allocate revenue and capital",
        "One allocation, shared out by the board’s principles", "reserved", "", BOARD,
    ),
    Decided(
        "Change the constitution",
        "One constitution, which NHS England approves", "reserved", "", BOARD,
    ),
    Decided(
        "Approve the annual accounts",
        "One statutory body makes them", "delegated", "audit-committee", NEXT_MEETING,
    ),
    Decided(
        "Set the pay of executives",
        "One employer", "delegated", "remuneration-committee", NEXT_MEETING,
    ),
    Decided(
        "Make contracts for acute and mental health services",
        "Patients of every place use them", "delegated", "Chief Executive of the NHS body",
        NEXT_MEETING, 5_000_000,
    ),
    Decided(
        "Arrange services with councils by section 75 agreements",
        "The councils’ areas are larger than a place", "delegated",
        "Chief Executive of the NHS body", QUARTERLY, 1_000_000,
    ),
    Decided(
        "Commission primary medical services",
        "Delegated to the NHS body as a whole", "delegated", "Chief Medical Officer",
        QUARTERLY, 500_000,
    ),
    Decided(
        "Lead on people and workforce",
        "One workforce across employers", "delegated", "Chief Nursing Officer", QUARTERLY,
    ),
    Decided(
        "Lead on digital and data",
        "One shared care record", "delegated", "Chief Digital Officer",
        QUARTERLY, 1_000_000,
    ),
    Decided(
        "Lead on estates and procurement",
        "Estates serve more than one place", "delegated", "Chief Finance Officer",
        QUARTERLY, 1_000_000,
    ),
    Decided(
        "Plan for emergencies, and respond",
        "One command across the system", "delegated", "Chief Nursing Officer", NEXT_MEETING,
    ),
    Decided(
        "Watch over quality and safety",
        "Risks are seen by comparing places", "reserved", "", BOARD,
    ),
)  # fmt: skip


def share_out_functions(telling: Telling, board: Body) -> None:
    scheme = add_instrument(
        body=board,
        kind=InstrumentKind.SCHEME_OF_DELEGATION,
        title="Scheme of reservation and delegation (illustrative)",
        owner="Governance Lead",
        **telling.by,
    )
    add_version(
        instrument=scheme,
        starts_on=LAWFUL_FROM,
        approved_on=LAWFUL_FROM,
        approved_by="The board, at its first meeting (illustrative)",
        **telling.by,
    )
    given = {
        "accountable": board,
        "instrument": scheme,
        "starts_on": LAWFUL_FROM,
        **telling.by,
    }
    bodies = {body.slug: body for body in Body.objects.filter(system=telling.system)}
    for one in AT_SYSTEM_LEVEL:
        holder = bodies.get(one.by) if one.by else board
        function = add_function(
            system=telling.system,
            name=one.name,
            level="system",
            subsidiarity_reason=one.reason,
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
        delegate(
            function=function,
            kind=one.kind,
            holder=holder,
            officer="" if holder else one.by,
            assurance_route=one.route,
            limit=Decimal(one.limit) if one.limit else None,
            **given,
        )
        if one.name == "Watch over quality and safety":
            delegate(
                function=function,
                kind="advisory",
                holder=bodies["system-quality-group"],
                assurance_route=QUARTERLY,
                **given,
            )
    for name in (COMMUNITY, *EACH_PLACE):
        function = add_function(
            system=telling.system,
            name=name,
            level="place",
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
        by = (
            {"kind": "joint", "holder": bodies["pennine-lancashire"]}
            if name == COMMUNITY
            else {"kind": "delegated", "officer": "Place leaders, each in their place"}
        )
        delegate(function=function, assurance_route=QUARTERLY, **by, **given)
