"""Who is acting, today."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from boards.bodies.models import BodyRole
from boards.directory.models import Person
from ics_portal.accounts.actor import ANONYMOUS, Actor, Role


def actor_for(user: Any, day: date) -> Actor:
    """Return who ``user`` is on ``day``: the person and the roles held, by body id.

    A user without a person acts under the user's own name and holds no role; a user who
    is not signed in is ``ANONYMOUS``.
    """
    if not getattr(user, "is_authenticated", False):
        return ANONYMOUS
    person = Person.objects.filter(user_id=user.pk).first()
    roles: dict[int, set[Role]] = defaultdict(set)
    if person is not None:
        held = BodyRole.objects.in_force_on(day).filter(person=person)
        for body_id, role in held.values_list("body_id", "role"):
            roles[body_id].add(Role(role))
    return Actor(
        user_id=user.pk,
        person_id=person.pk if person else None,
        name=person.name if person else str(user),
        roles_by_body={body: frozenset(held) for body, held in roles.items()},
    )
