"""What the list of actions can be narrowed to, and what is typed about one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.actions.enums import ActionState
from boards.actions.models import Action
from boards.actions.selectors import LogFilters, closing_meetings
from boards.actions.services import Progress
from boards.bodies.forms.common import RuleForm, person_field
from boards.bodies.models import Body
from boards.meetings.models import Meeting

if TYPE_CHECKING:
    from datetime import date

    from ics_portal.accounts.actor import Actor

WHEN = "A day such as 13.01.2021, a month such as January 2021, or On-going."


class LogFilter(forms.Form):
    """Which body, in which state, whose; ended actions only when they are asked for."""

    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), required=False, empty_label="Every body"
    )
    state = forms.ChoiceField(
        choices=[("", "Every open state"), *ActionState.choices], required=False
    )
    lead = forms.CharField(label="Lead", required=False)
    overdue = forms.BooleanField(required=False, label="Overdue only")
    mine = forms.BooleanField(required=False, label="Mine only")
    ended = forms.BooleanField(required=False, label="Show closed and superseded too")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.queryset = Body.objects.filter(pk__in=actor.body_ids())

    def chosen(self) -> LogFilters:
        """For ``selectors.actions_for``; a body that is not the actor's is no choice."""
        if self.is_bound:
            self.is_valid()
        clean = self.cleaned_data if self.is_bound else {}
        body = clean.get("body")
        return LogFilters(
            body_id=body.pk if body else None,
            state=clean.get("state") or "",
            lead=clean.get("lead") or "",
            overdue=bool(clean.get("overdue")),
            mine=bool(clean.get("mine")),
            with_ended=bool(clean.get("ended")),
        )


class QuickActionForm(RuleForm):
    """A line at the table: what, who, by when."""

    title = forms.CharField(
        label="Action", error_messages={"required": "Say what is to be done."}
    )
    lead = forms.CharField(
        label="Lead", error_messages={"required": "Say who leads it, by role."}
    )
    due = forms.CharField(label="Due", required=False)


class ProgressForm(RuleForm):
    """What has happened, whether it is done, and another date if it needs one."""

    text = forms.CharField(
        label="What has happened",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what has happened."},
    )
    done = forms.ChoiceField(
        label="Is it done?",
        choices=[
            ("no", "Not yet"),
            ("yes", "Yes, propose to the meeting that it is closed"),
        ],
        widget=forms.RadioSelect,
        initial="no",
        error_messages={"required": "Say whether it is done."},
    )
    due = forms.CharField(
        label="Another due date",
        required=False,
        help_text=f"Leave empty to keep the date. {WHEN}",
    )
    due_reason = forms.CharField(
        label="Why the date is revised", required=False, max_length=300
    )

    def progress(self) -> Progress:
        """What the service takes; the form must be valid."""
        data = self.cleaned_data
        return Progress(
            text=data["text"],
            proposes=data["done"] == "yes",
            due=data["due"] or None,
            due_reason=data["due_reason"],
        )


class ChangeForm(RuleForm):
    """The words of an action, and its lead."""

    title = forms.CharField(
        label="Action",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is to be done."},
    )
    lead = forms.CharField(
        label="Responsible lead",
        help_text="The role, such as Director of Finance.",
        error_messages={"required": "Say who leads it, by role."},
    )
    lead_person = person_field("Person, if known", required=False)


class CloseForm(RuleForm):
    """Which meeting closed it, and what it said."""

    meeting = forms.ModelChoiceField(
        label="Meeting that closed it",
        queryset=Meeting.objects.none(),
        error_messages={"required": "Choose the meeting that closed it."},
        empty_label="Choose",
    )
    words = forms.CharField(
        label="What the meeting said",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, action: Action, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        found = [meeting.pk for meeting in closing_meetings(action, today)]
        field.queryset = Meeting.objects.filter(pk__in=found).select_related("body")


class KeepOpenForm(RuleForm):
    """Why the meeting did not agree."""

    words = forms.CharField(
        label="Why it stays open",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it stays open."},
    )


class SupersedeForm(RuleForm):
    """By which action, and why."""

    by = forms.ModelChoiceField(
        label="Superseded by",
        queryset=Action.objects.none(),
        error_messages={"required": "Choose the action that replaces it."},
        empty_label="Choose",
    )
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        error_messages={"required": "Say why it is superseded."},
    )

    def __init__(self, *args: Any, action: Action, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["by"]
        others = Action.objects.readable_by(actor).filter(body_id=action.body_id)
        field.queryset = others.outstanding().exclude(pk=action.pk)
        field.label_from_instance = lambda one: f"{one.code} {one.title[:80]}"


class ReopenForm(RuleForm):
    """Why it is opened again."""

    reason = forms.CharField(
        label="Why it is opened again",
        max_length=300,
        error_messages={"required": "Say why it is opened again."},
    )
