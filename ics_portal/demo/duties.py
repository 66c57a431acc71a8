"""What shows that duties are met, who answers for them, and one the system set itself.

No source says any of it: everything is ours and says so. Most duties are left as they
are, so that the page shows what is not known as well.
"""

from __future__ import annotations

from datetime import date

from boards.bodies.models import Body
from boards.duties.enums import Level
from boards.duties.importers import shipped_duties
from boards.duties.services.duties import add_evidence, name_owner
from boards.duties.services.local_duties import Wording, add_local_duty
from ics_portal.demo.structure.telling import LAWFUL_FROM, SHADOW_FROM, Telling

OURS = "(illustrative)"
IN_TIME = date(2022, 3, 31)
BOARD, PARTNERSHIP = "integrated-care-board", "integrated-care-partnership"
FYLDE, PENNINE = "fylde-coast", "pennine-lancashire"
FOUND: tuple[tuple[str, str, str, bool, str, date], ...] = (
    (BOARD, "due_diligence", "assets", True, "Assets are listed", IN_TIME),
    (BOARD, "due_diligence", "liabilities", True, "Liabilities are listed", IN_TIME),
    (BOARD, "due_diligence", "staff", True, "Staff lists are agreed", IN_TIME),
    (BOARD, "due_diligence", "property", False, "Two leases are open", IN_TIME),
    (BOARD, "shared_care_record", "", True, "In use in every trust", SHADOW_FROM),
    (BOARD, "quality_capacity", "", False, "No time is set aside", LAWFUL_FROM),
    (BOARD, "scrutiny", "", True, "Councils go on as before", LAWFUL_FROM),
    (PARTNERSHIP, "lived_experience", "lived_experience", True, "A panel", LAWFUL_FROM),
    (FYLDE, "place_services", "", True, "All nine are provided", LAWFUL_FROM),
    (PENNINE, "place_services", "acute", True, "One hospital trust", LAWFUL_FROM),
    (PENNINE, "place_services", "social_care", False, "No housing", LAWFUL_FROM),
)
"""Body, duty, part, whether it is met, what it shows, and since when."""

OWNERS = (
    ("accountable_officers", "safeguarding", "Chief Nurse"),
    ("accountable_officers", "children_in_care", "Chief Nurse"),
    ("incidents", "", "Accountable emergency officer"),
)


def tell_duties(telling: Telling) -> None:
    """Some evidence, two accountable officers out of three, and a duty of its own."""
    bodies = {one.slug: one for one in Body.objects.filter(system=telling.system)}
    duties = {one.key: one for one in shipped_duties()}
    for slug, key, part, is_met, words, since in FOUND:
        add_evidence(
            body=bodies[slug],
            duty=duties[key],
            part=part,
            is_met=is_met,
            words=f"{words} {OURS}",
            starts_on=since,
            # A year on: what nobody looked at since shows as overdue.
            review_on=since.replace(year=since.year + 1),
            **telling.by,
        )
    for key, part, post in OWNERS:
        name_owner(
            body=bodies[BOARD],
            duty=duties[key],
            part=part,
            post=f"{post} {OURS}",
            starts_on=LAWFUL_FROM,
            **telling.by,
        )
    add_local_duty(
        system=telling.system,
        wording=Wording(
            title=f"Green plan {OURS}",
            asked="What each place does about carbon",
            source="Made up for this demonstration",
            level=Level.EXPECTED,
            parts=("Buildings", "Travel"),
        ),
        held_by="place_partnership",
        starts_on=LAWFUL_FROM,
        **telling.by,
    )
