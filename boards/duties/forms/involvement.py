"""How people were involved in a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field, yes_no_field
from boards.bodies.models import Body
from boards.directory.models import Organisation
from boards.duties.enums import InvolvementLevel
from boards.duties.models import Involvement
from boards.duties.selectors.involvement import decisions_of
from boards.duties.services.involvement import HIDDEN, InvolvementDetails
from boards.meetings.models import Decision
from ics_portal.core.web.forms.fields import RowsField

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor


class DecisionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A decision by its number and first words; one that may not be read is not told."""

    readable: frozenset[int] = frozenset()

    def label_from_instance(self, obj: Decision) -> str:
        if obj.pk not in self.readable:
            return HIDDEN.capitalize()
        words = " ".join(obj.wording.split())
        short = f"{words[:70]}…" if len(words) > 70 else words
        return f"{obj.number}: {short}"


class InvolvementForm(RuleForm):
    """All that is said of a proposal."""

    proposal = forms.CharField(
        label="What is proposed",
        max_length=300,
        error_messages={"required": "Say what is proposed."},
    )
    raised_on = day_field("Raised on")
    is_service_change = forms.BooleanField(label="It changes a service", required=False)
    level = forms.ChoiceField(
        label="How far people were involved",
        choices=[("", "Not at all, or not yet"), *InvolvementLevel.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    how = forms.CharField(
        label="How they were involved",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example a citizens’ panel, local meetings, lived experience.",
    )
    groups = forms.CharField(
        label="Groups affected by inequality",
        max_length=500,
        required=False,
        help_text="Whose voices were sought first.",
    )
    consultees = RowsField(
        label="Organisations consulted",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose organisations of the directory."},
    )
    needs_consultation = yes_no_field(
        "Is a formal consultation needed?",
        "Where it is, it has a first and a last day.",
    )
    consultation_starts_on = day_field("First day of the consultation", required=False)
    consultation_ends_on = day_field("Last day of the consultation", required=False)
    decision = DecisionField(
        label="Decision it led to",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="None yet",
    )
    insight = forms.CharField(
        label="What came of it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="How what people said told on the decision.",
    )

    def offer(
        self,
        system: IntegratedCareSystem,
        actor: Actor,
        kept: Decision | None = None,
    ) -> None:
        """Offer the directory, and the decisions the actor may read; ``kept`` is offered
        in any case, so that saving does not take it away unseen."""
        consultees: Any = self.fields["consultees"]
        consultees.queryset = Organisation.objects.order_by("name", "pk")
        decision: Any = self.fields["decision"]
        found = decisions_of(actor, system)
        decision.readable = frozenset(found.values_list("pk", flat=True))
        ids = {*decision.readable, *([kept.pk] if kept else [])}
        decision.queryset = Decision.objects.filter(pk__in=ids).order_by(
            "-decided_on", "-number"
        )

    def consulted(self) -> int:
        """How many organisations are ticked, for the heading over a long list."""
        return len(self["consultees"].value() or ())

    def details(self) -> InvolvementDetails:
        """What the services take; the form must be valid."""
        data = dict(self.cleaned_data)
        for name in ("body", "reason"):
            data.pop(name, None)
        return InvolvementDetails(**data | {"consultees": list(data["consultees"])})


class NewInvolvementForm(InvolvementForm):
    """A proposal of one of the system's bodies."""

    body = forms.ModelChoiceField(
        label="Body whose proposal it is",
        queryset=Body.objects.none(),
        empty_label="Choose",
    )
    field_order = ["body"]

    def __init__(
        self, *args: Any, system: IntegratedCareSystem, actor: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(system=system)
        self.offer(system, actor)


class ChangeInvolvementForm(InvolvementForm):
    """The same of a proposal that is on record."""

    reason = forms.CharField(label="Reason for the change", max_length=300)

    def __init__(
        self, *args: Any, involvement: Involvement, actor: Actor, **kwargs: Any
    ) -> None:
        names = [
            name
            for name in InvolvementForm.base_fields
            if name not in {"consultees", "needs_consultation", "decision"}
        ]
        shown: dict[str, Any] = {name: getattr(involvement, name) for name in names}
        shown["consultees"] = [one.pk for one in involvement.consultees.all()]
        shown["decision"] = involvement.decision_id
        needed = {True: "yes", False: "no", None: ""}
        shown["needs_consultation"] = needed[involvement.needs_consultation]
        super().__init__(*args, initial=shown, **kwargs)
        self.offer(involvement.body.system, actor, involvement.decision)


class BodyFilter(forms.Form):
    """One of the system's bodies, or all of them."""

    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), required=False, empty_label="Every body"
    )

    def __init__(self, *args: Any, system: IntegratedCareSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(system=system)

    def chosen(self) -> int | None:
        """The id of the body; None for all, and for one that is none."""
        body = self.cleaned_data.get("body") if self.is_valid() else None
        return body.pk if body else None
