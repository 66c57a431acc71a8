"""Milestones of the transition, and workstreams with their leads."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field, person_field
from boards.bodies.models import InstrumentVersion
from boards.duties.enums import MilestoneStatus, Phase, Pillar
from boards.duties.models import Milestone, Workstream
from boards.duties.rules.workstreams import LEADS
from boards.duties.selectors.transition import document_words, documents_of
from boards.duties.services.transition import MilestoneDetails
from boards.duties.services.workstreams import Leads
from ics_portal.core.web.forms.fields import RowsField


class LoadForm(RuleForm):
    """Nothing to fill in: the page says what will be added."""


class DocumentsField(RowsField):
    """Versions of documents, each said with its title."""

    def label_from_instance(self, obj: InstrumentVersion) -> str:
        return document_words(obj)


class NewMilestoneForm(RuleForm):
    """A milestone of the system's own."""

    text = forms.CharField(
        label="What is to be done",
        max_length=500,
        error_messages={"required": "Say what is to be done."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = day_field("Due on", hint="The day itself is in time.")
    phase = forms.ChoiceField(
        label="Phase of the transition", choices=Phase.choices, required=False
    )
    owner = forms.CharField(
        label="Owner",
        max_length=200,
        required=False,
        help_text="A post, such as Chief Executive.",
    )
    depends_on = forms.CharField(
        label="Depends on",
        max_length=300,
        required=False,
        help_text="What must happen first.",
    )


class ChangeMilestoneForm(RuleForm):
    """How a milestone stands, who answers for it and what shows it."""

    status = forms.ChoiceField(
        label="How it stands",
        choices=MilestoneStatus.choices,
        widget=forms.RadioSelect,
    )
    done_on = day_field("Done on", required=False, hint="Only where it is done.")
    owner = forms.CharField(
        label="Owner",
        max_length=200,
        required=False,
        help_text="A post. Who answered before is kept, with the day of the change.",
    )
    evidence = forms.CharField(
        label="What shows it",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    documents = DocumentsField(
        label="Documents that show it",
        queryset=InstrumentVersion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose documents of this system."},
    )
    reason = forms.CharField(label="Reason for the change", max_length=300)

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        names = ("status", "done_on", "owner", "evidence")
        shown: dict[str, Any] = {name: getattr(milestone, name) for name in names}
        shown["documents"] = [one.pk for one in milestone.documents.all()]
        super().__init__(*args, initial=shown, **kwargs)
        documents: Any = self.fields["documents"]
        documents.queryset = documents_of(milestone.system)
        if not documents.queryset:
            del self.fields["documents"]

    def details(self) -> MilestoneDetails:
        """What the service takes; the form must be valid."""
        data = self.cleaned_data
        return MilestoneDetails(
            status=data["status"],
            done_on=data["done_on"],
            owner=data["owner"],
            evidence=data["evidence"],
            documents=list(data.get("documents", ())),
        )


class LeadsForm(RuleForm):
    """The three leads of a workstream."""

    senior_responsible_owner = person_field("Senior responsible owner", required=False)
    clinical_lead = person_field("Clinical lead", required=False)
    finance_lead = person_field("Finance lead", required=False)

    def leads(self) -> Leads:
        """What the services take; the form must be valid."""
        return Leads(**{name: self.cleaned_data[name] for name in LEADS})


class NewWorkstreamForm(LeadsForm):
    """A workstream that is not there yet."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        error_messages={"required": "Give the workstream a name."},
    )
    pillar = forms.ChoiceField(
        label="Pillar of the clinical strategy", choices=Pillar.choices
    )
    starts_on = day_field("From")
    field_order = ["name", "pillar", *LEADS, "starts_on"]


class ChangeLeadsForm(LeadsForm):
    """Other leads from a day on."""

    starts_on = day_field(
        "From", hint="Those of before stay on record until the day before."
    )
    reason = forms.CharField(label="Reason for the change", max_length=300)

    def __init__(self, *args: Any, workstream: Workstream, **kwargs: Any) -> None:
        shown = {name: getattr(workstream, f"{name}_id") for name in LEADS}
        super().__init__(*args, initial=shown | kwargs.pop("initial", {}), **kwargs)
