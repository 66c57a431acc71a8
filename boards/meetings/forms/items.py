"""What is typed into the pages of an agenda; the rules speak when it is saved."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.bodies.models import Purpose
from boards.directory.models import Organisation
from boards.meetings.enums import ItemFormat, Part
from boards.meetings.forms.common import REASON, RuleForm
from boards.meetings.models import AgendaSection, Meeting
from ics_portal.core.web.forms.fields import RowsField

NO_SECTION = "Choose a section of this agenda; the one you chose is not on it."
NO_PURPOSE = (
    "Choose a purpose from the body's own list; the one you chose is not on it."
)
NO_PARTY = "Choose organisations from the directory; one you chose is not in it."


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
    phrases = forms.CharField(
        label="Words that name the matter",
        required=False,
        help_text=(
            "One phrase to a line, such as the name of a project. Where the item is withheld"
            " from a reader, what that reader gets is looked through for them, and the"
            " office reads where they stand. Only the office sees them."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
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
