"""Which day of a register, and which of its entries."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from declarations.rules.registers import check_day
from ics_portal.core.errors import RuleBroken

LONGEST_SEARCH = 100


class RegisterForm(RuleForm):
    """The day, today if none is chosen; and words to look for."""

    on = day_field("As on", required=False)
    q = forms.CharField(
        label="Name or organisation", required=False, max_length=LONGEST_SEARCH
    )

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        # Today stands chosen until another day is.
        super().__init__({**data, "on": data.get("on") or today.isoformat()})

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"] or self.today
        try:
            check_day(day, today=self.today)
        except RuleBroken as problem:
            raise forms.ValidationError(problem.message) from problem
        return day

    def query(self) -> str:
        """What was asked for, for the address of a file of it; nothing else is kept."""
        asked = {"on": self["on"].value(), "q": self["q"].value()}
        return urlencode({name: value for name, value in asked.items() if value})
