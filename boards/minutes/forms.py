"""What is asked of a person about minutes."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.meetings.models import Meeting
from boards.minutes.models import Minutes
from boards.minutes.selectors import meetings_that_can_confirm
from boards.minutes.services import CorrectionDraft
from ics_portal.core.errors import RuleBroken
from ics_portal.core.web.words import longday

CORRECTIONS = 3
"""Rows for corrections on the page; more are recorded one by one afterwards."""


class _Refusable(forms.Form):
    def refuse(self, problem: RuleBroken) -> None:
        """Put the sentence beside its field, or over the form."""
        known = problem.field if problem.field in self.fields else None
        self.add_error(known, problem.message)


class TakeBackForm(_Refusable):
    """Why approved minutes are a draft again."""

    reason = forms.CharField(
        label="Why they are taken back",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class ConfirmForm(_Refusable):
    """At which meeting they were accepted, and what it corrected."""

    at_meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label="The meeting that accepted them",
        empty_label=None,
        error_messages={"required": "Choose the meeting that accepted the minutes."},
    )

    def __init__(
        self, *args: Any, minutes: Minutes, rows: int = CORRECTIONS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = meetings_that_can_confirm(minutes)
        field: Any = self.fields["at_meeting"]
        field.queryset = Meeting.objects.filter(pk__in=[m.pk for m in self.meetings])
        field.choices = [(m.pk, f"{longday(m.held_on)}") for m in self.meetings]
        self.rows = rows
        for row in range(rows):
            self._add_row(row)

    def _add_row(self, row: int) -> None:
        number = f" {row + 1}" if self.rows > 1 else ""
        self.fields[f"item_number-{row}"] = forms.CharField(
            label=f"Correction{number}: item", required=False, max_length=12
        )
        self.fields[f"instead_of-{row}"] = forms.CharField(
            label=f"Correction{number}: instead of",
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"reads-{row}"] = forms.CharField(
            label=f"Correction{number}: it reads",
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def corrections(self) -> list[CorrectionDraft]:
        """The rows as typed, blank ones too, so that their places stay."""
        clean = self.cleaned_data
        return [
            CorrectionDraft(
                item_number=clean.get(f"item_number-{row}", ""),
                instead_of=clean.get(f"instead_of-{row}", ""),
                reads=clean.get(f"reads-{row}", ""),
            )
            for row in range(self.rows)
        ]
