"""Terms of reference, documents and their versions."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from boards.bodies.enums import Constituency, InstrumentKind
from boards.bodies.forms.common import RuleForm, day_field, yes_no_field
from boards.bodies.models import Instrument, InstrumentVersion
from boards.bodies.selectors.instruments import strategies_for
from boards.bodies.services import Quorum, Terms
from boards.directory.models import Organisation
from ics_portal.core.web.forms.fields import RowsField

SECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    InstrumentKind.CONSTITUTION: (
        ("partner_appointment", "It sets how partner members are appointed"),
    ),
    InstrumentKind.ENGAGEMENT_STRATEGY: (
        ("involvement_in_decisions", "A section on involvement in decisions"),
        ("gathering_intelligence", "A section on gathering intelligence"),
    ),
    InstrumentKind.STRATEGY: (
        ("jsna", "It cites the joint strategic needs assessments"),
        ("children", "It covers children"),
        ("adults", "It covers adults"),
    ),
    InstrumentKind.CLINICAL_MODEL: (
        ("improvement_plan", "It comes with an improvement plan"),
    ),
    InstrumentKind.PLACE_PLAN: (
        ("financial_plan", "It has a financial plan"),
        ("people_plan", "It has a people plan"),
        ("quality_plan", "It has a quality plan"),
    ),
    InstrumentKind.CHAIR_AGREEMENT: (
        ("role", "It sets the chair’s role"),
        ("term", "It sets the chair’s term of office"),
        ("accountabilities", "It sets the chair’s accountabilities"),
    ),
    InstrumentKind.DEVELOPMENT_PLAN: (
        ("operating_arrangements", "It sets out how operating arrangements are met"),
        ("implementation", "It sets out how the future roles are put into practice"),
    ),
    InstrumentKind.DIGITAL_PLAN: (
        ("investment", "It covers levelling up investment"),
        ("cloud", "It covers the move to the cloud"),
        ("channels", "It covers digital channels for citizens"),
        ("monitoring", "It covers remote monitoring"),
        ("population_health", "It covers population health management"),
    ),
    InstrumentKind.WORKING_AGREEMENT: (
        ("committees", "It sets the part of the collaborative in committees"),
        ("partner_members", "It sets its part through partner members"),
    ),
}
"""What the rules ask of a kind of document: the key they read, and the question."""

LONGEST = 200
_LINE = re.compile(r"(\d{1,2})\s+of\s+(.+)", re.IGNORECASE)
_NAMES = {str(one.label).casefold(): one.value for one in Constituency}


def read_quorum(text: str) -> list[Quorum]:
    """Lines such as ``1 of Medical director or Director of nursing``.

    Raises ValidationError naming the line that cannot be read.
    """
    lines = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if len(line) > LONGEST:
            raise forms.ValidationError(
                f"Shorten the line “{line[:40]}…” to {LONGEST} characters."
            )
        found = _LINE.fullmatch(line)
        if found is None:
            raise forms.ValidationError(
                f"Begin “{line}” with a number, such as “1 of Medical director”."
            )
        names = [one.strip() for one in re.split(r"\s+or\s+", found[2])]
        unknown = [one for one in names if one.casefold() not in _NAMES]
        if unknown:
            raise forms.ValidationError(
                f"“{unknown[0]}” is not a constituency. Write it as the list of"
                " constituencies has it, and put “or” between two."
            )
        lines.append(
            Quorum(
                found[2],
                tuple(_NAMES[one.casefold()] for one in names),
                int(found[1]),
            )
        )
    return lines


class TermsForm(RuleForm):
    """The next version of the terms of reference."""

    starts_on = day_field(
        "In force from", hint="The version before ends the day before."
    )
    quorum_share = forms.IntegerField(
        label="Least share of voting members",
        required=False,
        help_text="Per cent. Leave it empty where the terms give none.",
    )
    quorum = forms.CharField(
        label="Who must be there",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A line each, such as “1 of Medical director or Director of nursing”.",
    )
    is_public = yes_no_field("Meets in public")
    allows_deputies = yes_no_field("Allows deputies")
    decides_by = forms.CharField(
        label="Decides by",
        max_length=200,
        required=False,
        help_text="For example consensus, and a vote where there is none.",
    )
    chairs_powers = forms.CharField(
        label="Chair’s powers", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    approved_on = day_field("Approved on", required=False)
    approved_by = forms.CharField(label="Approved by", max_length=200, required=False)
    text = forms.CharField(
        label="Text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_quorum(self) -> str:
        """The text stays, so that a conflict can show it; ``lines`` are what it says."""
        text: str = self.cleaned_data["quorum"]
        self.lines = read_quorum(text)
        return text

    def terms(self) -> Terms:
        """What the service takes; the form must be valid."""
        names = Terms.__dataclass_fields__
        return Terms(**{name: self.cleaned_data[name] for name in names})


class InstrumentForm(RuleForm):
    """A new document."""

    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Choose"), *InstrumentKind.choices]
    )
    title = forms.CharField(label="Title", max_length=200)
    financial_year = forms.IntegerField(
        label="Financial year",
        required=False,
        help_text="For what is made yearly: the year it begins in, 2022 for 2022/23.",
    )
    owner = forms.CharField(
        label="Owner", max_length=200, required=False, help_text="The post, not a name."
    )


class VersionForm(RuleForm):
    """The next version of a document."""

    starts_on = day_field(
        "In force from", hint="The version before ends the day before."
    )
    ends_on = day_field("In force until", required=False)
    approved_on = day_field("Approved on", required=False)
    approved_by = forms.CharField(label="Approved by", max_length=200, required=False)
    published_on = day_field("Published on", required=False)
    review_on = day_field("Review due", required=False)
    parties = RowsField(
        label="Parties",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regard_to = forms.ModelMultipleChoiceField(
        label="Made with regard to",
        queryset=InstrumentVersion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The strategy of the Partnership, in the version that was read.",
    )
    note_text = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties: Any = self.fields["parties"]
        parties.queryset = Organisation.objects.filter(systems=instrument.body.system)
        regard_to: Any = self.fields["regard_to"]
        regard_to.queryset = strategies_for(instrument)
        if instrument.kind != InstrumentKind.SYSTEM_PLAN:
            del self.fields["regard_to"]
        self._asked = SECTIONS.get(instrument.kind, ())
        for key, question in self._asked:
            self.fields[f"section_{key}"] = yes_no_field(question)

    def sections(self) -> dict[str, bool]:
        """What was answered, by the rules' key; what was not is left out."""
        answers = {key: self.cleaned_data[f"section_{key}"] for key, _ in self._asked}
        return {key: said for key, said in answers.items() if said is not None}

    def version(self) -> dict[str, Any]:
        """What the service takes beside the sections."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith("section_")
        }
