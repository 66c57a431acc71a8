"""What is typed about a decision, and what the log can be narrowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field, person_field
from boards.bodies.models import Body
from boards.meetings.enums import DecisionMethod
from boards.meetings.models import AgendaItem, Decision, Meeting
from boards.meetings.selectors import items_to_decide, years_of_decisions
from boards.meetings.services import DecisionDetails
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.numbers import whole

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


MEETINGS_OFFERED = 60
CASTING = (("", "Not a tie"), ("for", "For"), ("against", "Against"))


def votes_field(label: str) -> forms.IntegerField:
    """How many voted so."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=999,
        error_messages={"invalid": f"Enter a whole number for “{label}”."},
    )


class DecisionForm(RuleForm):
    """All of a decision but its number, which is given. ``of_a_vote`` names the fields
    that are shown with the choice “By a vote”."""

    of_a_vote = (
        *("votes_for", "votes_against", "votes_abstained"),
        *("casting_vote", "casting_vote_by"),
    )

    wording = forms.CharField(
        label="What was decided",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write down what was decided."},
    )
    decided_on = day_field("Decided on")
    method = forms.ChoiceField(
        label="How it was decided",
        choices=DecisionMethod.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was decided."},
    )
    votes_for = votes_field("For")
    votes_against = votes_field("Against")
    votes_abstained = votes_field("Abstained")
    casting_vote = forms.ChoiceField(
        label="Casting vote of the person presiding",
        choices=CASTING,
        required=False,
        widget=forms.RadioSelect,
    )
    casting_vote_by = person_field("Who presided", required=False)
    reason = forms.CharField(
        label="Why it was not by consensus",
        required=False,
        help_text=(
            "Needed where the chair decided for the board, or a third party gave support."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    meeting = forms.ModelChoiceField(
        label="Meeting",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Between two meetings",
    )
    item = forms.TypedChoiceField(
        label="Item of the agenda",
        coerce=int,
        empty_value=None,
        required=False,
    )

    def offer(
        self,
        body_ids: list[int],
        meeting: Meeting | None,
        kept: AgendaItem | None = None,
    ) -> None:
        """Offer the meetings of these bodies, and the items of one of them; ``kept`` is
        offered though it left the agenda since."""
        meetings: Any = self.fields["meeting"]
        of_bodies = Meeting.objects.filter(body_id__in=body_ids).select_related("body")
        meetings.queryset = of_bodies
        meetings.choices = self._latest(of_bodies, meetings.empty_label)
        items: Any = self.fields["item"]
        if meeting is None:
            del self.fields["item"]
        else:
            found = items_to_decide(meeting)
            if kept is not None and kept.pk not in dict(found):
                found.append((kept.pk, kept.title))
            items.choices = [("", "None of them"), *found]

    def _latest(self, meetings: Any, none: str) -> list[tuple[Any, str]]:
        """The latest ones and the one chosen: a list of thousands helps nobody. Any other
        is taken all the same, from its own page."""
        latest = meetings.order_by("-held_on", "-pk")[:MEETINGS_OFFERED]
        offered = {each.pk: str(each) for each in latest}
        chosen = whole(str(self["meeting"].value() or ""))
        if chosen is not None and chosen not in offered:
            older = meetings.filter(pk=chosen)
            offered |= {each.pk: str(each) for each in older}
        return [("", none), *offered.items()]

    def details(self) -> DecisionDetails:
        """What the services take; the form must be valid."""
        data = self.cleaned_data
        return DecisionDetails(
            wording=data["wording"],
            method=data["method"],
            decided_on=data["decided_on"],
            reason=data["reason"],
            meeting_id=data["meeting"].pk if data["meeting"] else None,
            item_id=data.get("item"),
            **self._votes(),
        )

    def _votes(self) -> dict[str, Any]:
        """The numbers, where the decision was by a vote; what was typed beside another
        way is left out."""
        data = self.cleaned_data
        if data["method"] != DecisionMethod.VOTE:
            return {}
        casting = {"for": True, "against": False}.get(data["casting_vote"])
        by = data["casting_vote_by"]
        return {
            "votes_for": data["votes_for"],
            "votes_against": data["votes_against"],
            "votes_abstained": data["votes_abstained"],
            "casting_vote_for": casting,
            "casting_vote_by_id": by.pk if by and casting is not None else None,
        }


class NewDecisionForm(DecisionForm):
    """A decision of one of the bodies whose log one keeps. Begun on the page of a
    meeting it is of that meeting, and may name an item."""

    body = forms.ModelChoiceField(
        label="Body that decided", queryset=Body.objects.none(), empty_label=None
    )
    field_order = ["body", "meeting", "item", "decided_on"]

    def __init__(
        self, *args: Any, actor: Actor, meeting: Meeting | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = actor.body_ids(*OFFICE_ROLES)
        bodies: Any = self.fields["body"]
        bodies.queryset = Body.objects.filter(pk__in=kept)
        if meeting is not None:
            bodies.queryset = bodies.queryset.filter(pk=meeting.body_id)
            self.initial = {
                "body": meeting.body_id,
                "meeting": meeting.pk,
                "decided_on": meeting.held_on,
                **self.initial,
            }
        self.offer([meeting.body_id] if meeting else list(kept), meeting)


class CorrectDecisionForm(DecisionForm):
    """The same of a decision that is on record, with the reason for the correction."""

    correction = forms.CharField(
        label="Why it is corrected",
        max_length=300,
        error_messages={"required": "Say why the decision is corrected."},
    )
    field_order = ["meeting", "item", "decided_on"]

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        names = ("wording", "decided_on", "method", "reason", "meeting", "item")
        names += ("votes_for", "votes_against", "votes_abstained", "casting_vote_by")
        shown = {name: decision.serializable_value(name) for name in names}
        casting = {True: "for", False: "against", None: ""}[decision.casting_vote_for]
        shown["casting_vote"] = casting
        super().__init__(*args, initial=shown, **kwargs)
        bodies = [decision.body_id]
        if decision.meeting is not None:
            bodies.append(decision.meeting.body_id)
        self.offer(bodies, decision.meeting, decision.item)


class DecisionFilter(forms.Form):
    """Whose decisions, how they were come to, in which year, and words of them."""

    words = forms.CharField(label="Words of the decision", required=False)
    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), required=False, empty_label="Every body"
    )
    method = forms.ChoiceField(label="How", required=False)
    year = forms.TypedChoiceField(
        label="Year", coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(pk__in=actor.body_ids())
        method: Any = self.fields["method"]
        method.choices = [("", "Every way"), *DecisionMethod.choices]
        year: Any = self.fields["year"]
        years = years_of_decisions(actor)
        year.choices = [("", "Every year"), *((each, str(each)) for each in years)]

    def chosen(self) -> dict[str, Any]:
        """For ``selectors.decisions_for``; what cannot be chosen is not."""
        if self.is_bound:
            self.is_valid()
        clean = self.cleaned_data if self.is_bound else {}
        body = clean.get("body")
        return {
            "body_id": body.pk if body else None,
            "method": clean.get("method") or "",
            "year": clean.get("year"),
            "words": clean.get("words") or "",
        }
