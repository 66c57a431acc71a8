"""What is typed where another record is withheld under a ruling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from boards.meetings.forms.common import RuleForm
from boards.meetings.withholding import RecordChoice, RecordKind
from ics_portal.core.numbers import whole

Found = Sequence[tuple[RecordKind, Sequence[RecordChoice]]]


class WithholdForm(RuleForm):
    """Which record, of those that were found, and why."""

    record = forms.ChoiceField(
        label="Record to withhold",
        error_messages={
            "required": "Choose the record to withhold.",
            "invalid_choice": "Choose a record of this body.",
        },
    )
    reason = forms.CharField(
        label="Why it is withheld as well",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the office and the chair. The person does not read it.",
        error_messages={"required": "Say why this is withheld as well."},
    )

    def __init__(self, *args: Any, found: Found, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record: Any = self.fields["record"]
        record.choices = [
            ("", "Choose a record"),
            *(
                (
                    kind.label,
                    [(f"{kind.key}:{row.record_id}", row.words) for row in rows],
                )
                for kind, rows in found
                if rows
            ),
        ]

    def chosen(self) -> tuple[str, int]:
        """Kind and id of the record."""
        kind, record_id = chosen_record(self.cleaned_data["record"])
        return kind, record_id or 0


def chosen_record(value: str) -> tuple[str, int | None]:
    """Kind and id of what a form sends back; no id where it is none."""
    kind, _, number = value.partition(":")
    return kind, whole(number)


class OpenRecordForm(RuleForm):
    """Why a record is opened again."""

    reason = forms.CharField(
        label="Why it is opened again",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is opened again."},
    )
