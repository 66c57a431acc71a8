"""Over which bodies something goes before it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from boards.bodies.models import Body
from boards.bodies.selectors.functions import bodies_of_system
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from boards.directory.models import IntegratedCareSystem

STEPS = 6
"""Fields for bodies; a longer route shows two more than it has."""
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh")


class WayForm(RuleForm):
    """The bodies in their order. A field left empty is passed over."""

    def __init__(
        self,
        *args: Any,
        system: IntegratedCareSystem,
        way: Sequence[Body] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of_system(system)
        self.steps = [
            f"step_{number + 1}" for number in range(max(STEPS, len(way) + 2))
        ]
        for number, name in enumerate(self.steps):
            self.fields[name] = forms.ModelChoiceField(
                label=_label(number),
                queryset=bodies,
                required=False,
                empty_label="None",
                initial=way[number].pk if number < len(way) else None,
            )
        # What is asked last stands last.
        for name in [one for one in ("starts_on", "reason") if one in self.fields]:
            self.fields[name] = self.fields.pop(name)

    def bodies(self) -> list[Body]:
        """The bodies named, in order; the form must be valid."""
        return [
            self.cleaned_data[name] for name in self.steps if self.cleaned_data[name]
        ]

    def refuse(self, problem: RuleBroken) -> None:
        """The third body named may stand in the fourth field."""
        filled = [name for name in self.steps if self.cleaned_data.get(name)]
        free = [name for name in self.steps if name not in filled]
        names = dict(zip(self.steps, filled + free, strict=True))
        field = names.get(problem.field, problem.field)
        super().refuse(RuleBroken(problem.rule_id, problem.message, field=field))


def _label(number: int) -> str:
    if number < len(_ORDINALS):
        return f"{_ORDINALS[number]} body"
    return f"Body {number + 1}"


class NewRouteForm(WayForm):
    """A route that is not there yet."""

    subject = forms.CharField(
        label="What it is for",
        max_length=200,
        help_text="What goes this way, such as “Proposals on places”.",
    )
    source = forms.CharField(
        label="Source",
        max_length=120,
        required=False,
        help_text="Where it says so, such as a paper or terms of reference.",
    )
    starts_on = day_field("From")


class ChangeRouteForm(WayForm):
    """Other bodies, or another order."""

    source = forms.CharField(label="Source", max_length=120, required=False)
    starts_on = day_field("From", hint="The order of before ends the day before.")
    reason = forms.CharField(label="Reason for the change", max_length=300)
