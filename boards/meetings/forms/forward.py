"""What is typed about an entry of the forward plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from boards.bodies.forms.common import day_field
from boards.bodies.models import Body, Purpose
from boards.meetings.enums import Frequency, Part
from boards.meetings.forms.common import RuleForm
from boards.meetings.models import ForwardPlanEntry, Meeting
from boards.meetings.services.forward import PlanDetails


class PlanForm(RuleForm):
    """An item, when it comes, who leads, and where the duty comes from."""

    title = forms.CharField(label="Item", max_length=300)
    meeting = forms.ModelChoiceField(
        label="Meeting",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Not set: by month",
    )
    due_on = day_field("A day in the month", required=False)
    purpose = forms.ModelChoiceField(
        label="Purpose",
        queryset=Purpose.objects.none(),
        required=False,
        empty_label="Not said",
    )
    lead = forms.CharField(label="Lead", required=False, max_length=200)
    frequency = forms.ChoiceField(label="How often", choices=Frequency.choices)
    is_statutory = forms.BooleanField(label="Required by law", required=False)
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=300,
        help_text="Where the duty comes from, for example the terms of reference.",
    )
    section_title = forms.CharField(
        label="Heading on the agenda", required=False, max_length=200
    )
    part = forms.TypedChoiceField(
        label="Part", choices=Part.choices, coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, body: Body, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings: Any = self.fields["meeting"]
        meetings.queryset = (
            Meeting.objects.filter(body=body, held_on__gte=today)
            .select_related("body")
            .order_by("held_on", "starts_at")
        )
        purposes: Any = self.fields["purpose"]
        purposes.queryset = body.purposes.filter(retired=False)
        self.initial.setdefault("part", Part.ONE.value)

    def details(self) -> PlanDetails:
        """What the services take; the form must be valid."""
        data = dict(self.cleaned_data)
        meeting, purpose = data.pop("meeting"), data.pop("purpose")
        return PlanDetails(
            meeting_id=meeting.pk if meeting else None,
            purpose_id=purpose.pk if purpose else None,
            **data,
        )


def initial_of_entry(entry: ForwardPlanEntry) -> dict[str, Any]:
    """What a PlanForm shows of an entry."""
    names = ("title", "due_on", "lead", "frequency", "is_statutory", "source")
    shown = {name: getattr(entry, name) for name in (*names, "section_title", "part")}
    return shown | {"meeting": entry.meeting_id, "purpose": entry.purpose_id}
