"""What holds for every model of the project."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.db import models
from factory.django import DjangoModelFactory

from tests import factories
from tests.architecture.test_history import labels, own_models

MODELS = own_models()

WITHOUT_A_PERSON = {
    "accounts.User.created_at": "its history says who added it",
    "boards.Pack.built_at": "built by the worker for the one who asked (asked_by)",
    "boards.Attendance.arrived_at": "of the sitting; its history says who wrote it",
    "boards.Attendance.left_at": "of the sitting; its history says who wrote it",
    "boards.CalendarKey.made_at": "its user",
    "boards.CalendarKey.revoked_at": "its user",
    "boards.CalendarKey.used_at": "a calendar that asks for it",
    "boards.Movement.in_at": "of the sitting; its history says who wrote it",
    "boards.Movement.out_at": "of the sitting; its history says who wrote it",
    "boards.PartPrint.made_at": "made by the worker",
    "boards.PrivateResolution.resolved_at": "the meeting; moved and seconded by two",
    "boards.PublicQuestion.received_at": "somebody who is not signed in",
    "boards.ReaderCopy.checked_at": "checked by the worker",
    "boards.RenderedPart.made_at": "made by the worker",
    "boards.RoundReply.asked_at": "who opened the round",
    "boards.SittingEvent.happened_at": "of the sitting; its history says who wrote it",
    "core.Job.cancel_requested_at": "the asker, or the office of the body",
    "core.Job.created_at": "asked_by_id says it",
    "core.Job.finished_at": "the worker",
    "core.Job.heartbeat_at": "the worker",
    "core.Job.started_at": "the worker",
    "core.Letter.claimed_at": "the worker",
    "core.Letter.made_at": "what it tells of says who",
    "core.Letter.next_try_at": "the worker",
    "core.Letter.sent_at": "the worker",
    "core.OutboxDelivery.delivered_at": "the portal",
    "core.OutboxDelivery.next_try_at": "the portal",
    "core.OutboxMessage.created_at": "what it tells of says who",
    "core.WorkerPulse.seen_at": "the worker",
}


@pytest.mark.parametrize("model", MODELS, ids=labels(MODELS))
def test_moments_end_in_at_and_days_in_on(model):
    for field in model._meta.local_fields:
        if isinstance(field, models.DateTimeField):
            assert field.name.endswith("_at") or field.name in {"at", "send_after"}
        elif isinstance(field, models.DateField):
            assert field.name.endswith("_on") or field.name == "on"


@pytest.mark.parametrize("model", MODELS, ids=labels(MODELS))
def test_every_moment_says_whose_act_it_was(model):
    names = {field.attname for field in model._meta.local_fields}
    nameless = {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.DateTimeField)
        and field.name.endswith("_at")
        and not {f"{field.name[:-3]}_by", f"{field.name[:-3]}_by_id"} & names
        and f"{model._meta.label}.{field.name}" not in WITHOUT_A_PERSON
    }

    assert nameless == set()


def test_the_exceptions_are_fields_that_exist():
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in model._meta.local_fields
    }

    assert set(WITHOUT_A_PERSON) <= fields


@pytest.mark.parametrize("model", MODELS, ids=labels(MODELS))
def test_a_model_says_what_it_is(model):
    assert model.__str__ is not models.Model.__str__
    assert (model.__doc__ or "").strip()
    assert not model.__doc__.startswith(f"{model.__name__}(")  # Django's own listing


def test_every_model_has_a_factory():
    made = {
        thing._meta.model
        for module in iter_modules(factories.__path__)
        for thing in vars(import_module(f"tests.factories.{module.name}")).values()
        if isinstance(thing, type) and issubclass(thing, DjangoModelFactory)
    }

    assert sorted(labels(set(MODELS) - made)) == []
