"""Documents by which the system is governed."""

from __future__ import annotations

from datetime import date

from boards.bodies.enums import InstrumentKind
from boards.bodies.models import Body
from boards.bodies.services import add_instrument, add_version
from boards.directory.models import Organisation
from ics_portal.demo.structure.telling import LAWFUL_FROM, SHADOW_FROM, TRUSTS, Telling


def file_documents(telling: Telling, board: Body, nhs_body: Organisation) -> None:
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
    _strategy_and_plan(telling, board)


def _strategy_and_plan(telling: Telling, board: Body) -> None:
    """The Partnership's strategy, and the plan that has regard to it (ICB-04)."""
    strategy = add_instrument(
        body=Body.objects.get(slug="integrated-care-partnership"),
        kind=InstrumentKind.STRATEGY,
        title="Integrated care strategy (illustrative)",
        **telling.by,
    )
    version = add_version(
        instrument=strategy,
        starts_on=LAWFUL_FROM,
        sections={"jsna": True, "children": True},  # nobody has looked for adults
        **telling.by,
    )
    plan = add_instrument(
        body=board,
        kind=InstrumentKind.SYSTEM_PLAN,
        title="Plan for the health needs of the population (illustrative)",
        owner="Chief Executive of the NHS body",
        **telling.by,
    )
    add_version(
        instrument=plan, starts_on=LAWFUL_FROM, regard_to=[version], **telling.by
    )
