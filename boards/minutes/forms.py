"""What is asked of a person about minutes."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.directory.importers import decoded
from boards.meetings.models import Meeting
from boards.minutes.models import Minutes
from boards.minutes.selectors import meetings_that_can_confirm
from boards.minutes.services import CorrectionDraft
from ics_portal.core.errors import RuleBroken
from ics_portal.core.web.words import longday

CORRECTIONS = 3
"""Rows for corrections on the page; more are recorded one by one afterwards."""

LONGEST_TABLE = 400_000
"""Letters of a table of minutes; the longest published ones have a tenth of it."""


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


class ImportForm(_Refusable):
    """A table of published minutes, as a file or pasted."""

    file = forms.FileField(
        label="Choose a file (CSV or JSON)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".csv,.json,.txt,text/csv,application/json,text/plain"}
        ),
    )
    text = forms.CharField(
        label="Or paste the table here",
        required=False,
        strip=False,
        max_length=LONGEST_TABLE,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def refuse(self, problem: RuleBroken) -> None:
        """Say it where the table came from."""
        self.add_error("file" if self.files.get("file") else "text", problem.message)

    def table(self) -> str:
        """What was sent: the file where there is one, else what was pasted. It stands in
        the field from now on, since a file cannot be sent back.

        Raises RuleBroken for a file that is too large or no text, and for nothing.
        """
        file = self.cleaned_data.get("file")
        typed: str = self.cleaned_data.get("text", "")
        if file:
            typed = decoded(file.read(LONGEST_TABLE * 4), size=file.size)
            self.data = {**self.data, "text": typed}
        if not typed.strip():
            raise RuleBroken("MNT-9", "Choose a file, or paste the table.")
        if len(typed) > LONGEST_TABLE:
            raise RuleBroken("MNT-9", f"Take {LONGEST_TABLE:,} letters or fewer.")
        return typed
