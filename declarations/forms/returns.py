"""A yearly return, and the round it belongs to."""

from __future__ import annotations

from django import forms

from boards.bodies.forms.common import RuleForm, day_field


class ReturnForm(RuleForm):
    """Complete, or nothing to declare."""

    answer = forms.ChoiceField(
        label="Is this everything a reasonable person would want to know?",
        choices=[
            ("confirmed", "Yes, the interests above are complete and as they are now"),
            ("nil", "Nil return: there is nothing to declare"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether the interests above are complete, or that there is"
            " nothing to declare."
        },
    )


class CycleForm(RuleForm):
    """A year, and the days between which returns are made."""

    year = forms.CharField(
        label="Year",
        max_length=7,
        help_text="The financial year, such as 2020/21.",
        error_messages={"required": "Enter the year as 2020/21."},
    )
    opens_on = day_field("Opens on", hint="Letters go out on this day.")
    closes_on = day_field("Last day of returns")


class ExtendForm(RuleForm):
    """A later last day, and why."""

    closes_on = day_field("New last day of returns")
    reason = forms.CharField(
        label="Why it is open longer",
        max_length=300,
        error_messages={"required": "Say why it is open longer."},
    )
