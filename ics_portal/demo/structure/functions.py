"""Functions, and who decides on them."""

from __future__ import annotations

from boards.bodies.models import Body
from boards.bodies.services import add_function, delegate
from ics_portal.demo.structure.telling import LAWFUL_FROM, Telling


def share_out_functions(telling: Telling, board: Body) -> None:
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
    for name in ("Care close to home", "Urgent care in the community"):
        function = add_function(
            system=telling.system, name=name, level="place", starts_on=LAWFUL_FROM,
            **telling.by,
        )  # fmt: skip
        delegate(
            function=function,
            kind="delegated",
            officer="Place leaders, each in their place",
            accountable=board,
            assurance_route="Report to the board each quarter",
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
