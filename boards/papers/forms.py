"""The forms of papers. The cover sheet's is drawn from its template's data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from boards.meetings.forms.common import RuleForm
from boards.meetings.selectors import NumberedItem
from boards.papers.enums import (
    Answer,
    ConflictsAnswer,
    Implication,
    PaperKind,
    SheetFieldKind,
)
from boards.papers.rules import SheetField, Stop
from ics_portal.core.files import ACCEPT_ATTRIBUTE, ACCEPTED_IN_WORDS
from ics_portal.core.files.limits import current_limits, size_in_words

ANSWERS = [
    (answer.value, answer.label) for answer in (Answer.YES, Answer.NO, Answer.NA)
]
KINDS = [kind for kind in PaperKind.choices if kind[0] != PaperKind.ACTION_LOG]


class _AsFound(forms.ChoiceField):
    """A choice that may hold none of its values, as an imported sheet's ticks do."""

    def valid_value(self, value: Any) -> bool:
        return True


class SheetForm(forms.Form):
    """Draws the fields of a cover sheet with what was typed; the service checks them.

    No field is required here: a draft may lack anything, and what stops it is said by
    the rules when it is sent.
    """

    title = forms.CharField(label="Title of the paper", required=False)
    authors = forms.CharField(
        label="Authors",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One to a line: name with post title, or a team.",
    )
    contributors = forms.CharField(
        label="Contributors (optional)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text="One to a line.",
    )
    written_on = forms.CharField(
        label="Date of writing",
        required=False,
        widget=forms.DateInput,
    )
    confidential = forms.ChoiceField(
        label="Confidential",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("no", "No: published with the agenda"),
            ("yes", "Yes: members only, with a reason"),
        ],
    )
    confidential_reason = forms.CharField(
        label="Why it is confidential",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label="What changed (optional)",
        required=False,
        help_text="Such as: table 2, note reworded.",
    )

    def __init__(
        self,
        fields: Mapping[str, str],
        form: Sequence[SheetField],
        stops: Sequence[Stop] = (),
        note: str = "",
    ) -> None:
        drawn = {name: fields.get(name, "") for name in fields}
        drawn["confidential"] = fields.get("confidential") or "no"
        drawn["note"] = note
        super().__init__(data=drawn)
        self.fields["file"] = _file_field()
        self.parts = form
        for each in form:
            self._add(each)
        self.is_valid()
        for stop in stops:
            if stop.field in self.fields:
                self.add_error(stop.field, stop.words)

    def _add(self, each: SheetField) -> None:
        match each.kind:
            case SheetFieldKind.CONFLICTS:
                self.fields["conflicts"] = forms.ChoiceField(
                    label=each.caption,
                    required=False,
                    widget=forms.RadioSelect,
                    choices=[c for c in ConflictsAnswer.choices if c[0]],
                )
                self.fields["conflicts_text"] = _text("Whose, with whom, and how", 2)
            case SheetFieldKind.IMPLICATIONS:
                for question in Implication:
                    self.fields[f"implication_{question}"] = _AsFound(
                        label=question.label,
                        required=False,
                        widget=forms.RadioSelect,
                        choices=ANSWERS,
                    )
            case SheetFieldKind.RISK:
                self.fields["risk_description"] = _text("Description of the risks", 2)
                self.fields["risk_reference"] = forms.CharField(
                    label="Risk reference", required=False
                )
            case SheetFieldKind.ROUTE:
                self.fields["not_discussed_elsewhere"] = forms.BooleanField(
                    label="Not discussed elsewhere", required=False
                )
            case SheetFieldKind.TEXT | SheetFieldKind.LIST:
                rows = 4 if each.key == "executive_summary" else 2
                self.fields[_name(each)] = _text(each.caption, rows, _hint(each))
            case SheetFieldKind.LINE:
                self.fields[_name(each)] = forms.CharField(
                    label=each.caption, required=False, help_text=_hint(each)
                )

    def bound_for(self, each: SheetField) -> forms.BoundField:
        """The bound field of a typed part of the form."""
        return self[_name(each)]

    def implications(self) -> list[forms.BoundField]:
        """The six questions, bound, for the answer grid."""
        return [self[f"implication_{question}"] for question in Implication]

    def labels(self) -> dict[str, str]:
        """What each field is called, for messages about it."""
        return {name: str(field.label) for name, field in self.fields.items()}


