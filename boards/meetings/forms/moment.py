"""Which past moment to show."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone


class MomentForm(forms.Form):
    """A day and a time of the past; without a time, the end of the day."""

    on = forms.DateField(
        label="Day",
        error_messages={
            "required": "Enter the day to show, such as 2/12/2020.",
            "invalid": "Enter a day that exists, such as 2/12/2020.",
        },
    )
    at = forms.TimeField(
        label="Time",
        required=False,
        help_text="Such as 10:00. Without a time, the end of the day.",
        error_messages={"invalid": "Enter a time of day, such as 10:00."},
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Enter today or a day before it.")
        return day

    def moment(self) -> datetime:
        """The moment chosen, of a valid form; never one to come."""
        data: dict[str, Any] = self.cleaned_data
        at = data.get("at") or time.max
        chosen = timezone.make_aware(datetime.combine(data["on"], at))
        return min(chosen, timezone.now())
