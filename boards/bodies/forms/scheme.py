"""A partner's row of a scheme of delegation: every function at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxLengthValidator

from boards.bodies.enums import HeldBy
from boards.bodies.forms.common import RuleForm, day_field
from boards.bodies.forms.functions import limit_field
from boards.bodies.services import LineSaid

if TYPE_CHECKING:
    from django.forms import BoundField

    from boards.bodies.models import Function
    from boards.bodies.rules.facts import SchemeLineFact

NOTE_LENGTH = 300


class SchemeRowForm(RuleForm):
    """Who has each function, up to which limit, and a note."""

    starts_on = day_field(
        "From", hint="What is said now ends the day before, where you change it."
    )

    def __init__(
        self,
        *args: Any,
        functions: Iterable[Function],
        now: Mapping[int, SchemeLineFact],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.functions = list(functions)
        for one in self.functions:
            line = now.get(one.pk)
            self.fields[f"held_by_{one.pk}"] = forms.ChoiceField(
                label=f"Who has “{one.name}”",
                choices=[("", "Not said"), *HeldBy.choices],
                required=False,
                initial=line.held_by if line else "",
            )
            self.fields[f"limit_{one.pk}"] = limit_field(
                f"Limit of “{one.name}” in pounds",
                initial=_plain(line.limit) if line else "",
            )
            self.fields[f"note_{one.pk}"] = forms.CharField(
                label=f"Note on “{one.name}”",
                required=False,
                validators=[
                    MaxLengthValidator(
                        NOTE_LENGTH, f"Shorten the note to {NOTE_LENGTH} letters."
                    )
                ],
                initial=line.note if line else "",
            )

    def rows(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        """Each function by name, with its three fields."""
        for one in self.functions:
            yield (
                one.name,
                self[f"held_by_{one.pk}"],
                self[f"limit_{one.pk}"],
                self[f"note_{one.pk}"],
            )

    def lines(self) -> list[LineSaid]:
        """What the service takes; the form must be valid."""
        data = self.cleaned_data
        return [
            LineSaid(
                function=one,
                held_by=data[f"held_by_{one.pk}"],
                limit=data[f"limit_{one.pk}"],
                note=data[f"note_{one.pk}"],
            )
            for one in self.functions
        ]


def _plain(limit: Decimal | None) -> str:
    """``250000`` and ``250000.50``, as it is typed."""
    if limit is None:
        return ""
    return f"{limit:.0f}" if limit == limit.to_integral() else f"{limit:.2f}"
