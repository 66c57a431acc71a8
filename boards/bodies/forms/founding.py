"""A new body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import slugify

from boards.bodies.enums import Authority, BodyKind, CommitteeType, LegalForm
from boards.bodies.forms.common import RuleForm, day_field, organisation_field
from boards.bodies.models import Body
from boards.directory.models import IntegratedCareSystem, Place
from ics_portal.accounts.actor import Role

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def _optional(choices: Any) -> list[tuple[str, str]]:
    return [("", "Not said"), *choices]


class BodyForm(RuleForm):
    """What a body is when it is added."""

    name = forms.CharField(label="Name", max_length=200)
    code = forms.CharField(
        label="Code",
        max_length=12,
        help_text="Short and its own, such as ICSB. The codes of its actions begin"
        " with it.",
    )
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), *BodyKind.choices])
    system = forms.ModelChoiceField(
        label="System",
        queryset=IntegratedCareSystem.objects.none(),
        empty_label=None,
    )
    committee_type = forms.ChoiceField(
        label="What the committee is for",
        choices=_optional(CommitteeType.choices),
        required=False,
    )
    authority = forms.ChoiceField(
        label="Authority",
        choices=_optional(Authority.choices),
        required=False,
        help_text="A body that advises holds no delegation.",
    )
    legal_form = forms.ChoiceField(
        label="Legal form", choices=_optional(LegalForm.choices), required=False
    )
    organisation = organisation_field(
        "Board of",
        required=False,
        hint="The organisation whose board this is, such as the ICS NHS body.",
    )
    place = forms.ModelChoiceField(
        label="Place",
        queryset=Place.objects.none(),
        required=False,
        empty_label="None",
    )
    successor_of = forms.ModelChoiceField(
        label="Follows",
        queryset=Body.objects.none(),
        required=False,
        empty_label="None",
        help_text="The body in whose place it comes.",
    )
    starts_on = day_field("From", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = actor.body_ids(Role.GOVERNANCE_LEAD)
        systems = IntegratedCareSystem.objects.filter(bodies__in=led).distinct()
        system: Any = self.fields["system"]
        system.queryset = systems
        place: Any = self.fields["place"]
        place.queryset = Place.objects.filter(system__in=systems)
        before: Any = self.fields["successor_of"]
        before.queryset = Body.objects.filter(system__in=systems)

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()

    def body(self) -> dict[str, Any]:
        """What the service takes; the address is made of the name."""
        data = self.cleaned_data
        return {**data, "slug": slugify(data["name"])[:80] or slugify(data["code"])}
