"""Who gets a letter about a meeting, and what each of them may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from boards.bodies.selectors import actors_of
from boards.directory.models import Person
from boards.meetings.enums import ItemState, MeetingState, Part
from boards.meetings.models import AgendaItem, DecisionRound, Meeting, Presenter
from boards.meetings.permissions import may_answer_round, may_see_private_items
from boards.meetings.selectors.decisions import number_of_item
from boards.meetings.selectors.in_common import bodies_at
from boards.meetings.selectors.replies import invited_to


@dataclass(frozen=True, slots=True)
class Addressees:
    """The users who may see the meeting, and those who bring one item of it, by the
    address of that item."""

    inside: list[Any]
    presenters: list[tuple[Any, str]]


def addressees_of(meeting: Meeting, day: date) -> Addressees:
    """Everybody who is asked to the meeting and may see it today, and its presenters.

    Whoever both sits in the body and brings an item is inside.
    """
    asked = [each.person for each in invited_to(meeting)]
    rows = Presenter.objects.filter(
        item__meeting=meeting, item__state=ItemState.LIVE
    ).select_related("item", "person")
    items: dict[int, str] = {}
    brought: list[Person] = []
    for row in rows:
        items.setdefault(row.person_id, row.item.get_absolute_url())
        brought.append(row.person)
    held = set(bodies_at(meeting))
    inside, presenters = [], []
    for user, actor in actors_of([*asked, *brought], day):
        if held & actor.body_ids():
            inside.append(user)
        elif actor.person_id in items:
            presenters.append((user, items[actor.person_id]))
    return Addressees(inside, presenters)


def asked_in(found: DecisionRound, day: date) -> list[Any]:
    """The users who were asked in a round and may answer it today."""
    people = [reply.person for reply in found.replies.select_related("person")]
    return [
        user for user, actor in actors_of(people, day) if may_answer_round(actor, found)
    ]


@dataclass(frozen=True, slots=True)
class Concerned:
    """The user from whom papers of an item are kept; ``number`` is the item's, "" in
    part 2, whose numbers e-mail does not tell."""

    user: Any
    item: AgendaItem
    number: str


def concerned_by(item_id: int, person_id: int, day: date) -> Concerned | None:
    """Who hears that papers are held back or given; nobody of a meeting that is over or
    called off, who cannot sign in, or who would not read the item anyway."""
    item = AgendaItem.objects.select_related("meeting__body").filter(pk=item_id).first()
    person = Person.objects.filter(pk=person_id).first()
    if item is None or person is None or item.state != ItemState.LIVE:
        return None
    meeting = item.meeting
    if meeting.held_on < day or meeting.state == MeetingState.CANCELLED:
        return None
    for user, actor in actors_of([person], day):
        if may_see_private_items(actor, meeting):
            number = number_of_item(item) if item.part == Part.ONE else ""
            return Concerned(user, item, number)
    return None
