"""What is typed into the pages of the directory; the rules speak when it is saved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from boards.directory.enums import OrganisationKind, Service, SuccessionKind
from boards.directory.importers.rows import FIRST_YEAR, LAST_YEAR
from boards.directory.models import IntegratedCareSystem, Organisation
from boards.directory.services import (
    OrganisationDetails,
    OutsideRoleDetails,
    PlaceDetails,
)
from ics_portal.core.numbers import whole
from ics_portal.core.web.forms.fields import RowsField

if TYPE_CHECKING:
    from ics_portal.core.errors import RuleBroken

REASON = "Reason for the change"


class DayField(forms.DateField):
    """A day that can be meant: not year 22 for 2022."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"})
        super().__init__(**{"widget": widget, **kwargs})

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


# --- Lists -------------------------------------------------------------------------


class _DayFilter(forms.Form):
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


class OrganisationFilter(_DayFilter):
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


class PersonFilter(forms.Form):
    """Which people a list shows."""

    text = forms.CharField(
        label="Name, post or organisation", required=False, max_length=100
    )


class PlaceFilter(_DayFilter):
    """Which places a list shows."""

    system = forms.ModelChoiceField(
        queryset=IntegratedCareSystem.objects.all(),
        required=False,
        empty_label="Every system",
    )
    field_order = ["system", "on", "ended"]


# --- Organisations -----------------------------------------------------------------

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


class EndForm(ReasonedForm):
    """The last day of something, and why it ends."""

    on = DayField(label="Last day")
    field_order = ["on", "reason"]


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


class DayOnlyForm(RuleForm):
    """A day on which something was said to be so."""

    on = DayField(label="Day")


# --- People ------------------------------------------------------------------------


class PersonForm(RuleForm):
    """Name, post and organisation."""

    name = forms.CharField(max_length=200)
    post_title = forms.CharField(label="Post", required=False, max_length=200)
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.all(), required=False, empty_label="None"
    )


class ChangePersonForm(PersonForm, ReasonedForm):
    """The same with a reason."""

    field_order = [*PersonForm.base_fields, "reason"]


class OutsideRoleForm(RuleForm):
    """A position somebody holds elsewhere."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.all(), empty_label="Choose"
    )
    title = forms.CharField(
        label="Position",
        max_length=200,
        help_text="Such as governor, director, trustee, employee.",
    )
    starts_on = DayField(label="From", required=False)
    ends_on = DayField(label="To", required=False)

    def details(self) -> OutsideRoleDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        return OutsideRoleDetails(
            data["organisation"], data["title"], data["starts_on"], data["ends_on"]
        )


class ChangeOutsideRoleForm(OutsideRoleForm, ReasonedForm):
    """The same with a reason."""

    field_order = [*OutsideRoleForm.base_fields, "reason"]


class BarForm(ReasonedForm):
    """What bars a person from a board. Only governance leads see it."""

    reason = forms.CharField(
        label="What bars the person",
        max_length=200,
        help_text="For example: a Member of Parliament.",
    )
    starts_on = DayField(label="From", required=False)
    ends_on = DayField(label="To", required=False)


# --- Places ------------------------------------------------------------------------


class PlaceForm(RuleForm):
    """What is kept of a place."""

    name = forms.CharField(max_length=200)
    boundary_basis = forms.CharField(
        label="What its boundary follows",
        required=False,
        max_length=200,
        help_text="Such as the area of a council.",
    )
    population = forms.IntegerField(label="People who live there", required=False)
    starts_on = DayField(label="From", required=False)
    ends_on = DayField(label="To", required=False)
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def details(self) -> PlaceDetails:
        """What the services take; the form must be valid."""
        names = ("name", "boundary_basis", "population", "note", "starts_on", "ends_on")
        return PlaceDetails(**{name: self.cleaned_data[name] for name in names})


class NewPlaceForm(PlaceForm):
    """The same with its system."""

    system = forms.ModelChoiceField(
        queryset=IntegratedCareSystem.objects.all(), empty_label=None
    )
    field_order = ["system"]


class ChangePlaceForm(PlaceForm, ReasonedForm):
    """The same with a reason."""

    field_order = [*PlaceForm.base_fields, "reason"]
