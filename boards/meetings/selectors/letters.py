"""Who gets a letter about a meeting, and what each of them may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from boards.bodies.selectors import actors_of
from boards.directory.models import Person
from boards.meetings.enums import ItemState
from boards.meetings.models import DecisionRound, Meeting, Presenter
from boards.meetings.permissions import may_answer_round
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
