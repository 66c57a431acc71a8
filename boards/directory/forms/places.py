"""Places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from boards.directory.forms.common import DayField, DayFilter, ReasonedForm, RuleForm
from boards.directory.models import IntegratedCareSystem
from boards.directory.services import PlaceDetails

if TYPE_CHECKING:
    pass


class PlaceFilter(DayFilter):
    """Which places a list shows."""

    system = forms.ModelChoiceField(
        queryset=IntegratedCareSystem.objects.all(),
        required=False,
        empty_label="Every system",
    )
    field_order = ["system", "on", "ended"]


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
