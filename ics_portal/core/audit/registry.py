"""Models that keep no history, each with the reason."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model

ModelClass = TypeVar("ModelClass", bound=type[Model])

UNTRACKED: dict[str, str] = {}
"""Model label in lower case to the reason it keeps no history."""


def untracked(reason: str) -> Callable[[ModelClass], ModelClass]:
    """Mark a model as keeping no history, and say why."""

    def mark(model: ModelClass) -> ModelClass:
        UNTRACKED[model._meta.label_lower] = reason
        return model

    return mark
