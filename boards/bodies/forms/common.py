"""What the forms of a body's pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from boards.bodies.forms.day import FIRST, LAST
from boards.directory.models import Organisation, Person
from ics_portal.core.web.words import listed, shortday

if TYPE_CHECKING:
    from django.forms import BoundField

    from boards.bodies.models import Body
    from ics_portal.core.errors import RuleBroken

BOUNDS = f"Choose a day from {FIRST:%-d %B %Y} to {LAST:%-d %B %Y}."
YES_NO = (("", "Not said"), ("yes", "Yes"), ("no", "No"))


class RuleForm(forms.Form):
    """Shows a service's refusal beside the field it concerns, and can say what it holds."""

    def refuse(self, problem: RuleBroken) -> None:
        """Put the refusal at its field, or at the top where it has none here."""
        name = problem.field if problem.field in self.fields else None
        self.add_error(name, problem.message)

    def in_words(self) -> str:
        """What was filled in, a line for each field; the form must be valid."""
        lines = [
            f"{bound.label}: {words}" for bound in self if (words := self._said(bound))
        ]
        return "\n".join(lines)

    def _said(self, bound: BoundField) -> str:
        value: Any = self.cleaned_data.get(bound.name)
        if value in (None, "", False):
            return ""
        if value is True:
            return "yes"
        if hasattr(value, "isoformat"):
            return shortday(value)
        if isinstance(bound.field, forms.ModelMultipleChoiceField):
            return listed(value)
        choices = dict(getattr(bound.field, "choices", ()) or ())
        return str(choices.get(value, value))


def day_field(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    """A day, typed or picked; one out of all reason is refused."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        # A label such as “From” makes no sense inside a sentence unless it is quoted.
        error_messages={
            "required": f"Enter a day for “{label}”.",
            "invalid": f"Enter “{label}” as a day that exists, such as 2/12/2020.",
        },
        validators=[MinValueValidator(FIRST, BOUNDS), MaxValueValidator(LAST, BOUNDS)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def person_field(label: str, *, required: bool = True) -> forms.ModelChoiceField[Any]:
    """Somebody of the directory."""
    return forms.ModelChoiceField(
        label=label,
        queryset=Person.objects.all(),
        required=required,
        empty_label="Choose" if required else "Nobody",
    )


def organisation_field(
    label: str, *, required: bool = True, hint: str = ""
) -> forms.ModelChoiceField[Any]:
    """An organisation of the directory."""
    return forms.ModelChoiceField(
        label=label,
        queryset=Organisation.objects.all(),
        required=required,
        help_text=hint,
        empty_label="Choose" if required else "None",
    )


def yes_no_field(label: str, hint: str = "") -> forms.TypedChoiceField:
    """Yes, no, or not said; None for the last."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        help_text=hint,
        widget=forms.RadioSelect,
    )


class ReasonForm(RuleForm):
    """The last day of something, and why it ends."""

    ends_on = day_field("Last day", hint="Still in force on this day.")
    reason = forms.CharField(label="Reason", max_length=300)


def bodies_of(body: Body) -> Any:
    """The other bodies of the same system."""
    return type(body).objects.filter(system=body.system).exclude(pk=body.pk)
