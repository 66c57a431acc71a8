"""What is typed about functions and who decides on them; the rules speak on saving."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from boards.bodies.models import Body, Delegation, Function, Instrument
from boards.bodies.rules.functions import CHAPTERS
from boards.bodies.selectors.functions import boards_of, bodies_of_system
from boards.directory.models import IntegratedCareSystem

CHAPTER_MISSING = (
    "Write this chapter: a map says how places, provider collaboratives and individual"
    " organisations are arranged"
)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


class PoundsField(forms.DecimalField):
    """An amount as people write it: 250000, 250,000 or £250,000.00."""

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip().removeprefix("£").strip()
        if _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        return super().to_python(text)


def limit_field(label: str, *, hint: str = "", initial: str = "") -> PoundsField:
    """Up to which amount somebody decides; None where there is no limit."""
    return PoundsField(
        label=label,
        required=False,
        initial=initial,
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(0),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "invalid": "Enter the limit in pounds, such as 250,000",
            "min_value": "A limit is not below zero",
            "max_decimal_places": "Enter the limit with at most two places for pence",
            "max_digits": "Enter a limit below a million million pounds",
            "max_whole_digits": "Enter a limit below a million million pounds",
        },
        help_text=hint,
    )


class FunctionForm(RuleForm):
    """A function of the system."""

    name = forms.CharField(
        label="Function",
        max_length=200,
        help_text="What is decided, such as “Approve the annual accounts”.",
    )
    level = forms.ChoiceField(
        choices=Function.Level.choices,
        widget=forms.RadioSelect,
        help_text="As close to people as it can be done well.",
    )
    subsidiarity_reason = forms.CharField(
        label="Why at system level",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only for a function at system level: why a smaller footprint would not do.",
    )
    lead = forms.CharField(
        label="Lead",
        required=False,
        max_length=200,
        help_text="The post that leads on it, not a person’s name.",
    )


class NewFunctionForm(FunctionForm):
    """One that is not there yet."""

    starts_on = day_field(
        "From", required=False, hint="Left empty: from the beginning."
    )


class ChangeFunctionForm(FunctionForm):
    """A correction, with its reason."""

    reason = forms.CharField(label="Reason for the change", max_length=300)


class DecideForm(RuleForm):
    """Who decides about a function, and by which paper."""

    kind = forms.ChoiceField(
        label="Authority", choices=Delegation.Kind.choices, widget=forms.RadioSelect
    )
    holder = forms.ModelChoiceField(
        label="Body that decides or advises",
        queryset=Body.objects.none(),
        required=False,
        empty_label="None: an officer decides",
    )
    officer = forms.CharField(
        label="Officer who decides",
        required=False,
        max_length=200,
        help_text="The post, not a person’s name. Fill in this or the body, not both.",
    )
    limit = limit_field(
        "Limit in pounds", hint="Up to which amount; empty where there is no limit."
    )
    accountable = forms.ModelChoiceField(
        label="Accountable body",
        queryset=Body.objects.none(),
        empty_label=None,
        help_text="Accountability stays with the board of the ICS NHS body.",
    )
    assurance_route = forms.CharField(
        label="How the board is assured",
        max_length=300,
        help_text="Such as “Report to the board each quarter”.",
    )
    instrument = forms.ModelChoiceField(
        label="By which paper",
        queryset=Instrument.objects.none(),
        required=False,
        empty_label="Not said",
    )
    starts_on = day_field("From", required=False)
    ends_on = day_field("Last day", required=False, hint="Still in force on this day.")

    def __init__(self, *args: Any, system: IntegratedCareSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fill("holder", bodies_of_system(system))
        self._fill("accountable", boards_of(system))
        self._fill("instrument", Instrument.objects.filter(body__system=system))

    def _fill(self, name: str, queryset: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = queryset


class PublishForm(RuleForm):
    """Who approved the map, and its three chapters (FDM-04)."""

    approved_by = forms.CharField(
        label="Approved by",
        max_length=200,
        help_text="The body that approved it, such as “Board of the ICS NHS body”.",
    )
    approved_on = day_field("Approved on")
    review_on = day_field("To be reviewed on", required=False)
    places = forms.CharField(
        label=CHAPTERS["places"],
        max_length=20_000,
        error_messages={"required": CHAPTER_MISSING},
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="How places are arranged: partnerships, joint decisions, least membership.",
    )
    collaboratives = forms.CharField(
        label=CHAPTERS["collaboratives"],
        max_length=20_000,
        error_messages={"required": CHAPTER_MISSING},
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="How provider collaboratives are arranged, and what they decide.",
    )
    organisations = forms.CharField(
        label=CHAPTERS["organisations"],
        max_length=20_000,
        error_messages={"required": CHAPTER_MISSING},
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=(
            "What organisations keep, and to which places and collaboratives they are"
            " accountable."
        ),
    )
    note_text = forms.CharField(label="Note", required=False, max_length=1000)

    def chapters(self) -> dict[str, str]:
        """The text of each chapter by its key."""
        return {key: self.cleaned_data[key] for key in CHAPTERS}
