"""Users, and actors with or without one."""

from collections.abc import Mapping

import factory

from ics_portal.accounts.actor import Actor, Role
from ics_portal.accounts.models import User

PASSWORD = "a long enough passphrase"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@demo.example")
    name = factory.Sequence(lambda number: f"Person {number}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):  # type: ignore[no-untyped-def]
        password = kwargs.pop("password", PASSWORD)
        return model_class.objects.create_user(*args, password=password, **kwargs)


def an_actor(
    *,
    user_id: int | None = 1,
    person_id: int | None = None,
    name: str = "Board secretary",
    roles: Mapping[int, set[Role]] | None = None,
) -> Actor:
    """Someone acting, without a row in the database; ``roles`` by body id."""
    held = {body: frozenset(some) for body, some in (roles or {}).items()}
    return Actor(user_id=user_id, person_id=person_id, name=name, roles_by_body=held)
