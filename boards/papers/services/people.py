"""Who stands on a paper, typed one to a line (CVR-12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from boards.bodies.models import BodyRole
from boards.directory.models import Person
from boards.papers.enums import PaperRole
from boards.papers.models import Paper, PaperPerson
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    create_with_reason,
    delete_with_reason,
    save_with_reason,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on a paper: a name, post title or team, and the person if there is one."""

    title: str
    person_id: int | None = None

    @classmethod
    def person(cls, person: Person) -> Named:
        """A person under the post title, which is how papers name people."""
        return cls(person.post_title or person.name, person.pk)


def named(titles: Iterable[str], *, body_id: int, on: date) -> list[Named]:
    """Each title with the one person of the body it names, if there is exactly one."""
    return [Named(title, person_called(title, body_id, on)) for title in titles]


def name_people(
    *,
    paper: Paper,
    role: PaperRole,
    titles: Sequence[str],
    actor: Actor,
    on: date,
) -> None:
    """Make the people in this role exactly these, in this order.

    Who was there under the same words keeps the link to the person. A new line is
    linked where it names exactly one person with a role in the body, by name or post
    title; that person can then read the paper.
    """
    known = {
        row.title: row for row in PaperPerson.objects.filter(paper=paper, role=role)
    }
    for position, title in enumerate(titles):
        row = known.pop(title, None)
        if row is None:
            create_with_reason(
                PaperPerson,
                f"Named as {role.label.lower()}",
                actor=actor,
                paper=paper,
                role=role,
                title=title,
                person_id=person_called(title, paper.item.meeting.body_id, on),
                position=position,
            )
        elif row.position != position:
            row.position = position
            save_with_reason(
                row, "Put in order", actor=actor, update_fields=["position"]
            )
    for row in known.values():
        delete_with_reason(row, "Taken off the cover sheet", actor=actor)


def person_called(title: str, body_id: int, on: date) -> int | None:
    """The one person of the body with this name or post title; None if not exactly one."""
    found = (
        BodyRole.objects.in_force_on(on)
        .filter(body_id=body_id)
        .filter(Q(person__name__iexact=title) | Q(person__post_title__iexact=title))
        .values_list("person_id", flat=True)
        .distinct()
    )
    ids = set(found)
    return ids.pop() if len(ids) == 1 else None
