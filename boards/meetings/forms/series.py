"""What is typed about a series of meetings."""

from __future__ import annotations

from calendar import day_name, month_name
from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import day_field
from boards.bodies.models import Body
from boards.meetings.enums import MeetingType
from boards.meetings.forms.common import RuleForm
from boards.meetings.rules.series import WEEKS, Pattern
from boards.meetings.services.meetings import MeetingDetails
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class SeriesForm(RuleForm):
    """A pattern, the time it runs for, and what all its meetings share."""

    body = forms.ModelChoiceField(queryset=Body.objects.none(), empty_label=None)
    week = forms.TypedChoiceField(label="Week of the month", choices=WEEKS, coerce=int)
    weekday = forms.TypedChoiceField(
        label="Day", choices=list(enumerate(day_name)), coerce=int
    )
    not_months = forms.TypedMultipleChoiceField(
        label="Not in",
        choices=list(enumerate(month_name))[1:],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first = day_field("From")
    last = day_field("To")
    meeting_type = forms.ChoiceField(
        label="Type", choices=MeetingType.choices, widget=forms.RadioSelect
    )
    starts_at = _time("Start")
    ends_at = _time("End")
    place = forms.CharField(label="Place or platform", required=False, max_length=200)
    link = forms.URLField(
        label="Link to join", required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["body"]
        bodies.queryset = Body.objects.filter(pk__in=actor.body_ids(*OFFICE_ROLES))
        self.initial.setdefault("meeting_type", MeetingType.FORMAL.value)

    def pattern(self) -> Pattern:
        """The pattern asked for; the form must be valid."""
        data = self.cleaned_data
        return Pattern(
            week=data["week"],
            weekday=data["weekday"],
            not_months=frozenset(data["not_months"]),
        )

    def details(self) -> MeetingDetails:
        """What all the meetings share; the day is each one's own."""
        data = self.cleaned_data
        return MeetingDetails(
            held_on=data["first"],
            **{
                name: data[name]
                for name in ("meeting_type", "starts_at", "ends_at", "place", "link")
            },
        )