def _name(each: SheetField) -> str:
    return each.key if each.is_built_in else f"answer_{each.key}"


def _hint(each: SheetField) -> str:
    """The hint; an instruction of the paper form is shown as one and never content."""
    return each.hint or each.instruction


def _text(label: str, rows: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


def _file_field() -> forms.FileField:
    limits = current_limits()
    return forms.FileField(
        label="The paper itself",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT_ATTRIBUTE}),
        help_text=(
            f"{ACCEPTED_IN_WORDS[:1].upper()}{ACCEPTED_IN_WORDS[1:]}, up to "
            f"{size_in_words(limits.upload_max_bytes)} and "
            f"{limits.upload_max_pages:,} pages. No patient details."
        ),
    )


class RedactedForm(forms.Form):
    """A file the public gets instead of the full paper."""

    note = forms.CharField(
        label="What was taken out (optional)",
        required=False,
        help_text="Such as: names of staff, prices. The public does not read this.",
    )

    sheet = forms.ChoiceField(
        label="The cover sheet",
        choices=[
            ("without", "The public gets no cover sheet"),
            ("with", "The public gets the cover sheet as it is"),
        ],
        widget=forms.RadioSelect,
        initial="without",
        help_text="It may say what was taken out of the file.",
        error_messages={"required": "Choose what becomes of the cover sheet."},
    )

    def __init__(self, *args: Any, has_sheet: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file_field()
        self.fields["file"].label = "The redacted version"
        self.fields["file"].required = True
        self.fields["file"].error_messages["required"] = "Choose the redacted file."
        self.order_fields(["file", "note", "sheet"])
        if not has_sheet:
            del self.fields["sheet"]

    @property
    def without_sheet(self) -> bool | None:
        """What was chosen of the cover sheet; None for a paper without one."""
        chosen = self.cleaned_data.get("sheet")
        return chosen == "without" if chosen else None


class DropForm(RuleForm):
    """Why a redacted version that could not be used is not waited for."""

    reason = forms.CharField(
        label="Why it is dropped",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is dropped."},
    )


class NewPaperForm(forms.Form):
    """A paper for an item; the office names whom it asks."""

    item = forms.TypedChoiceField(label="Agenda item", coerce=int)
    title = forms.CharField(
        label="Title of the paper",
        required=False,
        max_length=300,
        help_text="Left empty, it bears the item's title.",
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=PaperKind.choices,
        widget=forms.RadioSelect,
        initial=PaperKind.PAPER,
    )
    authors = forms.CharField(
        label="Authors (optional)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One to a line: name, post title or team.",
    )
    due_on = forms.DateField(
        label="Deadline",
        required=False,
        widget=forms.DateInput,
        help_text="Left empty, the usual days before the meeting.",
    )

    def __init__(
        self,
        *args: Any,
        items: Sequence[NumberedItem],
        asks_others: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (item.item_id, f"{item.number}  {item.title}")
            for item in items
            if item.is_heard
        ]
        self.fields["item"].choices = [("", "Choose an item"), *choices]  # type: ignore[attr-defined]
        if not asks_others:
            del self.fields["due_on"]
            del self.fields["authors"]
            self.fields["kind"].choices = KINDS  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """Words that go with a decision."""

    comment = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = label
        self.fields["comment"].help_text = hint


class DeadlineForm(forms.Form):
    """The day a paper is due."""

    due_on = forms.DateField(label="Deadline", required=False, widget=forms.DateInput)
