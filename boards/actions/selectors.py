"""Reading the action log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from boards.actions.enums import ENDED_STATES
from boards.actions.models import Action
from boards.directory.models import Person
from boards.meetings.models import AgendaItem, Meeting

if TYPE_CHECKING:
    from boards.actions.querysets import ActionQuerySet
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class LogFilters:
    """What the list is narrowed to; ``lead`` are words of the lead's role or name."""

    body_id: int | None = None
    state: str = ""
    lead: str = ""
    overdue: bool = False
    mine: bool = False
    with_ended: bool = False

    def __bool__(self) -> bool:
        return self != LogFilters()


def actions_for(
    actor: Actor, filters: LogFilters | None = None, *, today: date | None = None
) -> ActionQuerySet:
    """The actions this person may read, body by body; the outstanding ones by default.

    A state that is asked for is shown whether ended or not.
    """
    chosen = filters or LogFilters()
    actions = Action.objects.readable_by(actor).select_related(
        "body", "item", "lead_person"
    )
    if chosen.body_id is not None:
        actions = actions.filter(body_id=chosen.body_id)
    if chosen.state:
        actions = actions.filter(state=chosen.state)
    elif not chosen.with_ended:
        actions = actions.outstanding()
    if chosen.lead:
        actions = actions.filter(
            Q(lead__icontains=chosen.lead) | Q(lead_person__name__icontains=chosen.lead)
        )
    if chosen.overdue and today is not None:
        actions = actions.overdue(today)
    if chosen.mine:
        actions = actions.led_by(actor)
    return actions.prefetch_related("updates", "dates").order_by(
        "body__name", "code", "pk"
    )


def one_action(actor: Actor, pk: int) -> Action | None:
    """An action this person may read, with all that its page says."""
    return _whole(Action.objects.readable_by(actor)).filter(pk=pk).first()


def actions_of_code(
    actor: Actor, code: str, body_id: int | None = None
) -> list[Action]:
    """Those of this code that the person may read: one for each body that has it."""
    found = _whole(Action.objects.readable_by(actor)).filter(code=code)
    return list(found if body_id is None else found.filter(body_id=body_id))


def _whole(actions: ActionQuerySet) -> ActionQuerySet:
    return actions.select_related(
        "body",
        "item",
        "lead_person",
        "raised_at_meeting__body",
        "closed_at_meeting__body",
        "superseded_by",
    ).prefetch_related("updates", "dates")


def log_at(meeting: Meeting) -> list[Action]:
    """The log that comes to a meeting, in the order of its codes: what was outstanding
    of earlier meetings, and once more what ended since the last one (LOG-09).

    Only what part 1 may hear: the log stands in packs that whoever holds a role, and
    the public, read. What part 2 asked for is ``private_log_at``.
    """
    return list(_due_back(meeting).in_public())


def private_log_at(meeting: Meeting) -> list[Action]:
    """The same of part 2 alone, for those who may hear it."""
    due_back = _due_back(meeting)
    return list(due_back.exclude(pk__in=due_back.in_public().values("pk")))


def _due_back(meeting: Meeting) -> ActionQuerySet:
    before = Q(raised_on__isnull=True) | Q(raised_on__lt=meeting.held_on)
    shown = ~Q(state__in=ENDED_STATES) | Q(closed_on__gte=meeting.held_on)
    last = (
        Meeting.objects.filter(body_id=meeting.body_id, held_on__lt=meeting.held_on)
        .order_by("-held_on")
        .values_list("held_on", flat=True)
        .first()
    )
    if last is not None:
        shown |= Q(closed_on__gte=last)
    return (
        Action.objects.filter(before, shown, body_id=meeting.body_id)
        .select_related("body", "item", "lead_person")
        .prefetch_related("updates", "dates")
        .order_by("code", "pk")
    )


def actions_of_item(actor: Actor, item: AgendaItem) -> list[Action]:
    """What was asked for on one item, as far as the person may read it."""
    return list(
        Action.objects.readable_by(actor)
        .filter(item=item)
        .select_related("body", "item", "lead_person")
        .prefetch_related("updates", "dates")
        .order_by("code", "pk")
    )


def closing_meetings(action: Action, today: date) -> list[Meeting]:
    """The meetings of the body that may have closed it, the latest first."""
    found = Meeting.objects.filter(body_id=action.body_id, held_on__lte=today)
    if action.raised_on is not None:
        found = found.filter(held_on__gte=action.raised_on)
    return list(found.select_related("body").order_by("-held_on", "-starts_at")[:24])


def person_called(words: str, body_id: int) -> Person | None:
    """The one person with a role in the body whose name or post these words are."""
    words = " ".join(words.split())
    found = Person.objects.filter(
        Q(name__iexact=words) | Q(post_title__iexact=words), body_roles__body=body_id
    ).distinct()[:2]
    people = list(found)
    return people[0] if len(people) == 1 else None


def roles_known(body_id: int) -> list[str]:
    """Leads to choose from while typing: the posts of who has a role in the body."""
    posts = Person.objects.filter(body_roles__body=body_id).exclude(post_title="")
    return sorted(set(posts.order_by().values_list("post_title", flat=True)))
