"""Committees of the board, and the Partnership."""

from __future__ import annotations

from boards.bodies.enums import (
    Authority,
    BodyKind,
    CommitteeType,
    Constituency,
    InstrumentKind,
    LegalForm,
)
from boards.bodies.models import Body
from boards.bodies.services import (
    add_instrument,
    add_member,
    add_seat,
    add_version,
    set_parents,
)
from boards.directory.models import Organisation
from ics_portal.demo.structure.telling import COUNCILS, LAWFUL_FROM, TRUSTS, Telling


def set_up_committees(telling: Telling, board: Body, nhs_body: Organisation) -> None:
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
        if kind == CommitteeType.AUDIT:
            seat = add_seat(
                body=committee,
                title="Chair of the Audit Committee",
                constituency=Constituency.CHAIR,
                starts_on=LAWFUL_FROM,
                **telling.by,
            )
            telling.fill(seat, "Non-executive member, audit", LAWFUL_FROM)
    group = telling.body(
        "System Quality Group",
        BodyKind.SYSTEM_QUALITY_GROUP,
        "system-quality-group",
        "SQG",
        authority=Authority.ADVISES,
        starts_on=LAWFUL_FROM,
    )
    set_parents(body=group, parents=[board], starts_on=LAWFUL_FROM, **telling.by)


def set_up_partnership(telling: Telling, nhs_body: Organisation) -> None:
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
