"""What is typed before something goes out, comes late or is withdrawn."""

from __future__ import annotations

from django import forms

from boards.bodies.forms.common import RuleForm


class LateForm(RuleForm):
    """Why it goes out late, and who presided and agreed; asked where it is late."""

    late_reason = forms.CharField(
        label="Why it is late",
        help_text="The public reads this. Name nobody, and say nothing of part 2.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    late_agreed_by = forms.CharField(
        label="Who presides and agreed",
        help_text="For example: the chair.",
        required=False,
        max_length=200,
    )


class NoticeForm(LateForm):
    """The notice: what the portal does not know itself."""

    text = forms.CharField(
        label="Anything to add to the notice",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("text", "late_reason", "late_agreed_by")


class WithdrawForm(RuleForm):
    """Why something published is withdrawn."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        help_text="The public reads this in its place.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
