"""How a body handles conflicts, and standing rulings."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field, organisation_field
from boards.directory.models import Person
from boards.meetings.enums import RulingOption
from declarations.enums import HoldRule


class ConflictSettingsForm(RuleForm):
    """What happens until the chair rules, and what readers' copies carry."""

    hold = forms.ChoiceField(
        label="Papers of an item that meets a direct interest, until the chair rules",
        choices=HoldRule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens to the papers."},
    )
    name_on_pages = forms.BooleanField(
        label="Print the reader's name on each page of a reader's copy", required=False
    )


class StandingForm(RuleForm):
    """On whom, about which organisation, how, by whom, from when."""

    person = forms.ModelChoiceField(
        label="Partner member",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose the member."},
    )
    organisation = organisation_field("The member's own organisation")
    option = forms.ChoiceField(
        label="How the member takes part in what concerns it",
        choices=RulingOption.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the person takes part."},
    )
    words = forms.CharField(
        label="Decision, for the minutes",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Left empty, it is written from the choice above.",
    )
    ruled_by = forms.ModelChoiceField(
        label="Ruled by",
        queryset=Person.objects.none(),
        empty_label="Choose who presides",
        help_text="The chair; of the chair's own role, the deputy chair.",
        error_messages={"required": "Choose who ruled."},
    )
    starts_on = day_field("From", required=False, hint="Left empty, from today.")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "ruled_by"):
            chosen: Any = self.fields[name]
            chosen.queryset = people


class EndStandingForm(RuleForm):
    """The last day of a standing ruling, and why."""

    ends_on = day_field("Last day", hint="It still holds on this day.")
    reason = forms.CharField(
        label="Why it ends",
        max_length=300,
        error_messages={"required": "Say why it ends."},
    )
