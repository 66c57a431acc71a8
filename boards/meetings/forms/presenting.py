"""Who comes to present an item."""

from __future__ import annotations

from django import forms

from boards.directory.models import Person
from boards.meetings.forms.common import RuleForm


class PresenterForm(RuleForm):
    """Somebody of the directory, and as what they come."""

    person = forms.ModelChoiceField(
        label="Who presents it",
        queryset=Person.objects.all(),
        empty_label="Choose",
        error_messages={"required": "Choose who presents it."},
    )
    role_title = forms.CharField(label="As what", required=False, max_length=200)
