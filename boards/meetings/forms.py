"""What is typed into the pages of meetings; the rules speak when it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.models import Body, Purpose
from boards.directory.models import Organisation, Person
from boards.meetings.enums import ItemFormat, MeetingType, Part
from boards.meetings.models import AgendaSection, AgendaTemplate, Meeting
from boards.meetings.services import MeetingDetails
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.web.forms.fields import RowsField

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.errors import RuleBroken

REASON = "Reason for the change"
NO_SECTION = "Choose a section of this agenda; the one you chose is not on it."
NO_PURPOSE = (
    "Choose a purpose from the body's own list; the one you chose is not on it."
)
NO_PARTY = "Choose organisations from the directory; one you chose is not in it."


class RuleForm(forms.Form):
    """A form that shows a service's refusal beside the field it concerns."""

    def refuse(self, problem: RuleBroken) -> None:
        """Put the refusal at its field, or at the top where it has none here."""
        name = problem.field if problem.field in self.fields else None
        self.add_error(name, problem.message)


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
        "chair": meeting.chair_id,
        "title": meeting.title,
        "next_meeting": meeting.next_meeting_id,
    }


class EditMeetingForm(MeetingForm):
    """The same after the meeting was arranged; once issued with a reason."""

    reason = forms.CharField(label=REASON, required=False, max_length=500)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, body=meeting.body, meeting=meeting, **kwargs)
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


class QuickAddForm(RuleForm):
    """One row: type a title and press Enter; the rest keeps the last choice."""

    title = forms.CharField(label="Add an item", required=False)
    section = forms.ModelChoiceField(
        queryset=AgendaSection.objects.none(),
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": NO_SECTION},
    )
    purposes = forms.ModelChoiceField(
        label="Purpose",
        queryset=Purpose.objects.none(),
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": NO_PURPOSE},
    )
    item_format = forms.ChoiceField(
        label="Format", choices=ItemFormat.choices, required=False
    )
    minutes = forms.CharField(
        label="Min",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "quick-%s"})
        sections: Any = self.fields["section"]
        sections.queryset = AgendaSection.objects.filter(meeting=meeting)
        purposes: Any = self.fields["purposes"]
        purposes.queryset = Purpose.objects.filter(body=meeting.body, retired=False)


class LateItemForm(QuickAddForm):
    """After issue: where the late item follows, and why it comes late."""

    after = forms.ChoiceField(label="After", required=False)
    reason = forms.CharField(label="Why it is late", required=False, max_length=500)
    field_order = ["title", "after", "purposes", "item_format", "minutes", "reason"]

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["section"]
        self.fields["title"].label = "Add a late item"
        after: Any = self.fields["after"]
        after.choices = places


class ItemForm(RuleForm):
    """All that is kept of one item."""

    title = forms.CharField(label="Title")
    owners = forms.CharField(
        label="Owners",
        required=False,
        help_text="Roles or people, with a slash between several: Chair / All.",
    )
    purposes = RowsField(
        queryset=Purpose.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NO_PURPOSE},
    )
    item_format = forms.ChoiceField(
        label="Format", choices=ItemFormat.choices, widget=forms.RadioSelect
    )
    minutes = forms.CharField(
        label="Minutes", widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    part = forms.ChoiceField(
        choices=Part.choices,
        widget=forms.RadioSelect,
        help_text="Part 1 is in public, part 2 in private.",
    )
    private_reason = forms.CharField(
        label="Why it is taken in private",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    open_title = forms.CharField(
        label="Title on the public agenda",
        required=False,
        help_text="Only where the title itself is confidential.",
    )
    confidential_reason = forms.CharField(
        label="Why a confidential paper stays in part 1",
        required=False,
        help_text="Its title will be public, the paper will not.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    parties = RowsField(
        label="Organisations concerned",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Members of these may have an interest in the item.",
        error_messages={"invalid_choice": NO_PARTY},
    )
    reason = forms.CharField(label=REASON, required=False, max_length=500)

    def __init__(
        self, *args: Any, meeting: Meeting, chosen: list[Purpose], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        purposes: Any = self.fields["purposes"]
        known = Purpose.objects.filter(body=meeting.body, retired=False)
        purposes.queryset = known | Purpose.objects.filter(
            pk__in=[each.pk for each in chosen]
        )
        parties: Any = self.fields["parties"]
        parties.queryset = Organisation.objects.all()
        if meeting.numbers_frozen_at is None:
            del self.fields["reason"]


class ReasonForm(RuleForm):
    """Why something is done."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why."},
    )


class DeferForm(ReasonForm):
    """To which meeting an item is deferred, and why."""

    to_meeting = forms.ModelChoiceField(
        label="Defer to",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="The next meeting, whenever it is",
    )
    field_order = ["to_meeting", "reason"]

    def __init__(
        self, *args: Any, meeting: Meeting, reason_required: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        later: Any = self.fields["to_meeting"]
        later.queryset = (
            Meeting.objects.filter(body=meeting.body, held_on__gte=meeting.held_on)
            .exclude(pk=meeting.pk)
            .select_related("body")
            .order_by("held_on")
        )
        self.initial.setdefault("to_meeting", meeting.next_meeting_id)
        self.fields["reason"].required = reason_required
        if not reason_required:
            self.fields["reason"].label = "Reason (optional)"


class SectionForm(RuleForm):
    """A section's heading."""

    title = forms.CharField(label="Heading", required=False)


class RemoveSectionForm(RuleForm):
    """Where the items of a removed section go."""

    move_items_to = forms.ModelChoiceField(
        label="Move its items to",
        queryset=AgendaSection.objects.none(),
        required=False,
        empty_label="Choose a section",
    )

    def __init__(self, *args: Any, section: AgendaSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = self.fields["move_items_to"]
        others.queryset = AgendaSection.objects.filter(
            meeting_id=section.meeting_id
        ).exclude(pk=section.pk)


class PasteForm(RuleForm):
    """A table out of the clipboard."""

    table = forms.CharField(
        label="Paste the table here",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
