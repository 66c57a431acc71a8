"""People, their positions elsewhere, and what bars them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from boards.directory.forms.common import DayField, ReasonedForm, RuleForm
from boards.directory.models import Organisation
from boards.directory.services import OutsideRoleDetails

if TYPE_CHECKING:
    pass


class PersonFilter(forms.Form):
    """Which people a list shows."""

    text = forms.CharField(
        label="Name, post or organisation", required=False, max_length=100
    )


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
