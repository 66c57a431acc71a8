"""Papers of realistic length for items whose own papers are not among our data.

The words are ours, general, and the same at every seeding; each paper says on its first
page that it is a stand-in. No figure in them is a published one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ics_portal.core.pdf import PdfDocument
from ics_portal.demo.readings import november_minutes

STAND_IN = (
    "The paper that was before the Board is not part of the portal’s data. These pages "
    "take its place at about its length. Nothing in them was said by the Board."
)

_OPENINGS = (
    (
        "This section sets out where the system stands and what has changed since the Board "
        "last considered the matter."
    ),
    (
        "Partners have worked through the provider collaboratives and the place-based "
        "partnerships to agree a common position."
    ),
    (
        "The approach builds on what teams learned during the first wave of the pandemic "
        "and on the views of staff, patients and councils."
    ),
    "Delivery is led by the programme office and reviewed each month by the executive.",
)
_MIDDLES = (
    (
        "Demand has been managed between sites so that urgent care, planned care and "
        "community services could continue side by side."
    ),
    (
        "Workforce remains the limiting factor: vacancies, sickness and isolation are "
        "followed daily, and mutual aid has been used where a service was fragile."
    ),
    (
        "Inequalities in access and outcome are reported by place, so that recovery does "
        "not widen the gaps that the pandemic exposed."
    ),
    (
        "Quality, equality and privacy assessments are completed before a change is made "
        "and are brought together for the Board twice a year."
    ),
    (
        "The financial framework for the second half of the year fixes what each "
        "organisation may spend and moves risk to the system as a whole."
    ),
    (
        "Digital tools have been brought into use faster than planned; the benefits are now "
        "being measured and the old ways of working closed down."
    ),
)
_CLOSINGS = (
    "The next report will set progress against the milestones agreed here.",
    "Remaining risks are held by the named leads and reviewed at each meeting.",
    "The Board is asked to consider the position and the steps proposed.",
    "Further engagement with local authorities and the voluntary sector is planned.",
)
_POINTS = (
    "agree a single plan with each place and publish what was agreed",
    "keep urgent and planned care apart wherever estate allows",
    "share clinical capacity between trusts under one set of rules",
    "report outcomes by deprivation, ethnicity and place",
    "bring staff health and wellbeing offers into one service",
)
_TABLE = (
    ("Area", "Where it stands", "Next step", "Led by"),
    ("Urgent care", "On plan", "Winter review", "Hospital cell"),
    ("Planned care", "Recovering", "Shared lists", "Provider collaborative"),
    ("Mental health", "On plan", "Crisis line review", "Mental health trust"),
    ("Primary care", "Under pressure", "Access survey", "Place partnerships"),
    ("Community", "On plan", "Discharge model", "Out of hospital cell"),
)


@dataclass(frozen=True, slots=True)
class StandInSection:
    """A heading with what stands under it; the first row of a table is its head."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def paper(
    title: str, lead: str, headings: Sequence[str], *, paragraphs: int
) -> PdfDocument:
    """A report: a section under each heading, of so many paragraphs."""
    sections = [
        _section(place, heading, paragraphs) for place, heading in enumerate(headings)
    ]
    return document(title, lead, STAND_IN, sections)


def document(
    title: str, lead: str, stand_in: str, sections: Sequence[StandInSection]
) -> PdfDocument:
    """Any stand-in, as a printed document."""
    return PdfDocument(
        template="pdf/demo/stand_in.html",
        context={
            "heading": title,
            "lead": lead,
            "stand_in": stand_in,
            "sections": sections,
        },
        filename=f"{title}.pdf",
        title=title,
    )


def body_text(headings: Sequence[str], *, paragraphs: int) -> list[StandInSection]:
    """The sections of a report, for a file that is not made from HTML."""
    return [
        _section(place, heading, paragraphs) for place, heading in enumerate(headings)
    ]


def _section(place: int, heading: str, paragraphs: int) -> StandInSection:
    return StandInSection(
        heading=f"{place + 1}. {heading}",
        paragraphs=tuple(_paragraph(place, turn) for turn in range(paragraphs)),
        points=_POINTS[: 2 + place % 4] if place % 2 else (),
        table=_TABLE if place % 3 == 1 else (),
    )


def _paragraph(place: int, turn: int) -> str:
    seat = place * 7 + turn * 3
    middles = [_MIDDLES[(seat + step) % len(_MIDDLES)] for step in (0, 1, 4)]
    return " ".join(
        [_OPENINGS[seat % len(_OPENINGS)], *middles, _CLOSINGS[seat % len(_CLOSINGS)]]
    )


def minutes_of_november() -> PdfDocument:
    """What is known of the minutes of 4 November 2020; two items are not known."""
    known = november_minutes()["items"]
    numbers = {row["n"] for row in known}
    missing = [str(n) for n in range(1, 16) if n not in numbers]
    sections = [
        StandInSection(
            heading=f"{row['n']}. {row['title']}",
            paragraphs=(
                row["resolution_summary"],
                "Recorded as: " + "; ".join(row["outcomes"]) + "."
                if row["outcomes"]
                else "No decision is recorded.",
            ),
        )
        for row in known
    ]
    return document(
        "Minutes of the meeting of 4 November 2020",
        "ICS Board, Wednesday 4 November 2020, 10:00 to 12:00, MS Teams. Unconfirmed.",
        "A summary of what the published minutes record, item by item. Items "
        f"{' and '.join(missing)} are not among the portal’s data.",
        sections,
    )


def declarations_procedure() -> PdfDocument:
    """How interests are declared and handled, in our own words."""
    sections = [
        StandInSection(
            "At the start of the meeting",
            (
                (
                    "The Chair asks every member for interests in any item on the agenda. "
                    "An interest already on the register is declared all the same."
                ),
            ),
            (
                "what the interest is, and in which item",
                "whether it is financial, professional, personal or indirect",
                "whether it is actual or may be seen as one",
            ),
        ),
        StandInSection(
            "What the Chair may decide",
            (
                (
                    "The Chair decides for each item, and the minutes say what was decided "
                    "and why. Where the Chair is the one concerned, the deputy decides."
                ),
            ),
            (
                "the member takes part as usual",
                "the member stays and speaks but does not vote",
                "the member leaves for the item and does not have its papers",
                "the item is deferred",
            ),
        ),
        StandInSection(
            "What the minutes record",
            (
                (
                    "Who declared; when in the meeting; the nature of the interest; the "
                    "Chair’s decision and what was done; and each leaving and return with "
                    "its time."
                ),
            ),
        ),
    ]
    return document(
        "Declarations of interest: procedure",
        "How interests are declared and handled at meetings of the ICS Board.",
        "The published procedure is told here in other words. No register of members’ "
        "interests was in the pack.",
        sections,
    )
