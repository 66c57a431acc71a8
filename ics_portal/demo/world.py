"""One believable system, told through the services a person would use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from boards.bodies.models import Body
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit import record
from ics_portal.core.audit.models import AuditEvent
from ics_portal.demo.declared import tell_declarations
from ics_portal.demo.duties import tell_duties
from ics_portal.demo.ground import lay_ground
from ics_portal.demo.meetings import arrange_meetings
from ics_portal.demo.offered import tell_of_gifts
from ics_portal.demo.oversight import tell_oversight
from ics_portal.demo.papers import file_papers
from ics_portal.demo.sitting import tell_last_month, tell_november
from ics_portal.demo.structure import tell_structure
from ics_portal.demo.structure.telling import Telling
from ics_portal.demo.transition import tell_transition

CHAPTERS: tuple[Callable[[Telling], None], ...] = (
    tell_oversight,
    tell_transition,
    tell_duties,
)
"""What else is told of the same system once its structure stands, a file each, in order."""

BEGUN, TOLD = "demonstration_begun", "demonstration_told"


def is_empty() -> bool:
    """Whether nothing was told yet."""
    return not Body.objects.exists()


def was_interrupted() -> bool:
    """Whether a telling began and never came to its end."""
    events = AuditEvent.objects
    return events.filter(verb=BEGUN).exists() and not events.filter(verb=TOLD).exists()


def tell(*, at: datetime) -> None:
    """Tell the whole story into an empty portal. ``at`` is now."""
    ground = lay_ground(at=at)
    record(verb=BEGUN, target=ground.body, actor=SYSTEM_ACTOR, at=at)
    telling = tell_structure(ground.body, at=at)
    for tell_chapter in CHAPTERS:
        tell_chapter(telling)
    sittings = arrange_meetings(ground, at=at)
    file_papers(ground, sittings, at=at)
    tell_november(ground, sittings.november, at=at)
    tell_last_month(ground, at=at)
    tell_declarations(ground, at=at)
    tell_of_gifts(ground, at=at)
    record(verb=TOLD, target=ground.body, actor=SYSTEM_ACTOR, at=at)
