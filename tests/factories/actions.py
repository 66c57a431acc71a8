"""The rows of an action log."""

import factory

from boards.actions.models import Action, ActionUpdate
from tests.factories.bodies import BodyFactory


class ActionFactory(factory.django.DjangoModelFactory[Action]):
    """An open action without a date."""

    class Meta:
        model = Action

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda number: f"ICSB200902-{number:02}")
    title = "Review the terms of reference"
    lead = "Head of ICS PMO"


class ActionUpdateFactory(factory.django.DjangoModelFactory[ActionUpdate]):
    class Meta:
        model = ActionUpdate

    action = factory.SubFactory(ActionFactory)
    text = "In progress."
