"""Members, form, leads, standing and parents of a body."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.bodies.enums import BodyKind, BodyStatus, LeadKind
from boards.bodies.forms.common import (
    RuleForm,
    bodies_of,
    day_field,
    organisation_field,
    person_field,
)
from boards.bodies.models import Body
from boards.bodies.rules.forms import FORMS_OF
from boards.directory.models import Organisation
from ics_portal.core.web.forms.fields import RowsField


class MemberForm(RuleForm):
    """An organisation for a body."""

    organisation = organisation_field("Organisation")
    starts_on = day_field("First day", required=False)
    ends_on = day_field("Last day", required=False)
    note_text = forms.CharField(label="Note", max_length=300, required=False)


class GovernanceFormForm(RuleForm):
    """The form a place or collaborative takes, with what each asks for."""

    form = forms.ChoiceField(
        label="Form",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the form it takes."},
    )
    starts_on = day_field("From", hint="The form before this one ends the day before.")
    partners = RowsField(
        label="Partners of the joint committee",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    director = person_field("Director with the delegated authority", required=False)
    lead = organisation_field("Lead provider", required=False)
    contract = forms.CharField(label="Contract", max_length=200, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["form"]
        kinds.choices = [
            (one.value, one.label) for one in FORMS_OF.get(BodyKind(body.kind), ())
        ]
        partners: Any = self.fields["partners"]
        partners.queryset = Organisation.objects.filter(systems=body.system)
        if body.kind != BodyKind.PLACE_PARTNERSHIP:
            for name in ("partners", "director", "contract"):
                del self.fields[name]


class LeadForm(RuleForm):
    """Somebody for a named post."""

    kind = forms.ChoiceField(label="Post", choices=[("", "Choose"), *LeadKind.choices])
    person = person_field("Person")
    starts_on = day_field("First day")
    ends_on = day_field("Last day", required=False)
    responsibility_from = organisation_field(
        "Executive responsibility from",
        required=False,
        hint="For a place leader who has it: the ICS NHS body, whose chief executive"
        " gives it, or a council.",
    )


class ObjectiveForm(RuleForm):
    """What a body is for."""

    text = forms.CharField(
        label="Objective",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    priority = forms.CharField(
        label="Priority of the system it serves",
        max_length=300,
        required=False,
        help_text="A collaborative has an objective that serves one (COL-08).",
    )
    starts_on = day_field("From", required=False)


class StandingForm(RuleForm):
    """How far a body has come into being."""

    status = forms.ChoiceField(
        label="Standing", choices=BodyStatus.choices, widget=forms.RadioSelect
    )
    starts_on = day_field("From")


class PredecessorForm(RuleForm):
    """In whose place a body comes."""

    successor_of = forms.ModelChoiceField(
        label="Follows",
        queryset=Body.objects.none(),
        required=False,
        empty_label="No other body",
        help_text="The body in whose place it comes.",
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before: Any = self.fields["successor_of"]
        before.queryset = bodies_of(body)


class ParentsForm(RuleForm):
    """From whom a body has its authority."""

    parents = RowsField(
        label="Bodies",
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = RowsField(
        label="Organisations",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = day_field(
        "From",
        required=False,
        hint="Those no longer ticked end the day before.",
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["parents"]
        bodies.queryset = bodies_of(body)
        organisations: Any = self.fields["organisations"]
        organisations.queryset = Organisation.objects.filter(systems=body.system)
