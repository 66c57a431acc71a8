"""Organisations, what they provide and what they became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.directory.enums import OrganisationKind, Service, SuccessionKind
from boards.directory.forms.common import DayField, DayFilter, ReasonedForm, RuleForm
from boards.directory.models import IntegratedCareSystem, Organisation
from boards.directory.services import OrganisationDetails
from ics_portal.core.web.forms.fields import RowsField

if TYPE_CHECKING:
    from ics_portal.core.errors import RuleBroken


class OrganisationFilter(DayFilter):
    """Which organisations a list shows."""

    text = forms.CharField(label="Name or code", required=False, max_length=100)
    kind = forms.ChoiceField(
        required=False, choices=[("", "Every kind"), *OrganisationKind.choices]
    )
    system = forms.ModelChoiceField(
        queryset=IntegratedCareSystem.objects.all(),
        required=False,
        empty_label="Every system",
    )
    field_order = ["text", "kind", "system", "on", "ended"]


_SAID = {"": None, "yes": True, "no": False}


_UNSAID = {value: key for key, value in _SAID.items()}


class OrganisationForm(RuleForm):
    """All that is kept of an organisation."""

    name = forms.CharField(max_length=200)
    short_name = forms.CharField(label="Short name", required=False, max_length=80)
    kind = forms.ChoiceField(choices=OrganisationKind.choices)
    ods_code = forms.CharField(
        label="ODS code",
        required=False,
        max_length=20,
        help_text="Of the Organisation Data Service, such as RXN. Leave it empty where"
        " there is none.",
    )
    ons_code = forms.CharField(
        label="ONS code",
        required=False,
        max_length=20,
        help_text="Of the Office for National Statistics, such as E10000017.",
    )
    starts_on = DayField(label="Opened on", required=False)
    ends_on = DayField(
        label="Last day",
        required=False,
        help_text="Only where it has closed, or will.",
    )
    is_upper_tier = forms.ChoiceField(
        label="Provides social care",
        required=False,
        choices=[("", "As its ONS code says"), ("yes", "Yes"), ("no", "No")],
        help_text="For councils only.",
    )
    systems = RowsField(
        queryset=IntegratedCareSystem.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def details(self) -> OrganisationDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        return OrganisationDetails(
            name=data["name"],
            kind=data["kind"],
            short_name=data["short_name"],
            ods_code=data["ods_code"],
            ons_code=data["ons_code"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            is_upper_tier=_SAID[data["is_upper_tier"]],
            note=data["note"],
        )


class NewOrganisationForm(OrganisationForm):
    """The same with what it provides from its first day."""

    services = forms.MultipleChoiceField(
        choices=Service.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What it provides from its first day.",
    )


class ChangeOrganisationForm(OrganisationForm, ReasonedForm):
    """The same with a reason."""

    field_order = [*OrganisationForm.base_fields, "reason"]


def initial_of(one: Organisation) -> dict[str, Any]:
    """What a ChangeOrganisationForm shows of an organisation."""
    plain = ("name", "short_name", "kind", "ods_code", "ons_code", "note")
    return {name: getattr(one, name) for name in plain} | {
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "is_upper_tier": _UNSAID[one.is_upper_tier],
        "systems": [system.pk for system in one.systems.all()],
    }


class ServicesForm(ReasonedForm):
    """What an organisation provides from a day on."""

    services = forms.MultipleChoiceField(
        choices=Service.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What is ticked is provided from the day on, what is not ends the day"
        " before.",
    )
    on = DayField(
        label="From the day",
        required=False,
        help_text="Leave it empty where nobody knows since when. A service that ends"
        " needs it.",
    )
    field_order = ["services", "on", "reason"]


class SuccessionForm(ReasonedForm):
    """Which organisation this one followed, or was followed by."""

    side = forms.ChoiceField(
        label="What happened",
        choices=[
            ("after", "Another organisation followed this one"),
            ("before", "This one followed another organisation"),
        ],
        widget=forms.RadioSelect,
        initial="after",
    )
    other = forms.ModelChoiceField(
        label="The other organisation",
        queryset=Organisation.objects.none(),
        empty_label="Choose",
    )
    kind = forms.ChoiceField(
        label="How", choices=SuccessionKind.choices, widget=forms.RadioSelect
    )
    on = DayField(
        label="First day of the one that followed",
        help_text="The one before closes the day before.",
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["side", "other", "kind", "on", "note", "reason"]

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other: Any = self.fields["other"]
        # The organisation itself is not left out: choosing it gets a sentence.
        other.queryset = Organisation.objects.order_by("name")


class CorrectSuccessionForm(ReasonedForm):
    """Another day, or another kind."""

    kind = forms.ChoiceField(
        label="How", choices=SuccessionKind.choices, widget=forms.RadioSelect
    )
    on = DayField(
        label="First day of the one that followed",
        help_text="The one before closes the day before.",
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["kind", "on", "note", "reason"]


class ImportForm(forms.Form):
    """A table of organisations, as a file or pasted."""

    file = forms.FileField(
        label="Choose a CSV file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    table = forms.CharField(
        label="Or paste the table here",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    into = forms.ModelChoiceField(
        label="System of the rows that name none",
        queryset=IntegratedCareSystem.objects.all(),
        required=False,
        empty_label="None",
    )

    def refuse(self, problem: RuleBroken) -> None:
        """Say it where the table came from."""
        self.add_error("file" if self.files.get("file") else "table", problem.message)
