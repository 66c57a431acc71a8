"""What somebody says of an interest, and what others say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field, organisation_field
from declarations.enums import InterestType, Relationship, SubType
from declarations.rules.interests import EXAMPLES
from declarations.services.interests import InterestDetails

if TYPE_CHECKING:
    from declarations.models import Interest

OWN, CLOSE = "own", "close"
TYPE_HINTS = {
    InterestType.FINANCIAL: "Money may come of it: a directorship, shares, employment,"
    " a grant.",
    InterestType.PROFESSIONAL: "It may help a professional reputation or a career.",
    InterestType.PERSONAL: "It may benefit in another way, such as voluntary work or a"
    " cause.",
}
_OF_SEVERAL = (SubType.LOYALTY, SubType.OTHER)


def _examples() -> list[tuple[str, Any]]:
    groups = [
        (
            InterestType(kind).label,
            [(each, SubType(each).label) for each in known if each not in _OF_SEVERAL],
        )
        for kind, known in EXAMPLES.items()
    ]
    several = [(each.value, each.label) for each in _OF_SEVERAL]
    return [*groups, ("More than one type", several)]


class InterestForm(RuleForm):
    """All that the columns of a register ask (nhs-practice 6.2)."""

    whose = forms.ChoiceField(
        label="Whose interest is it?",
        choices=[
            (OWN, "My own"),
            (CLOSE, "Somebody else's, who is close to me"),
        ],
        widget=forms.RadioSelect,
        initial=OWN,
        error_messages={"required": "Say whose interest it is."},
    )
    relationship = forms.ChoiceField(
        label="What that person is to you",
        choices=[("", "Choose"), *Relationship.choices],
        required=False,
        help_text="Never a name. Close relatives are parents, grandparents, children,"
        " grandchildren, brothers and sisters.",
    )
    kind = forms.ChoiceField(
        label="Type of interest",
        choices=InterestType.choices,
        widget=forms.RadioSelect,
        help_text="Of somebody else's interest, the type it is for that person.",
        error_messages={"required": "Choose the type of the interest."},
    )
    sub_type = forms.ChoiceField(
        label="Example that fits best", choices=_examples, initial=SubType.OTHER
    )
    is_routine = forms.BooleanField(
        label="Routine membership of a professional body, such as a royal college, the"
        " BMA or a defence organisation",
        required=False,
        help_text="It need not be declared. If you do, it is kept and not published.",
    )
    organisation = organisation_field(
        "Organisation", required=False, hint="If it is in the directory."
    )
    organisation_name = forms.CharField(
        label="Its name, if it is not in the list", required=False, max_length=300
    )
    business = forms.CharField(
        label="Nature of its business",
        required=False,
        max_length=300,
        help_text="Such as general practice, care homes, medical supplies.",
    )
    nature = forms.CharField(
        label="Nature of the interest",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What you, or that person, hold or do there. It is published as you"
        " write it: name nobody, and give no address.",
        error_messages={"required": "Say what the interest is."},
    )
    share = forms.CharField(
        label="Share in per cent",
        required=False,
        max_length=20,
        help_text="Of shares or a partnership, such as 12.5.",
    )
    starts_on = day_field("From", required=False)
    ends_on = day_field("To", required=False, hint="Leave empty while it goes on.")
    arose_on = day_field(
        "Day it arose or changed",
        hint="An interest is declared within 28 days of it.",
    )
    mitigation = forms.CharField(
        label="Action taken to mitigate",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="What was agreed, such as taking no part in decisions about it.",
    )
    objection = forms.CharField(
        label="Why it should not be published, if you object",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="Interests are published by duty, not by consent. Only a real risk of"
        " harm or a legal bar is a reason; somebody else decides on it.",
    )
    reason = forms.CharField(
        label="What changed, and why",
        max_length=300,
        error_messages={"required": "Say what changed, and why."},
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason" if is_new else "objection"]

    def details(self) -> InterestDetails:
        """What the service takes; the form must be valid."""
        data = self.cleaned_data
        return InterestDetails(
            kind=data["kind"],
            sub_type=data["sub_type"],
            is_direct=data["whose"] == OWN,
            relationship=data["relationship"],
            organisation=data["organisation"],
            organisation_name=data["organisation_name"],
            business=data["business"],
            nature=data["nature"],
            share=data["share"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            arose_on=data["arose_on"],
            mitigation=data["mitigation"],
            is_routine=data["is_routine"],
        )


def shown_in_form(interest: Interest) -> dict[str, Any]:
    """What the form begins from; the day of the change is to be said afresh."""
    party = interest.parties.first()
    return {
        "whose": OWN if interest.is_direct else CLOSE,
        "relationship": interest.relationship,
        "kind": interest.kind,
        "sub_type": interest.sub_type,
        "is_routine": interest.is_routine,
        "organisation": party.organisation_id if party else None,
        "organisation_name": interest.organisation_name,
        "business": interest.business,
        "nature": interest.nature,
        "share": "" if interest.share is None else f"{interest.share.normalize():f}",
        "starts_on": interest.starts_on,
        "ends_on": interest.ends_on,
        "mitigation": interest.mitigation,
    }


class EndForm(RuleForm):
    """The last day of an interest, and why."""

    ends_on = day_field("Last day", hint="Today or an earlier day.")
    reason = forms.CharField(
        label="Why it ended",
        max_length=300,
        error_messages={"required": "Say why it ended."},
    )


class WithdrawForm(RuleForm):
    """Why a declaration was a mistake."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is withdrawn."},
    )


class ObjectionForm(RuleForm):
    """What harm publication would do."""

    reason = forms.CharField(
        label="What harm publishing it would do, or what law forbids it",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Read by the board office and the chair only.",
        error_messages={"required": "Say what harm publishing it would do."},
    )


class DecideForm(RuleForm):
    """Withheld or published, and why."""

    withhold = forms.TypedChoiceField(
        label="What the public register shows",
        choices=[
            ("no", "The entry is published"),
            ("yes", "The entry is withheld, and counted without detail"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is published."},
    )
    reason = forms.CharField(
        label="Why, for the record",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, for the record."},
    )


class ReviewForm(RuleForm):
    """What was agreed when a declaration was looked at, if anything."""

    words = forms.CharField(
        label="What was agreed, if anything",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Such as how the person keeps out of decisions about it.",
    )
