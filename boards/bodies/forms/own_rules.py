"""A rule of composition that a body makes for itself."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from boards.bodies.enums import RULE_WORDS, BodyKind, RuleCheck
from boards.bodies.forms.common import RuleForm, day_field
from boards.bodies.models import Body, CompositionRule
from boards.bodies.rules import CONSTITUENCIES
from boards.bodies.rules.findings import listed

LEVELS = (RuleCheck.HARD, RuleCheck.SOFT, RuleCheck.ADVISORY)
ALL = "all"
_ID = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_GROUPS = {
    "icb_board": "The board",
    "icb_committees": "Its committees",
    "icb": "Documents and posts",
    "place_partnership": "The partnership",
    "icp_board": "Its board",
}


def constituencies_of(body: Body) -> dict[str, list[str]]:
    """By the rules' word for the kind of body: what the portal can count there."""
    words = RULE_WORDS.get(BodyKind(body.kind), ())
    return {
        word: sorted(name for kind, name in CONSTITUENCIES if kind == word)
        for word in words
    }


class OwnRuleForm(RuleForm):
    """What is asked, of whom, and from when."""

    rule_id = forms.CharField(
        label="Id",
        max_length=30,
        help_text="With the id of a shipped rule it takes that rule’s place in this body."
        " Otherwise an id of your own, such as RULE-OWN-01.",
    )
    text = forms.CharField(
        label="What it says", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    constituency = forms.ChoiceField(
        label="What is counted", help_text="What the portal knows how to decide."
    )
    check_kind = forms.ChoiceField(
        label="Level",
        choices=[(one.value, one.label) for one in LEVELS],
        initial=RuleCheck.HARD,
        widget=forms.RadioSelect,
    )
    minimum = forms.CharField(
        label="At least",
        required=False,
        max_length=6,
        help_text="A number, or “all”. Empty where nothing is counted.",
    )
    maximum = forms.IntegerField(
        label="At most", required=False, min_value=0, max_value=999
    )
    source = forms.CharField(
        label="Where it says so",
        max_length=200,
        required=False,
        help_text="Such as “Constitution, clause 3.5”.",
    )
    starts_on = day_field("From", hint="A rule of the same id ends the day before.")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = constituencies_of(body)
        field: Any = self.fields["constituency"]
        field.choices = [
            ("", "Choose"),
            *(
                (
                    _GROUPS.get(word, "This body"),
                    [(f"{word}/{name}", _words(name)) for name in names],
                )
                for word, names in known.items()
            ),
        ]
        every = sorted({_words(name) for names in known.values() for name in names})
        field.error_messages["invalid_choice"] = (
            "“%(value)s” is nothing the portal can count for this body. Known are:"
            f" {listed(every)}."
        )

    def clean_minimum(self) -> str:
        said: str = self.cleaned_data["minimum"].strip().lower()
        if said and said != ALL and not (said.isascii() and said.isdigit()):
            raise forms.ValidationError("Give a number, or “all”, or leave it empty.")
        return said

    def clean_rule_id(self) -> str:
        said = str(self.cleaned_data["rule_id"]).upper()
        if not _ID.fullmatch(said):
            raise forms.ValidationError(
                "An id is letters and digits parted by hyphens, such as RULE-OWN-01."
            )
        return said

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        least, most = clean.get("minimum") or "", clean.get("maximum")
        if most is not None and least.isdigit() and most < int(least):
            self.add_error("maximum", f"Give {least} or more, the number asked for.")
        return clean

    def rule(self) -> dict[str, Any]:
        """The rule as a file of rules has it; the form must be valid."""
        data = self.cleaned_data
        kind, _, constituency = data["constituency"].partition("/")
        least = data["minimum"]
        return {
            "rule_id": data["rule_id"],
            "body_kind": kind,
            "text": data["text"],
            "constituency": constituency,
            "check": data["check_kind"],
            "minimum": int(least) if least.isdigit() else least or None,
            "maximum": data["maximum"],
            "source": [data["source"]] if data["source"] else [],
        }


def initial_of(rule: CompositionRule) -> dict[str, Any]:
    """A shipped rule as the form begins with it, to be changed."""
    kept = {one.value for one in LEVELS}
    return {
        "rule_id": rule.rule_id,
        "text": rule.text,
        "constituency": f"{rule.body_kind}/{rule.constituency}",
        "check_kind": (
            rule.check_kind if rule.check_kind in kept else RuleCheck.HARD.value
        ),
        "minimum": rule.minimum,
        "maximum": rule.maximum,
    }


def _words(name: str) -> str:
    """``Independent non executive excluding chair``."""
    return name.replace("_", " ").capitalize()
