"""Which duties to show; what shows that one is met, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from boards.bodies.enums import BodyKind
from boards.bodies.forms.common import RuleForm, day_field, person_field
from boards.bodies.forms.day import DayForm
from boards.bodies.models import InstrumentVersion
from boards.duties.enums import Level, Subject
from boards.duties.presenters.duties import CHIPS, STATES
from boards.duties.rules.facts import Duty
from boards.duties.selectors.duties import versions_to_show
from boards.duties.selectors.involvement import decisions_of
from boards.meetings.models import Decision

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from ics_portal.accounts.actor import Actor

WHOLE = "The whole of it"


class DutyFilterForm(DayForm):
    """Day and system, and which duties to show. What cannot be chosen shows them all."""

    state = forms.ChoiceField(
        label="Finding",
        required=False,
        choices=[("", "All"), *((str(one), CHIPS[one][0]) for one in STATES)],
    )
    level = forms.ChoiceField(
        label="Level", required=False, choices=[("", "All"), *Level.choices]
    )
    subject = forms.ChoiceField(
        label="Subject", required=False, choices=[("", "All"), *Subject.choices]
    )

    slug = forms.ChoiceField(label="Whose", required=False, choices=[("", "All")])

    def offer(self, bodies: Iterable[Body], duties: Iterable[Duty]) -> None:
        """Whose duties can be chosen: those of bodies of a kind that has any."""
        kinds = {duty.held_by for duty in duties} | {BodyKind.NHS_BODY_BOARD}
        found = [(one.slug, one.name) for one in bodies if one.kind in kinds]
        slug: Any = self.fields["slug"]
        slug.choices = [("", "All"), *found]
        self.full_clean()

    def day(self) -> date:
        """The day chosen, also where something else on the form is no choice."""
        self.is_valid()
        return self.cleaned_data.get("on") or timezone.localdate()

    def chosen(self) -> dict[str, str]:
        """What to show by: the fields that were filled in."""
        names = ("state", "level", "subject", "slug")
        given = {name: self.cleaned_data.get(name) for name in names}
        return {name: value for name, value in given.items() if value}


def _part_field(duty: Duty) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Of what",
        choices=[("", WHOLE), *((one.key, one.words) for one in duty.parts)],
        required=False,
        widget=forms.RadioSelect,
    )


class EvidenceForm(RuleForm):
    """What somebody found."""

    is_met = forms.TypedChoiceField(
        label="What was found",
        choices=[("yes", "It is met"), ("no", "It is not met")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What it shows",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = day_field(
        "Found on",
        hint="It counts from this day. What was found before of the same, and says the"
        " opposite, ends the day before.",
    )
    version = forms.ModelChoiceField(
        label="Document it rests on",
        queryset=InstrumentVersion.objects.none(),
        required=False,
        empty_label="None",
    )
    decision = forms.ModelChoiceField(
        label="Decision it rests on",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="None",
    )
    address = forms.CharField(label="Web address", max_length=500, required=False)
    review_on = day_field("To be looked at again on", required=False)

    def __init__(
        self, *args: Any, body: Body, duty: Duty, actor: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if duty.parts:
            self.fields["part"] = _part_field(duty)
            self.order_fields(["part"])
        version: Any = self.fields["version"]
        version.queryset = versions_to_show(body)
        decision: Any = self.fields["decision"]
        decision.queryset = decisions_of(actor, body.system)


class OwnerForm(RuleForm):
    """Who answers for a duty."""

    person = person_field("Person", required=False)
    post = forms.CharField(
        label="Post",
        max_length=200,
        required=False,
        help_text="A person, a post, or both.",
    )
    starts_on = day_field(
        "From",
        hint="Whoever answered for the same before does so until the day before.",
    )

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if duty.parts:
            self.fields["part"] = _part_field(duty)
            self.order_fields(["part"])
