"""What is typed when a meeting is called, noticed, moved and replied to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from boards.bodies.forms.common import day_field
from boards.directory.models import Person
from boards.meetings.enums import CallKind, NoticeKind, ReplyAnswer
from boards.meetings.forms.common import RuleForm
from boards.meetings.models import Meeting, MeetingSettings


class LateForm(RuleForm):
    """The two answers asked of a notice that comes too late."""

    late_reason = forms.CharField(
        label="Why the notice is late",
        required=False,
        max_length=500,
        help_text="Only where it comes later than the rule asks.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agreed_by = forms.CharField(
        label="Person presiding who agreed to late notice",
        required=False,
        max_length=200,
    )


class CallForm(LateForm):
    """How a meeting is called, and what members are told."""

    kind = forms.ChoiceField(
        label="How it is called",
        choices=CallKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the meeting is called."},
    )
    reason = forms.CharField(
        label="Why it is called this way",
        required=False,
        max_length=500,
        help_text="Needed where the chair calls it, or in an emergency.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label="What members are told",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["kind", "reason", "text"]


class NoticeForm(LateForm):
    """To whom notice was given, when and where."""

    kind = forms.ChoiceField(
        label="Notice",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to whom notice is given."},
    )
    given_on = day_field("Given on")
    given_at = forms.TimeField(
        label="Time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(
        label="Where it was put up",
        required=False,
        max_length=300,
        help_text="For example the website, or the door of the offices.",
    )
    text = forms.CharField(
        label="What it says", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["kind", "given_on", "given_at", "place", "text"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kinds = [NoticeKind.MEMBERS]
        if meeting.held_in_public:
            kinds.insert(0, NoticeKind.PUBLIC)
        kind.choices = [(each.value, each.label) for each in kinds]
        now = timezone.localtime()
        self.initial.setdefault("kind", kinds[0].value)
        self.initial.setdefault("given_on", now.date())
        self.initial.setdefault("given_at", now.time())

    def moment(self) -> datetime:
        """Day and time of the notice, in the time of the office."""
        data = self.cleaned_data
        return timezone.make_aware(datetime.combine(data["given_on"], data["given_at"]))


class MoveForm(RuleForm):
    """The reason for a change of the day or an end, and the new day where there is one."""

    to_on = day_field("New day", required=False)
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason; it is in the notice."},
    )


class ReplyForm(RuleForm):
    """Coming or not, and who comes instead."""

    answer = forms.ChoiceField(
        label="Answer",
        choices=ReplyAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )
    deputy = forms.ModelChoiceField(
        label="Deputy who comes instead",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Nobody",
    )
    note = forms.CharField(label="Note to the office", required=False, max_length=300)

    def __init__(self, *args: Any, deputies: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deputy"]
        field.queryset = Person.objects.filter(pk__in=[each.pk for each in deputies])
        if not deputies:
            del self.fields["deputy"]


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a body calls its meetings and takes questions."""

    class Meta:
        model = MeetingSettings
        fields = [
            "members_notice_days",
            "called_by_chair_days",
            "emergency_days",
            "public_notice_clear_days",
            "papers_public_days",
            "takes_questions",
            "question_cut_off_working_days",
            "question_words",
            "questions_per_person",
            "questions_per_meeting",
            "question_minutes",
            "answer_working_days",
            "how_to_attend",
            "contact",
        ]
        labels = {
            "members_notice_days": "Notice to members, days",
            "called_by_chair_days": "Where the chair calls a meeting, days",
            "emergency_days": "In an emergency, days",
            "public_notice_clear_days": "Public notice, clear days",
            "papers_public_days": "Papers on the website, days before",
            "takes_questions": "The public may put questions",
            "question_cut_off_working_days": "Questions close, working days before",
            "question_words": "Words of a question, at most",
            "questions_per_person": "Questions of one person, at most",
            "questions_per_meeting": "Questions at one meeting, at most",
            "question_minutes": "Minutes for questions",
            "answer_working_days": "Answer in writing within, working days",
            "how_to_attend": "How to attend",
            "contact": "Contact for the public",
        }
        help_texts = {
            "public_notice_clear_days": (
                "Neither the day of the notice nor that of the meeting counts."
            ),
            "question_cut_off_working_days": (
                "Weekends and the bank holidays of England do not count."
            ),
        }
        widgets = {"how_to_attend": forms.Textarea(attrs={"rows": 4})}

    def refuse(self, problem: Any) -> None:
        """Put a refusal at its field, or at the top where it has none here."""
        name = problem.field if problem.field in self.fields else None
        self.add_error(name, problem.message)
