"""The rows of an action log."""

import datetime as dt

import factory

from boards.actions.enums import DuePrecision
from boards.actions.models import Action, ActionDate, ActionUpdate
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


class ActionDateFactory(factory.django.DjangoModelFactory[ActionDate]):
    class Meta:
        model = ActionDate

    action = factory.SubFactory(ActionFactory)
    due_on = dt.date(2021, 1, 31)
    due_precision = DuePrecision.MONTH
    due_text = "January 2021"
    set_at = dt.datetime(2020, 12, 2, 12, tzinfo=dt.UTC)
