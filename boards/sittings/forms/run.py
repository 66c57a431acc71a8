"""What is typed while a meeting runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import RulingOption
from boards.meetings.forms.common import RuleForm
from boards.meetings.services.participation import RulingDetails
from boards.sittings.enums import AttendanceKind, WayOut
from boards.sittings.models import Attendance
from boards.sittings.rules.sitting import WORDING
from boards.sittings.services.attendance import AttendeeDetails
from boards.sittings.services.private import ResolutionDetails

ACTS = (
    ("arrives", "Arrives"),
    ("leaves", "Leaves the room"),
    ("returns", "Returns"),
    ("goes", "Leaves for good"),
    ("apologies", "Sent apologies"),
    ("absent", "Absent without apologies"),
    ("expected", "Not here after all: take the arrival back"),
)


class TimedForm(RuleForm):
    """Something that happened; without a time, it happens now."""

    happened_at = forms.TimeField(
        label="Time",
        required=False,
        help_text="Left empty: now.",
        input_formats=["%H:%M", "%H.%M", "%H%M", "%H:%M:%S"],
        error_messages={"invalid": "Enter a time such as 10:31."},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


class EventForm(TimedForm):
    """An event that needs nothing but its time."""


class AdjournForm(TimedForm):
    words = forms.CharField(
        label="Why the meeting is adjourned",
        max_length=500,
        error_messages={"required": "Say why the meeting is adjourned."},
    )


class StrikeForm(RuleForm):
    reason = forms.CharField(
        label="Why it is struck out",
        max_length=300,
        error_messages={"required": "Say why it is struck out."},
    )


class InquorateForm(TimedForm):
    way_out = forms.ChoiceField(
        label="What the meeting does instead",
        choices=WayOut.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the meeting does instead."},
    )
    words = forms.CharField(
        label="More about it", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ChairForm(TimedForm):
    """Who takes the chair, for an item or from now on."""

    person = forms.ModelChoiceField(
        label="Who presides",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose who presides."},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = people


def _who(row: Attendance) -> str:
    if row.job_title in ("", row.name):
        return row.name
    return f"{row.name}, {row.job_title}"


class MovementForm(TimedForm):
    """Who, what and when: two choices, and the time is now."""

    attendance = forms.TypedChoiceField(
        label="Who",
        coerce=int,
        error_messages={
            "required": "Choose who it is.",
            "invalid_choice": "Choose somebody on the list.",
        },
    )
    act = forms.ChoiceField(
        label="What happens",
        choices=ACTS,
        error_messages={"required": "Choose what happens."},
    )
    field_order = ("attendance", "act", "happened_at")

    def __init__(self, *args: Any, rows: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attendance: Any = self.fields["attendance"]
        attendance.choices = [
            ("", "Choose"),
            *((row.pk, _who(row)) for row in rows),
        ]


class AttendeeForm(RuleForm):
    """Somebody who is not on the list yet."""

    kind = forms.ChoiceField(
        label="As what",
        choices=AttendanceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose as what the person is here."},
    )
    deputises_for = forms.TypedChoiceField(
        label="Deputy on behalf of",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="The member then has sent apologies.",
    )
    person = forms.ModelChoiceField(
        label="Person",
        queryset=Person.objects.all(),
        required=False,
        empty_label="Not in the directory",
    )
    name = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        help_text="Where the person is not in the directory.",
    )
    job_title = forms.CharField(label="Job title", max_length=300, required=False)
    organisations = forms.CharField(
        label="Organisation", max_length=400, required=False
    )
    by_video = forms.BooleanField(label="By video", required=False)

    def __init__(
        self, *args: Any, members: Iterable[Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        member: Any = self.fields["deputises_for"]
        member.choices = [("", "Nobody"), *((row.pk, row.name) for row in members)]

    def details(self) -> AttendeeDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        person = data["person"]
        return AttendeeDetails(
            kind=data["kind"],
            person_id=person.pk if person else None,
            name=data["name"],
            job_title=data["job_title"],
            organisations=data["organisations"],
            deputises_for_id=data["deputises_for"],
            by_video=data["by_video"],
        )


class RoomRulingForm(RuleForm):
    """How somebody takes part in an item, as the person presiding ruled in the room."""

    person = forms.ModelChoiceField(
        label="Who declared",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose who declared an interest."},
    )
    option = forms.ChoiceField(
        label="How the person takes part",
        choices=RulingOption.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the person takes part."},
    )
    nature = forms.CharField(
        label="Nature of the interest",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As the minutes will say it, and they are published.",
        error_messages={"required": "Say what the interest is."},
    )
    words = forms.CharField(
        label="Decision and action, for the minutes",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Left empty, it is written from the choice above.",
    )
    papers_withheld = forms.BooleanField(
        label="Withhold the papers of this item from the person", required=False
    )
    declared_at_start = forms.TypedChoiceField(
        label="When it was declared",
        choices=[("1", "At the start of the meeting"), ("0", "At the item")],
        coerce=lambda value: value == "1",
        initial="0",
        widget=forms.RadioSelect,
    )
    explained = forms.BooleanField(
        label="The ruling was explained to the meeting", required=False, initial=True
    )
    ruled_by = forms.ModelChoiceField(
        label="Ruled by",
        queryset=Person.objects.none(),
        empty_label="Choose who presides",
        help_text="Who presides; on the person presiding, the deputy chair rules.",
        error_messages={"required": "Choose who ruled."},
    )

    def __init__(self, *args: Any, people: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        ruled_by: Any = self.fields["ruled_by"]
        person.queryset, ruled_by.queryset = people, members

    def details(self, words: str, office: str) -> RulingDetails:
        """What is ruled; ``words`` stand in where none were typed."""
        data = self.cleaned_data
        return RulingDetails(
            option=data["option"],
            nature=data["nature"],
            words=data["words"] or words,
            office=office,
            papers_withheld=data["papers_withheld"],
            declared_at_start=data["declared_at_start"],
            explained=data["explained"],
        )


class PrivateForm(TimedForm):
    """The resolution to exclude the public, with a reason for each item."""

    moved_by = forms.TypedChoiceField(
        label="Moved by",
        coerce=int,
        error_messages={"required": "Choose who moved it."},
    )
    seconded_by = forms.TypedChoiceField(
        label="Seconded by",
        coerce=int,
        error_messages={"required": "Choose who seconded it."},
    )
    wording = forms.CharField(
        label="Resolution",
        initial=WORDING,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write down the resolution."},
    )
    carried = forms.TypedChoiceField(
        label="Result",
        choices=[("1", "Carried"), ("0", "Lost")],
        initial="1",
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    field_order = ("moved_by", "seconded_by", "happened_at", "wording")

    def __init__(
        self,
        *args: Any,
        voters: Iterable[Attendance],
        items: Mapping[int, tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [("", "Choose"), *((row.pk, row.name) for row in voters)]
        for name in ("moved_by", "seconded_by"):
            field: Any = self.fields[name]
            field.choices = people
        self.item_ids = list(items)
        for item_id, (title, reason) in items.items():
            self.fields[f"reason_{item_id}"] = forms.CharField(
                label=f"Why {title} is taken in private",
                initial=reason,
                max_length=1000,
                error_messages={"required": f"Say why {title} is taken in private."},
            )

    def details(self) -> ResolutionDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        return ResolutionDetails(
            moved_by_id=data["moved_by"],
            seconded_by_id=data["seconded_by"],
            wording=data["wording"],
            reasons={pk: data[f"reason_{pk}"] for pk in self.item_ids},
            carried=data["carried"],
        )


class ImportForm(RuleForm):
    """A table of those present, pasted."""

    text = forms.CharField(
        label="Table of those present",
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="A row for each person: job title, organisations, name if there is one,"
        " with tabs between. A line with a heading alone begins a group. The JSON form of"
        " the reference data is read as well.",
        error_messages={"required": "Paste the table."},
        max_length=200_000,
    )


class YearlyFilter(forms.Form):
    """Whose attendance, in which year."""

    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), required=False, empty_label=None
    )
    year = forms.TypedChoiceField(
        label="Year", coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, *args: Any, bodies: Any, years: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = bodies
        year: Any = self.fields["year"]
        year.choices = [(each, str(each)) for each in years]
