"""Bodies, their words, and who holds which role."""

from typing import Any

import factory
from django.utils import timezone

from boards.bodies.enums import BodyKind
from boards.bodies.models import Body, BodyRole, Purpose
from boards.bodies.selectors import actor_for
from boards.bodies.services import USUAL_PURPOSES
from ics_portal.accounts.actor import Actor, Role
from tests.factories.accounts import UserFactory
from tests.factories.directory import IntegratedCareSystemFactory, PersonFactory


class BodyFactory(factory.django.DjangoModelFactory[Body]):
    """A board with the usual purposes."""

    class Meta:
        model = Body
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Board {number}")
    slug = factory.Sequence(lambda number: f"board-{number}")
    code = factory.Sequence(lambda number: f"BRD{number}")
    kind = BodyKind.NHS_BODY_BOARD
    system = factory.SubFactory(IntegratedCareSystemFactory)

    @factory.post_generation
    def words(self: Body, create: bool, extracted: Any, **kwargs: Any) -> None:  # type: ignore[misc]
        if not create:
            return
        for position, usual in enumerate(USUAL_PURPOSES):
            PurposeFactory(
                body=self,
                word=usual.word,
                past_tense=usual.past_tense,
                strength=usual.strength,
                position=position,
            )


class PurposeFactory(factory.django.DjangoModelFactory[Purpose]):
    class Meta:
        model = Purpose

    body = factory.SubFactory(BodyFactory)
    word = factory.Sequence(lambda number: f"Consider {number}")
    past_tense = factory.LazyAttribute(lambda purpose: f"{purpose.word} done")
    strength = 15


class BodyRoleFactory(factory.django.DjangoModelFactory[BodyRole]):
    class Meta:
        model = BodyRole

    person = factory.SubFactory(PersonFactory)
    body = factory.SubFactory(BodyFactory)
    role = Role.MEMBER


def someone_signed_up(body: Body, *roles: Role, **user_fields: Any) -> Any:
    """A user with a person who holds the roles in the body."""
    user = UserFactory(**user_fields)
    person = PersonFactory(name=user.name, user=user)
    for role in roles:
        BodyRoleFactory(person=person, body=body, role=role)
    return user


def actor_in(body: Body, *roles: Role) -> Actor:
    """Someone acting today who holds the roles in the body."""
    return actor_for(someone_signed_up(body, *roles), timezone.localdate())
