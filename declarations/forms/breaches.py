"""What is typed about a breach."""

from __future__ import annotations

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from declarations.services.breaches import BreachDetails


def _words(label: str, ask: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": ask},
    )


class BreachForm(RuleForm):
    """What happened, what came of it, what was done; without a name."""

    happened_on = day_field("When it happened")
    what = _words("What happened", "Say what happened.", "Name nobody: by role only.")
    impact = _words("Impact", "Say what came of it, if only that nothing did.")
    action = _words("Action taken", "Say what was done.")

    def details(self) -> BreachDetails:
        """As the service takes it."""
        return BreachDetails(**self.cleaned_data)
