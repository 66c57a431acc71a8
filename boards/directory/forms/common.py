"""What the forms of the directory share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from boards.directory.importers.rows import FIRST_YEAR, LAST_YEAR
from ics_portal.core.numbers import whole

if TYPE_CHECKING:
    from ics_portal.core.errors import RuleBroken


REASON = "Reason for the change"


class DayField(forms.DateField):
    """A day that can be meant: not year 22 for 2022."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"})
        # A label such as “From” makes no sense inside a sentence unless it is quoted.
        sentences = {
            "required": f"Enter a day for “{kwargs['label']}”.",
            "invalid": (
                f"Enter “{kwargs['label']}” as a day that exists, such as 2/12/2020."
            ),
        }
        super().__init__(**{"widget": widget, "error_messages": sentences, **kwargs})

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                f"Enter a day from {FIRST_YEAR} to {LAST_YEAR}; this one is in the year"
                f" {day.year}."
            )
        return day


class RuleForm(forms.Form):
    """A form that shows a service's refusal beside the field it concerns."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def refuse(self, problem: RuleBroken) -> None:
        """Put the refusal at its field, or at the top where it has none here."""
        name = problem.field if problem.field in self.fields else None
        self.add_error(name, problem.message)

    def see_again(self, newest: object) -> None:
        """After a clash was shown: saving again means the typed text."""
        data: Any = self.data
        data = data.copy()  # what was sent cannot be written to
        data[self.add_prefix("seen")] = str(newest)
        self.data = data

    def seen_row(self) -> int | None:
        """The history row the form was drawn from; None where it says none."""
        return whole(str(self.cleaned_data.get("seen", "")))


class ReasonedForm(RuleForm):
    """A change that is kept with its reason."""

    reason = forms.CharField(label=REASON, max_length=500)


class DayFilter(forms.Form):
    """The day of a list, and whether what is not open then is shown too."""

    on = DayField(label="On the day", required=False)
    ended = forms.BooleanField(required=False, label="Closed and coming ones too")

    def value(self, name: str) -> Any:
        """What was chosen; nothing where it could not be read."""
        return getattr(self, "cleaned_data", {}).get(name) if self.is_bound else None

    def day(self) -> date:
        """The day asked for, else today."""
        self.is_valid()
        return self.value("on") or timezone.localdate()

    def only_on(self) -> date | None:
        """The day the list is narrowed to; None where all are asked for."""
        return None if self.value("ended") else self.day()


class EndForm(ReasonedForm):
    """The last day of something, and why it ends."""

    on = DayField(label="Last day")
    field_order = ["on", "reason"]


class DayOnlyForm(RuleForm):
    """A day on which something was said to be so."""

    on = DayField(label="Day")
