"""Form fields that Django's own fall short of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ics_portal.core.numbers import whole


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Several rows chosen by their ids; an id that no database holds is no choice.

    Django asks the database for all of them at once, and SQLite does not take a number
    of thirty digits: that would be a fault of the portal's own.
    """

    def clean(self, value: Any) -> QuerySet[Any]:
        for chosen in value or ():
            if whole(str(chosen)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(chosen)[:50]},
                )
        rows: QuerySet[Any] = super().clean(value)
        return rows
