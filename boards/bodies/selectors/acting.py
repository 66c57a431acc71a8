"""Who is acting, today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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


def actors_of(people: Iterable[Person], day: date) -> list[tuple[Any, Actor]]:
    """The users of these people who can sign in, each with who they are on ``day``.

    One query for the people, one for their roles, however many they are.
    """
    found = Person.objects.filter(
        pk__in={each.pk for each in people}, user__is_active=True
    ).select_related("user")
    by_id = {person.pk: person for person in found.order_by("pk")}
    roles: dict[int, dict[int, set[Role]]] = {pk: defaultdict(set) for pk in by_id}
    held = BodyRole.objects.in_force_on(day).filter(person_id__in=by_id)
    for person_id, body_id, role in held.values_list("person_id", "body_id", "role"):
        roles[person_id][body_id].add(Role(role))
    return [
        (
            person.user,
            Actor(
                user_id=person.user_id,
                person_id=pk,
                name=person.name,
                roles_by_body={body: frozenset(has) for body, has in roles[pk].items()},
            ),
        )
        for pk, person in by_id.items()
    ]
