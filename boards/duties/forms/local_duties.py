"""Duties that a system sets itself."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.bodies.enums import BodyKind
from boards.bodies.forms.common import RuleForm, day_field
from boards.duties.enums import Level
from boards.duties.models import LocalDuty
from boards.duties.services.local_duties import Wording


class ChangeLocalDutyForm(RuleForm):
    """What a duty of the system's own says."""

    title = forms.CharField(label="Title", max_length=200)
    asked = forms.CharField(
        label="What is asked",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label="Where it comes from",
        max_length=200,
        help_text="Such as a decision of the board with its number.",
    )
    level = forms.ChoiceField(
        label="Level",
        choices=Level.choices,
        widget=forms.RadioSelect,
        help_text="What is required counts as not met; what is expected warns; the"
        " rest is only listed.",
    )
    parts = forms.CharField(
        label="Parts",
        required=False,
        max_length=6500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One on a line. Leave it empty where the duty is one thing.",
    )
    due_on = day_field("Due from", required=False, hint="Not met before: not due yet.")
    reason = forms.CharField(label="Reason", max_length=300)

    def wording(self) -> Wording:
        """What the service takes."""
        data = self.cleaned_data
        return Wording(
            title=data["title"],
            asked=data["asked"],
            source=data["source"],
            level=data["level"],
            parts=tuple(data["parts"].splitlines()),
            due_on=data["due_on"],
        )

    @staticmethod
    def shown(duty: LocalDuty) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "title": duty.title,
            "asked": duty.asked,
            "source": duty.source,
            "level": duty.level,
            "parts": "\n".join(one["words"] for one in duty.parts),
            "due_on": duty.due_on,
        }


class LocalDutyForm(ChangeLocalDutyForm):
    """A new one. It says as well which bodies have it, and from when."""

    reason = None  # type: ignore[assignment]  # Django leaves a field out by this
    held_by = forms.ChoiceField(
        label="Whose duty it is",
        choices=BodyKind.choices,
        help_text="Every body of this kind is asked.",
    )
    starts_on = day_field("From")
