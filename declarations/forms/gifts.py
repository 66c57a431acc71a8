"""What is typed about something offered, about a decision on it, and about limits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field, organisation_field
from boards.directory.models import Person
from declarations.enums import GiftKind, GiftOutcome, GiftSource
from declarations.rules.gifts import Limits
from declarations.services.gifts import DONE, GiftDetails

MONEY = "Enter pounds, such as 25.50."


def pounds_field(label: str, hint: str = "") -> forms.DecimalField:
    """Pounds and pence."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        error_messages={
            "required": MONEY,
            "invalid": MONEY,
            "min_value": MONEY,
            "max_decimal_places": MONEY,
            "max_digits": "Enter less than a million pounds.",
            "max_whole_digits": "Enter less than a million pounds.",
        },
    )


def _words(label: str, *, hint: str = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GiftForm(RuleForm):
    """One thing offered; for whom, where one may declare for others."""

    person: Any = forms.ModelChoiceField(
        label="To whom it was offered",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose to whom it was offered."},
    )
    kind = forms.ChoiceField(
        label="What was offered",
        choices=GiftKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was offered."},
    )
    source = forms.ChoiceField(
        label="From whom",
        choices=GiftSource.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose from whom it came."},
    )
    organisation = organisation_field("Organisation", required=False)
    giver = forms.CharField(
        label="Name",
        required=False,
        max_length=300,
        help_text="Where the organisation is not in the list, or it was a person. A"
        " person who is no supplier is not named in public.",
    )
    description = _words(
        "Description", hint="It is published. Name no patient.", required=True
    )
    value = pounds_field("Value in pounds", "What it would cost to buy.")
    is_estimate = forms.BooleanField(label="The value is an estimate", required=False)
    offered_on = day_field("Offered on")
    received_on = day_field("Received on", required=False)
    outcome = forms.ChoiceField(
        label="What was done with it",
        choices=[(each.value, each.label) for each in DONE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was done with it."},
    )
    reason = _words(
        "Reason",
        hint="Needed where it is otherwise than the usual rule says. It is published:"
        " name no patient.",
    )
    done_with = _words("Where it went", hint="Such as the charitable fund.")
    approved_by = forms.CharField(
        label="Approved beforehand by", required=False, max_length=200
    )

    def __init__(self, *args: Any, people: Any, own_id: int | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
        field.initial = own_id

    def details(self) -> GiftDetails:
        """What was typed, as the service takes it."""
        data = dict(self.cleaned_data)
        data.pop("person")
        return GiftDetails(**data)


class DecideForm(RuleForm):
    """What is done with something that waits."""

    outcome = forms.ChoiceField(
        label="What is done with it",
        choices=[(each.value, each.label) for each in DONE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is done with it."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )
    done_with = _words("Where it goes", hint="Such as the charitable fund.")


class GiftFilter(forms.Form):
    """Which of those one may see."""

    mine = forms.BooleanField(label="Only my own", required=False)
    outcome = forms.ChoiceField(
        label="Outcome", choices=[("", "All"), *GiftOutcome.choices], required=False
    )
    q = forms.CharField(label="Name or words", required=False, max_length=100)


class LimitsForm(RuleForm):
    """The limits in pounds, and the day they hold from."""

    starts_on = day_field("They hold from")
    branded_aid = pounds_field("Low-cost aids of suppliers, below")
    gift = pounds_field("Gifts from one source in twelve months, up to")
    hospitality_declared = pounds_field("Meals are declared from")
    hospitality_most = pounds_field("Meals need approval above")

    def limits(self) -> Limits:
        """As the service takes them."""
        data = dict(self.cleaned_data)
        data.pop("starts_on")
        return Limits(**data)
