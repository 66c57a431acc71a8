"""What is typed about a match: a ruling, or why it is no conflict."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.directory.models import Person
from boards.meetings.enums import RulingOption
from boards.meetings.forms.common import RuleForm
from boards.meetings.services.participation import RulingDetails


class RulingForm(RuleForm):
    """How a person takes part in an item, by whose ruling, in whose words."""

    option = forms.ChoiceField(
        label="How the person takes part",
        choices=RulingOption.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the person takes part."},
    )
    nature = forms.CharField(
        label="Nature of the interest",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As the minutes will say it, and they are published.",
        error_messages={"required": "Say what the interest is."},
    )
    words = forms.CharField(
        label="Decision and action, for the minutes",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Left empty, it is written from the choice above.",
    )
    papers_withheld = forms.BooleanField(
        label="Withhold the papers of this item from the person", required=False
    )
    declared_at_start = forms.TypedChoiceField(
        label="When it was, or will be, declared",
        choices=[("1", "At the start of the meeting"), ("0", "At the item")],
        coerce=lambda value: value == "1",
        required=False,
        widget=forms.RadioSelect,
    )
    ruled_by = forms.ModelChoiceField(
        label="Ruled by",
        queryset=Person.objects.none(),
        empty_label="Choose who presides",
        help_text="The chair; the deputy chair where the chair is the person; where both"
        " are, a member the meeting chooses.",
        error_messages={"required": "Choose who ruled."},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ruled_by: Any = self.fields["ruled_by"]
        ruled_by.queryset = people

    def details(self, words: str, office: str) -> RulingDetails:
        """What is ruled; ``words`` stand in where none were typed."""
        data = self.cleaned_data
        return RulingDetails(
            option=data["option"],
            nature=data["nature"],
            words=data["words"] or words,
            office=office,
            papers_withheld=data["papers_withheld"],
            declared_at_start=data["declared_at_start"],
        )


class DismissForm(RuleForm):
    """Why a match is no conflict."""

    reason = forms.CharField(
        label="Why this is no conflict",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this is no conflict."},
    )
