"""What is typed about a meeting; the rules speak when it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import day_field, yes_no_field
from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import MeetingType
from boards.meetings.forms.common import REASON, RuleForm
from boards.meetings.models import AgendaTemplate, Meeting
from boards.meetings.services import MeetingDetails
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


class MeetingForm(RuleForm):
    """Day, time, place and type of a meeting, and the meeting after it."""

    meeting_type = forms.ChoiceField(
        label="Type", choices=MeetingType.choices, widget=forms.RadioSelect
    )
    held_on = forms.DateField(
        label="Date", widget=forms.DateInput(attrs={"type": "date"})
    )
    starts_at = forms.TimeField(
        label="Start", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label="End", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(
        label="Place or platform",
        required=False,
        max_length=200,
        help_text="Where people meet, for example MS Teams.",
    )
    link = forms.URLField(
        label="Link to join", required=False, max_length=500, assume_scheme="https"
    )
    is_public = yes_no_field("Held in public", "Not said: as its body usually meets.")
    stream_link = forms.URLField(
        label="Link to watch online",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="For the public, while the meeting is held.",
    )
    chair = forms.ModelChoiceField(
        label="Person in the chair",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Not decided",
    )
    title = forms.CharField(
        label="Title",
        required=False,
        max_length=200,
        help_text="Only where the meeting has a name of its own.",
    )
    next_meeting = forms.ModelChoiceField(
        label="Next meeting",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Not set",
        help_text="Printed at the foot of the agenda.",
    )

    def __init__(
        self,
        *args: Any,
        body: Body | None = None,
        meeting: Meeting | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["chair"]
        people.queryset = Person.objects.all()
        following: Any = self.fields["next_meeting"]
        if body is not None:
            others = Meeting.objects.filter(body=body).select_related("body")
            if meeting is not None:
                others = others.exclude(pk=meeting.pk).filter(
                    held_on__gte=meeting.held_on
                )
            following.queryset = others.order_by("held_on", "starts_at")

    def clean(self) -> dict[str, Any]:
        """Say at the right field what the services would refuse one by one."""
        data = super().clean() or {}
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error(
                "ends_at", f"The end must be after the start, {start:%H:%M}."
            )
        if (
            not data.get("place")
            and not data.get("link")
            and not self.errors.keys() & {"place", "link"}
        ):
            self.add_error(
                "place",
                "Enter a place, or a link to join, so that people know where to go.",
            )
        return data

    def details(self) -> MeetingDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        chair, following = data["chair"], data.get("next_meeting")
        return MeetingDetails(
            meeting_type=data["meeting_type"],
            held_on=data["held_on"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            place=data["place"],
            link=data["link"],
            title=data["title"],
            is_public=data["is_public"],
            stream_link=data["stream_link"],
            papers_published_on=data.get("papers_published_on"),
            minutes_published_on=data.get("minutes_published_on"),
            chair_id=chair.pk if chair else None,
            next_meeting_id=following.pk if following else None,
        )


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """What a MeetingForm shows of a meeting."""
    return {
        "meeting_type": meeting.meeting_type,
        "held_on": meeting.held_on.isoformat(),
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": meeting.place,
        "link": meeting.link,
        "is_public": {True: "yes", False: "no", None: ""}[meeting.is_public],
        "stream_link": meeting.stream_link,
        "papers_published_on": meeting.papers_published_on,
        "minutes_published_on": meeting.minutes_published_on,
        "chair": meeting.chair_id,
        "title": meeting.title,
        "next_meeting": meeting.next_meeting_id,
    }


class EditMeetingForm(MeetingForm):
    """The same after the meeting was arranged, with what was published since; once issued
    with a reason."""

    papers_published_on = day_field("Papers published on", required=False)
    minutes_published_on = day_field("Minutes published on", required=False)
    in_common_with = forms.ModelMultipleChoiceField(
        label="Meets in common with",
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bodies that sit at the same time with the same agenda.",
    )
    reason = forms.CharField(label=REASON, required=False, max_length=500)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, body=meeting.body, meeting=meeting, **kwargs)
        others: Any = self.fields["in_common_with"]
        others.queryset = Body.objects.filter(system_id=meeting.body.system_id).exclude(
            pk=meeting.body_id
        )
        if not self.is_bound:
            self.initial["in_common_with"] = list(
                meeting.in_common_with.values_list("pk", flat=True)
            )
        if meeting.numbers_frozen_at is None:
            del self.fields["reason"]


class NewMeetingForm(MeetingForm):
    """Whose meeting it is, and what its agenda starts from."""

    body = forms.ModelChoiceField(queryset=Body.objects.none(), empty_label=None)
    start = forms.ChoiceField(label="Start the agenda from", widget=forms.RadioSelect)
    field_order = ["body", "meeting_type", "held_on", "starts_at", "ends_at"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["next_meeting"]
        bodies: Any = self.fields["body"]
        bodies.queryset = Body.objects.filter(pk__in=actor.body_ids(*OFFICE_ROLES))
        templates = AgendaTemplate.objects.filter(body__in=bodies.queryset)
        several = len(bodies.queryset) > 1
        start: Any = self.fields["start"]
        start.choices = [
            *(
                (
                    f"template-{row.pk}",
                    f"{row.name} ({row.body})" if several else row.name,
                )
                for row in templates.select_related("body")
            ),
            ("last", "The last meeting"),
            ("empty", "An empty agenda"),
        ]
        self.initial.setdefault("start", start.choices[0][0])

    def clean(self) -> dict[str, Any]:
        """A template belongs to the body that meets."""
        data = super().clean()
        template, body = self.template(data), data.get("body")
        if template and body and template.body_id != body.pk:
            self.add_error("start", f"Choose a template of {body}.")
        return data

    @staticmethod
    def template(data: dict[str, Any]) -> AgendaTemplate | None:
        """The template chosen, if it is one."""
        kind, _, pk = data.get("start", "").partition("-")
        if kind != "template":
            return None
        return AgendaTemplate.objects.filter(pk=pk).first()
