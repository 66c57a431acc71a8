"""What is typed about ratings and actions of regulators; the rules speak on saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from boards.directory.enums import OrganisationKind
from boards.directory.models import Organisation
from boards.duties.enums import ActionKind, RatingStatus, Segment
from boards.duties.rules.oversight import WHO_ACTS, WRONG_SEGMENT

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from boards.directory.models import IntegratedCareSystem


NO_BODIES = (OrganisationKind.ICS, OrganisationKind.SECTOR, OrganisationKind.FORUM)
"""Named in the directory, and nothing that anybody oversees by itself."""

WHOLE = "system"
"""What stands for the system as a whole among organisations."""


def _ours(system: IntegratedCareSystem) -> QuerySet[Organisation]:
    return Organisation.objects.filter(systems=system).exclude(kind__in=NO_BODIES)


class RatingForm(RuleForm):
    """A segment of the system or one of its organisations."""

    organisation = forms.ChoiceField(
        label="Who was rated",
        error_messages={
            "invalid_choice": "Choose the system or one of its organisations."
        },
    )
    scheme = forms.CharField(
        label="By which framework, of which year",
        max_length=120,
        help_text="Such as “System Oversight Framework 2021/22”.",
    )
    segment = forms.TypedChoiceField(
        label="Segment",
        choices=[("", "Choose"), *Segment.choices],
        coerce=int,
        error_messages={"invalid_choice": WRONG_SEGMENT, "required": WRONG_SEGMENT},
    )
    status = forms.ChoiceField(
        label="Expected or final",
        choices=[("", "Choose"), *RatingStatus.choices],
        help_text="A final rating takes the place of an expected one.",
    )
    starts_on = day_field(
        "From", hint="The rating of before by the same framework ends the day before."
    )
    source = forms.CharField(
        label="Source",
        max_length=200,
        required=False,
        help_text="Where it says so, such as a letter and its date.",
    )
    note = forms.CharField(
        label="Note",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label="Reason, if it corrects a rating of the same day",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, system: IntegratedCareSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ours = {str(one.pk): one for one in _ours(system)}
        field: Any = self.fields["organisation"]
        field.choices = [
            (WHOLE, "The system as a whole"),
            *((pk, one.name) for pk, one in self._ours.items()),
        ]

    def clean_organisation(self) -> Organisation | None:
        """None stands for the system as a whole."""
        return self._ours.get(self.cleaned_data["organisation"])


class ActionForm(RuleForm):
    """What NHS England did about an organisation."""

    about = forms.ModelChoiceField(
        label="About whom",
        queryset=Organisation.objects.none(),
        empty_label="Choose",
    )
    taken_by = forms.ModelChoiceField(
        label="Taken by",
        queryset=Organisation.objects.filter(kind=OrganisationKind.REGULATOR),
        empty_label="Choose",
        help_text="NHS England, or a region of it.",
        error_messages={"invalid_choice": WHO_ACTS},
    )
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Choose"), *ActionKind.choices]
    )
    words = forms.CharField(
        label="What was done",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = day_field("From")
    ends_on = day_field("To", required=False, hint="Leave it empty while it lasts.")

    def __init__(self, *args: Any, system: IntegratedCareSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.queryset = _ours(system)
