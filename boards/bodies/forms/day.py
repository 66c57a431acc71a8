"""Which day, and which system."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from boards.directory.models import IntegratedCareSystem

FIRST, LAST = date(1948, 7, 5), date(2100, 12, 31)
"""From the first day of the NHS; both keep a slip of the pen from being searched for."""

NO_SUCH_DAY = "Enter a day that exists, such as 2/12/2020."


class DayForm(forms.Form):
    """The day to show, and the system where there are several."""

    on = forms.DateField(
        label="Show the day",
        required=False,
        initial=timezone.localdate,
        error_messages={"invalid": NO_SUCH_DAY},
    )
    system = forms.ModelChoiceField(
        queryset=IntegratedCareSystem.objects.all(), required=False, empty_label=None
    )

    def __init__(self, *args: Any, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not several:
            del self.fields["system"]

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and not FIRST <= day <= LAST:
            raise forms.ValidationError(
                f"Choose a day from {FIRST:%-d %B %Y} to {LAST:%-d %B %Y}."
            )
        return day

    def day(self) -> date:
        """The day chosen; today where none was, or none that can be shown."""
        chosen = self.cleaned_data.get("on") if self.is_valid() else None
        return chosen or timezone.localdate()


class TwoDaysForm(forms.Form):
    """Two days to compare."""

    a = forms.DateField(
        label="From",
        error_messages={"required": "Enter the first day.", "invalid": NO_SUCH_DAY},
    )
    b = forms.DateField(
        label="To",
        error_messages={"required": "Enter the second day.", "invalid": NO_SUCH_DAY},
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        for name in ("a", "b"):
            day = clean.get(name)
            if day is not None and not FIRST <= day <= LAST:
                self.add_error(
                    name, f"Choose a day from {FIRST:%-d %B %Y} to {LAST:%-d %B %Y}."
                )
        return clean
