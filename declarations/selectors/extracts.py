"""The extract of the register in a meeting's pack: of whom, where, and whether it is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from boards.bodies.models import Appointment, BodyRole, Seat
from boards.meetings.enums import ItemState, StandingItem
from boards.meetings.models import AgendaItem, Meeting
from boards.packs.enums import Edition, EntryKind
from boards.packs.models import Pack
from boards.papers.enums import PaperKind, PaperState
from boards.papers.models import Paper, PaperVersion
from declarations.models import Interest
from declarations.selectors.registers import HIDDEN
from ics_portal.accounts.actor import Role

TITLE = "Register of interests, extract"
VOTING_ROLES = (Role.CHAIR, Role.MEMBER)


@dataclass(frozen=True, slots=True)
class ExtractNow:
    """How a meeting stands to its extract; ``has_changed`` since its newest file."""

    item: AgendaItem
    paper: Paper | None
    has_changed: bool


def voting_people(meeting: Meeting) -> frozenset[int]:
    """Who votes on the day, by id; of a body without seats its chair and members."""
    day = meeting.held_on
    seats = Seat.objects.in_force_on(day).filter(body_id=meeting.body_id)
    if seats.exists():
        held = Appointment.objects.in_force_on(day).filter(
            seat__in=seats.filter(is_voting=True), deputy_for__isnull=True
        )
        return frozenset(held.values_list("person_id", flat=True))
    roles = BodyRole.objects.in_force_on(day).filter(
        body_id=meeting.body_id, role__in=VOTING_ROLES
    )
    return frozenset(roles.values_list("person_id", flat=True))


def extract_now(meeting: Meeting) -> ExtractNow | None:
    """The declarations item with its extract; None for an agenda without the item.

    At most five queries.
    """
    item = (
        AgendaItem.objects.filter(
            meeting=meeting, state=ItemState.LIVE, standing=StandingItem.DECLARATIONS
        )
        .select_related("meeting__body")
        .first()
    )
    if item is None:
        return None
    paper = (
        Paper.objects.filter(item=item, kind=PaperKind.PROCEDURE, title=TITLE)
        .exclude(state=PaperState.WITHDRAWN)
        .annotate(made_at=Max("versions__uploaded_at"))
        .order_by("pk")
        .first()
    )
    made_at: datetime | None = getattr(paper, "made_at", None)
    history = Interest.history.filter(person_id__in=voting_people(meeting))
    changed = history.filter(history_date__gt=made_at) if made_at else history
    return ExtractNow(item, paper, has_changed=changed.exists())


def hidden_since_extract(pack: Pack) -> bool:
    """Whether the public register leaves out now what it showed when the extract in an
    issued pack was made. At most four queries; one where nothing is withheld."""
    hidden = Interest.objects.filter(showing__in=HIDDEN).values_list("pk", flat=True)
    ids = list(hidden.filter(person_id__in=voting_people(pack.meeting)))
    if not ids:
        return False
    used = pack.entries.filter(edition=Edition.MEMBERS, kind=EntryKind.PAPER)
    made = PaperVersion.objects.filter(
        paper__kind=PaperKind.PROCEDURE,
        paper__title=TITLE,
        paper__item__meeting=pack.meeting_id,
        paper_id__in=used.values("paper_id_then"),
    )
    numbers = dict(used.values_list("paper_id_then", "paper_version_number"))
    for version in made.only("paper_id", "number", "uploaded_at"):
        if numbers.get(version.paper_id) != version.number:
            continue
        steps = Interest.history.filter(
            id__in=ids, history_date__lte=version.uploaded_at
        ).order_by("history_date", "history_id")
        then = dict(steps.values_list("id", "showing"))
        if any(showing not in HIDDEN for showing in then.values()):
            return True
    return False
