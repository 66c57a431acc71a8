"""What the forms of meetings share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from ics_portal.core.errors import RuleBroken

REASON = "Reason for the change"


class RuleForm(forms.Form):
    """A form that shows a service's refusal beside the field it concerns."""

    def refuse(self, problem: RuleBroken) -> None:
        """Put the refusal at its field, or at the top where it has none here."""
        name = problem.field if problem.field in self.fields else None
        self.add_error(name, problem.message)
