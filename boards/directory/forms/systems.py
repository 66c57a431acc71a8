"""The particulars of a system."""

from __future__ import annotations

from django import forms

from boards.directory.forms.common import DayField, ReasonedForm


class ChangeSystemForm(ReasonedForm):
    """What it is called, and from when to when it is there."""

    name = forms.CharField(max_length=200)
    short_name = forms.CharField(required=False, max_length=40)
    starts_on = DayField(label="From", required=False)
    ends_on = DayField(label="To", required=False)
    field_order = ["name", "short_name", "starts_on", "ends_on", "reason"]
