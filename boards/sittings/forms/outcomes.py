"""What is typed about an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from boards.bodies.forms.common import RuleForm
from boards.bodies.models import Body
from boards.meetings.enums import DecisionMethod
from boards.meetings.models import Meeting
from boards.meetings.rules.votes import Votes
from boards.meetings.services import DissentDetails
from boards.sittings.enums import OutcomeKind
from boards.sittings.models import Outcome
from boards.sittings.rules.outcomes import decides, follows
from boards.sittings.services.outcome_case import OutcomeDetails

CASTING = (("", "Not a tie"), ("for", "For"), ("against", "Against"))
CHOOSE = "Choose what became of it."


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=999,
        error_messages={"invalid": f"Enter a whole number for “{label}”."},
    )


class OutcomeForm(RuleForm):
    """The outcome of a recommendation or an item, and how it was come to."""

    kind = forms.ChoiceField(
        label="What became of it",
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    to_meeting = forms.ModelChoiceField(
        label="To which meeting",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="The next one",
    )
    to_body = forms.ModelChoiceField(
        label="To which body",
        queryset=Body.objects.none(),
        required=False,
        empty_label="One that is not in the portal",
    )
    referred_to = forms.CharField(
        label="Its name, if it is not in the portal", max_length=200, required=False
    )
    bring_back = forms.BooleanField(
        label="It may come back if required", required=False
    )
    words = forms.CharField(
        label="In words",
        required=False,
        help_text=(
            "As the minutes and the log of decisions will say it. Left empty, it follows"
            " from the recommendation."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    method = forms.ChoiceField(
        label="How it was decided",
        choices=DecisionMethod.choices,
        required=False,
        widget=forms.RadioSelect,
        initial=DecisionMethod.CONSENSUS,
    )
    votes_for = _number("For")
    votes_against = _number("Against")
    votes_abstained = _number("Abstained")
    casting_vote = forms.ChoiceField(
        label="Casting vote of the person presiding",
        choices=CASTING,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why it was not by consensus",
        required=False,
        help_text=(
            "Needed where the chair decided for the board, or a third party gave support."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    dissents = forms.TypedMultipleChoiceField(
        label="Who asked for a dissent to be recorded",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dissent_words = forms.CharField(
        label="In their words", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    correction = forms.CharField(
        label="Why it is changed",
        max_length=300,
        error_messages={"required": "Say why the outcome is changed."},
    )

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[OutcomeKind],
        body: Body,
        meeting: Meeting,
        voters: Mapping[int, str],
        outcome: Outcome | None = None,
        asked: str = "",
        **kwargs: Any,
    ) -> None:
        said = _said(outcome, asked) if outcome else {}
        initial = {**said, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        fields["to_meeting"].queryset = (
            Meeting.objects.filter(body=body, held_on__gte=meeting.held_on)
            .exclude(pk=meeting.pk)
            .select_related("body")
            .order_by("held_on", "starts_at")
        )
        fields["to_body"].queryset = Body.objects.filter(
            system_id=body.system_id
        ).exclude(pk=body.pk)
        named = dict(voters)
        if outcome is not None and outcome.decision is not None:
            # Who dissented then is offered though the record of attendance has changed.
            for dissent in outcome.decision.dissents.all():
                named.setdefault(dissent.person_id, str(dissent.person))
        fields["dissents"].choices = list(named.items())
        if outcome is None:
            del fields["correction"]

    def details(self) -> OutcomeDetails:
        """What the services take; the form must be valid. What belongs to an answer that
        was not chosen is left out, though it was typed."""
        data = self.cleaned_data
        kind, method = data["kind"], data["method"] or DecisionMethod.CONSENSUS
        is_decision = decides(kind)
        needs_reason = method in (DecisionMethod.CHAIR, DecisionMethod.THIRD_PARTY)
        return OutcomeDetails(
            kind=kind,
            words=data["words"],
            method=method,
            reason=data["reason"] if needs_reason else "",
            votes=self._votes() if is_decision and method == "vote" else None,
            dissents=tuple(
                DissentDetails(pk, data["dissent_words"]) for pk in data["dissents"]
            ),
            bring_back=data["bring_back"] and kind == OutcomeKind.NOTED,
            to_meeting_id=data["to_meeting"].pk if data["to_meeting"] else None,
            to_body_id=data["to_body"].pk if data["to_body"] else None,
            referred_to=data["referred_to"],
        )

    def _votes(self) -> Votes | None:
        data = self.cleaned_data
        if data["votes_for"] is None and data["votes_against"] is None:
            return None
        return Votes(
            data["votes_for"] or 0,
            data["votes_against"] or 0,
            data["votes_abstained"] or 0,
            {"for": True, "against": False}.get(data["casting_vote"]),
        )


def _said(outcome: Outcome, asked: str) -> dict[str, Any]:
    decision, carried = outcome.decision, outcome.carried
    title = outcome.item.title
    said: dict[str, Any] = {
        "kind": outcome.kind,
        # Words that follow from the outcome follow the changed one as well.
        "words": ""
        if follows(outcome.words, outcome.kind, asked, title=title)
        else outcome.words,
        "bring_back": outcome.bring_back,
    }
    if carried is not None and outcome.kind == OutcomeKind.DEFERRED:
        said["to_meeting"] = carried.due_at_meeting_id
    if carried is not None and outcome.kind == OutcomeKind.REFERRED:
        said["to_body"] = carried.body_id
    if decision is None:
        return said
    dissents = list(decision.dissents.all())
    casting = {True: "for", False: "against", None: ""}[decision.casting_vote_for]
    return said | {
        "method": decision.method,
        "reason": decision.reason,
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "votes_abstained": decision.votes_abstained,
        "casting_vote": casting,
        "dissents": [one.person_id for one in dissents],
        "dissent_words": next((one.words for one in dissents if one.words), ""),
    }
