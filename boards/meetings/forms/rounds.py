"""What is typed about a decision between meetings, and a use of the seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from boards.bodies.models import Body
from boards.directory.models import Person
from boards.meetings.enums import Consulted, Part, RoundKind
from boards.meetings.models import Decision, DecisionRound
from boards.meetings.services import RoundDetails, SealDetails
from ics_portal.accounts.actor import OFFICE_ROLES

if TYPE_CHECKING:
    from datetime import date

    from ics_portal.accounts.actor import Actor


def _own_bodies(form: forms.Form, actor: Actor) -> None:
    field: Any = form.fields["body"]
    field.queryset = Body.objects.filter(pk__in=actor.body_ids(*OFFICE_ROLES))


class RoundForm(RuleForm):
    """A decision put to the members between two meetings."""

    body = forms.ModelChoiceField(
        label="Body that decides", queryset=Body.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(
        label="How it is decided",
        choices=RoundKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose an urgent decision or a written resolution."
        },
    )
    virtual_meeting_tried = forms.CharField(
        label="What was tried to hold a virtual meeting",
        help_text="A meeting by video comes first; say why there is none.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    title = forms.CharField(
        label="Title",
        max_length=300,
        error_messages={"required": "Give it a title."},
    )
    wording = forms.CharField(
        label="What is to be decided",
        help_text="In the words that the log of decisions will have.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write down what is to be decided."},
    )
    why = forms.CharField(
        label="Why it cannot wait for a meeting",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it cannot wait for a meeting."},
    )
    closes_on = day_field("Last day for answers", required=False)
    part = forms.TypedChoiceField(
        label="Who may read it",
        choices=(
            (Part.ONE, "Everybody with a role in the body, and the public"),
            (Part.TWO, "Members and the board office only"),
        ),
        coerce=int,
        initial=Part.ONE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _own_bodies(self, actor)

    def details(self) -> RoundDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        return RoundDetails(
            kind=data["kind"],
            title=data["title"],
            wording=data["wording"],
            why=data["why"],
            part=data["part"],
            virtual_meeting_tried=(
                data["virtual_meeting_tried"]
                if data["kind"] == RoundKind.URGENT
                else ""
            ),
            closes_on=data["closes_on"],
        )


class AnswerForm(RuleForm):
    """What a member answers, or the office enters for one."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[one for one in Consulted.choices if one[0] != Consulted.WAITING],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )
    note = forms.CharField(
        label="A note", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class EnterAnswerForm(AnswerForm):
    """The same for somebody else."""

    person = forms.ModelChoiceField(
        label="Who answered",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose who answered."},
    )
    field_order = ["person", "answer", "note"]

    def __init__(self, *args: Any, found: DecisionRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        asked = Person.objects.filter(round_replies__round=found)
        field.queryset = asked.order_by("name")
        self.fields["answer"].label = "The answer"


class DecideForm(RuleForm):
    """Who decided an urgent matter."""

    decided_by = forms.CharField(
        label="Who decided",
        max_length=400,
        required=False,
        help_text="By their titles, such as “Chair and Chief Executive”.",
    )


class StopForm(RuleForm):
    """Why a round is stopped."""

    reason = forms.CharField(
        label="Why it is stopped",
        max_length=300,
        error_messages={"required": "Say why it is stopped."},
    )


class SealForm(RuleForm):
    """A use of the seal; its number is given."""

    body = forms.ModelChoiceField(
        label="Body", queryset=Body.objects.none(), empty_label=None
    )
    sealed_on = day_field("Sealed on")
    document = forms.CharField(
        label="What was sealed",
        max_length=300,
        error_messages={"required": "Say what was sealed."},
    )
    parties = forms.CharField(label="Between whom", max_length=300, required=False)
    attested_by = forms.CharField(
        label="Attested by",
        max_length=300,
        help_text="By their titles, such as “Chair and Chief Executive”.",
        error_messages={"required": "Say who attested the sealing."},
    )
    decision = forms.CharField(
        label="Number of the decision it follows", max_length=30, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        _own_bodies(self, actor)

    def clean_decision(self) -> int | None:
        """The id of the decision with that number, if one may read it."""
        number = self.cleaned_data["decision"].strip()
        if not number:
            return None
        readable = Decision.objects.readable_by(self.actor)
        found = readable.filter(number__iexact=number).first()
        if found is None:
            raise forms.ValidationError(
                f"No decision has the number “{number}”. Look it up in the log."
            )
        return found.pk

    def details(self) -> SealDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        day: date = data["sealed_on"]
        return SealDetails(
            sealed_on=day,
            document=data["document"],
            parties=data["parties"],
            attested_by=data["attested_by"],
            decision_id=data["decision"],
        )


class BodyFilter(forms.Form):
    """Of which body."""

    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), required=False, empty_label="Every body"
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.queryset = Body.objects.filter(pk__in=actor.body_ids())

    def body_id(self) -> int | None:
        """The one chosen; one that cannot be chosen is none."""
        clean = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return clean["body"].pk if clean.get("body") else None
