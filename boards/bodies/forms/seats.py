"""Seats, and who sits in them."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.bodies.enums import Capacity, Constituency
from boards.bodies.forms.common import (
    RuleForm,
    bodies_of,
    day_field,
    organisation_field,
    person_field,
    yes_no_field,
)
from boards.bodies.models import Body

KNOWS = "Has knowledge and experience of mental illness services"


class SeatForm(RuleForm):
    """A new seat."""

    title = forms.CharField(label="Title of the seat", max_length=200)
    constituency = forms.ChoiceField(
        label="Constituency",
        choices=[("", "Choose"), *Constituency.choices],
        help_text="From where the seat is filled. The rules count by it.",
    )
    is_voting = forms.BooleanField(label="The seat votes", required=False, initial=True)
    clause = forms.CharField(
        label="Clause",
        max_length=60,
        required=False,
        help_text="Where the constitution or the terms of reference say so.",
    )
    represents = forms.ModelChoiceField(
        label="Speaks for",
        queryset=Body.objects.none(),
        required=False,
        empty_label="No other body",
        help_text="The place or collaborative that the seat speaks for.",
    )
    term_years = forms.IntegerField(label="Years in a term", required=False)
    most_terms = forms.IntegerField(label="Terms one person may serve", required=False)
    starts_on = day_field("First day of the seat", required=False)
    ends_on = day_field("Last day of the seat", required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["represents"]
        field.queryset = bodies_of(body)


class AppointForm(RuleForm):
    """Somebody for a seat."""

    person = person_field("Person")
    starts_on = day_field("First day")
    ends_on = day_field(
        "Last day", required=False, hint="Leave it empty where no end is known."
    )
    capacity = forms.ChoiceField(
        label="Capacity",
        choices=Capacity.choices,
        initial=Capacity.CONFIRMED,
        widget=forms.RadioSelect,
        help_text="Designate until the body exists in law.",
    )
    basis = forms.CharField(
        label="Basis",
        max_length=200,
        required=False,
        help_text="How the person was chosen, for example by a national process.",
    )
    nominated_by = organisation_field("Nominated by", required=False)
    employer = organisation_field("Employer", required=False)
    knows_mental_health = yes_no_field(KNOWS)
    is_accountable_officer = forms.BooleanField(
        label="The accountable officer", required=False
    )


class DeputyForm(RuleForm):
    """Somebody who stands in."""

    person = person_field("Person")
    starts_on = day_field("First day")
    ends_on = day_field("Last day", required=False)
    basis = forms.CharField(label="Basis", max_length=200, required=False)


class ExceptionForm(RuleForm):
    """Why an independent member may hold a position elsewhere."""

    exception = forms.CharField(
        label="Why the exception was made",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    exception_on = day_field("Day on which it was made")


class OfficerForm(RuleForm):
    """Who is the accountable officer."""

    is_accountable_officer = forms.BooleanField(
        label="The accountable officer", required=False
    )
    reason = forms.CharField(label="Reason", max_length=300)


class MentalHealthForm(RuleForm):
    """What a member knows of mental illness services."""

    knows_mental_health = yes_no_field(
        KNOWS, "The board has at least one such member (RULE-NHS-01)."
    )
    reason = forms.CharField(
        label="Reason", max_length=300, help_text="How this is known, such as a CV."
    )
