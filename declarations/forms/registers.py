"""Which day of a register, and which of its entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from declarations.rules.registers import check_day
from declarations.selectors.as_on import Asked
from ics_portal.core.errors import RuleBroken

LONGEST_SEARCH = 100


class RegisterForm(RuleForm):
    """The day, today if none is chosen; words to look for; the name of one person."""

    on = day_field("As on", required=False)
    q = forms.CharField(
        label="Name or organisation", required=False, max_length=LONGEST_SEARCH
    )

    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput())

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

    def asked(self, body_ids: Iterable[int], *, now: datetime) -> Asked:
        """What to read, of the bodies."""
        return Asked(
            body_ids=frozenset(body_ids),
            day=self.cleaned_data["on"],
            now=now,
            words=self.cleaned_data["q"],
            name=self.cleaned_data["name"],
        )

    def query(self) -> str:
        """What was asked for, for the address of a file of it; nothing else is kept."""
        asked = {name: self[name].value() for name in ("on", "q", "name")}
        return urlencode({name: value for name, value in asked.items() if value})
