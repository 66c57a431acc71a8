"""The way into the new system: milestones, workstreams, and how people were involved.

The milestones are the published ones. Who answered for them, on which day they were done
and by which document, who leads a workstream, and both proposals are ours. Gaps are left
open: milestones that are overdue, a workstream without a finance lead, a consultation
without days.
"""

from __future__ import annotations

from datetime import date

from boards.bodies.enums import InstrumentKind
from boards.bodies.models import Body, InstrumentVersion
from boards.directory.models import Organisation
from boards.duties.enums import InvolvementLevel, MilestoneStatus, Pillar
from boards.duties.importers import shipped_milestones
from boards.duties.models import Milestone
from boards.duties.services.involvement import InvolvementDetails, add_involvement
from boards.duties.services.transition import (
    MilestoneDetails,
    change_milestone,
    load_milestones,
)
from boards.duties.services.workstreams import Leads, add_workstream, change_leads
from ics_portal.demo.structure.telling import LAWFUL_FROM, PLACES_FROM, Telling

# Code, day it was done, owner, and what shows it; all of it ours.
DONE = (
    ("MS-02", date(2021, 6, 30), "ICS Chief Officer", "Transition plan"),
    ("MS-03", date(2021, 8, 31), "Independent Chair", "Report on recruitment"),
    ("MS-04", date(2021, 9, 30), "Independent Chair", "Letters of appointment"),
    ("MS-05", date(2021, 10, 15), "ICS Chief Officer", "First draft"),
    ("MS-10", date(2021, 10, 1), "ICS Chief Officer", "Board in shadow form"),
    ("MS-14", date(2022, 3, 31), "Chief Finance Officer", "Due diligence report"),
    ("MS-18", date(2022, 6, 20), "Chief Executive of the NHS body", "Sent in"),
    ("MS-26", LAWFUL_FROM, "Chief Executive of the NHS body", "Established by order"),
)
UNDER_WAY = (("MS-17", "Chief Digital Officer"), ("MS-32", "Governance Lead"))
SHOWN_BY = {"MS-18": (InstrumentKind.CONSTITUTION, InstrumentKind.MOU)}

SENIOR, CLINICAL, FINANCE = (
    "ICS Chief Officer",
    "ICS Medical Director",
    "ICS Executive Director of Finance",
)
# Name and pillar, and which of the three leads it names from its first day.
WORKSTREAMS = (
    ("Self-care and personalised care", Pillar.LIVING_WELL, (SENIOR, CLINICAL, "")),
    ("Mental health", Pillar.LIVING_WELL, (SENIOR, CLINICAL, FINANCE)),
    ("Children’s services", Pillar.LIVING_WELL, (SENIOR, "", "")),
    ("Stroke (illustrative)", Pillar.URGENT, (SENIOR, CLINICAL, FINANCE)),
    ("Frailty (illustrative)", Pillar.END_OF_LIFE, (SENIOR, CLINICAL, FINANCE)),
    ("Recruitment (illustrative)", Pillar.WORKFORCE, (SENIOR, CLINICAL, FINANCE)),
)


def tell_transition(telling: Telling) -> None:
    """Tell it around the structure that stands."""
    load_milestones(system=telling.system, rows=shipped_milestones(), **telling.by)
    _say_what_was_done(telling)
    _name_workstreams(telling)
    _involve_people(telling)


def _say_what_was_done(telling: Telling) -> None:
    rows = {one.code: one for one in Milestone.objects.filter(system=telling.system)}
    for code, done_on, owner, evidence in DONE:
        change_milestone(
            milestone=rows[code],
            details=MilestoneDetails(
                status=MilestoneStatus.DONE,
                done_on=done_on,
                owner=owner,
                evidence=f"{evidence} (illustrative)",
                documents=_documents(telling, code),
            ),
            reason="Reported to the board (illustrative)",
            **telling.by,
        )
    for code, owner in UNDER_WAY:
        change_milestone(
            milestone=rows[code],
            details=MilestoneDetails(status=MilestoneStatus.UNDER_WAY, owner=owner),
            reason="Begun (illustrative)",
            **telling.by,
        )


def _documents(telling: Telling, code: str) -> list[InstrumentVersion]:
    return list(
        InstrumentVersion.objects.filter(
            instrument__body__system=telling.system,
            instrument__kind__in=SHOWN_BY.get(code, ()),
        ).select_related("instrument__body")
    )


def _name_workstreams(telling: Telling) -> None:
    for name, pillar, titles in WORKSTREAMS:
        senior, clinical, finance = (
            telling.person(title) if title else None for title in titles
        )
        made = add_workstream(
            system=telling.system,
            name=name,
            pillar=pillar,
            leads=Leads(
                senior_responsible_owner=senior,
                clinical_lead=clinical,
                finance_lead=finance,
            ),
            starts_on=PLACES_FROM,
            **telling.by,
        )
        if name.startswith("Stroke"):
            change_leads(
                workstream=made,
                leads=Leads(
                    senior_responsible_owner=telling.person(
                        "Chief Executive of the NHS body"
                    ),
                    clinical_lead=telling.person("Chief Medical Officer"),
                    finance_lead=telling.person("Chief Finance Officer"),
                ),
                starts_on=LAWFUL_FROM,
                reason="The leaders of the new body took over (illustrative)",
                **telling.by,
            )


def _involve_people(telling: Telling) -> None:
    council = telling.organisation("Lancashire County Council")
    trust = telling.organisation("East Lancashire Hospitals NHS Trust")
    sector = Organisation.objects.filter(
        systems=telling.system, kind="voluntary"
    ).first()
    add_involvement(
        body=Body.objects.get(slug="pennine-lancashire"),
        details=InvolvementDetails(
            proposal="Longer hours of the minor injuries unit (illustrative)",
            raised_on=date(2022, 9, 1),
            is_service_change=True,
            level=InvolvementLevel.DESIGNED,
            how="A panel of residents, two evenings in libraries, and visits to groups"
            " who use the unit least.",
            groups="People without a car; carers",
            consultees=[one for one in (council, trust, sector) if one],
            needs_consultation=True,
            consultation_starts_on=date(2022, 10, 3),
            consultation_ends_on=date(2022, 12, 23),
            insight="The unit opens on Sundays, which the plan had left out.",
        ),
        **telling.by,
    )
    add_involvement(
        body=Body.objects.get(slug="integrated-care-board"),
        details=InvolvementDetails(
            proposal="One place for planned eye surgery (illustrative)",
            raised_on=date(2023, 2, 1),
            is_service_change=True,
            level=InvolvementLevel.CONSULTED,
            how="A page on the web site with a form.",
            consultees=[trust],
            needs_consultation=True,
        ),
        **telling.by,
    )
