"""Every model keeps history, or is listed with the reason; "as it was" can be asked."""

import pytest
from django.apps import apps
from django.db import models
from simple_history.models import HistoricForeignKey, HistoricOneToOneField

from ics_portal.core.audit import UNTRACKED, keeps_history

OURS = {
    "accounts",
    "boards",
    "core",
    "declarations",
    "demo",
    "finance",
    "programmes",
    "risks",
    "web",
}


def own_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and not model._meta.auto_created
        and not hasattr(model, "instance_type")  # the history rows themselves
    ]


def labels(some):
    return [model._meta.label for model in some]


TRACKED = [model for model in own_models() if keeps_history(model)]


def test_there_are_models_of_both_sorts():
    assert "accounts.User" in labels(TRACKED)
    assert "core.job" in UNTRACKED


@pytest.mark.parametrize("model", own_models(), ids=labels(own_models()))
def test_a_model_keeps_history_or_says_why_not(model):
    reason = UNTRACKED.get(model._meta.label_lower, "")

    assert keeps_history(model) != bool(reason)
    assert keeps_history(model) or len(reason) > 20


def test_the_list_of_untracked_models_names_only_models_that_exist():
    known = {model._meta.label_lower for model in apps.get_models()}

    assert set(UNTRACKED) <= known


@pytest.mark.parametrize("model", TRACKED, ids=labels(TRACKED))
def test_a_tracked_model_points_at_tracked_models_as_they_were(model):
    """A plain foreign key would give today's row when asked for an earlier day."""
    plain = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and keeps_history(field.related_model)
        and field.related_model._meta.label != "accounts.User"
        and not isinstance(field, HistoricForeignKey | HistoricOneToOneField)
    ]

    assert plain == []


@pytest.mark.parametrize("model", TRACKED, ids=labels(TRACKED))
def test_a_tracked_models_many_to_many_fields_are_in_its_history(model):
    history = model.history.model
    tracked = {field.name for field in getattr(history, "_history_m2m_fields", ())}
    untracked = [
        field.name
        for field in model._meta.local_many_to_many
        if field.name not in tracked
        and not keeps_history(field.remote_field.through)  # rows of its own, then
    ]

    assert untracked == []
