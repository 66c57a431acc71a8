"""What the office says of the organisation on its public pages."""

from __future__ import annotations

from typing import Any

from django import forms

from boards.bodies.forms.common import RuleForm, day_field
from boards.meetings.models import PublicSite
from boards.meetings.services.public_site import SiteDetails


def _text(label: str, hint: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=5000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class PublicSiteForm(RuleForm):
    """One form for all of it."""

    about = _text(
        "About the organisation", "A few sentences for the page “Who we are”."
    )
    contact = _text("Contact", "How the public reaches the board office.", rows=3)
    mark = forms.FileField(
        label="The organisation’s own mark",
        required=False,
        help_text=(
            "A PNG or JPEG of up to 1 MB. The NHS logo is not part of this portal: use it"
            " only as the NHS identity guidelines let you."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    drop_mark = forms.BooleanField(label="Show no mark any more", required=False)
    mark_words = forms.CharField(
        label="What the mark says or shows",
        required=False,
        max_length=200,
        help_text="Read out to people who do not see it.",
    )
    licence = forms.CharField(
        label="Licence",
        max_length=300,
        help_text="Stands at the foot of every public page.",
        error_messages={
            "required": "Say under which licence the pages may be used.",
        },
    )
    accessibility_contact = forms.CharField(
        label="Whom to ask for another format", required=False, max_length=300
    )
    accessibility_known = _text(
        "What is not accessible, and why",
        "Empty where nothing is known; the statement then says so.",
    )
    accessibility_tested_on = day_field("Last tested on", required=False)
    accessibility_tested_how = _text("How it was tested", rows=3)

    def __init__(self, *args: Any, site: PublicSite, **kwargs: Any) -> None:
        shown = {name: getattr(site, name) for name in SiteDetails.__dataclass_fields__}
        super().__init__(*args, initial=shown, **kwargs)
        if site.mark_id is None:
            del self.fields["drop_mark"]

    def details(self) -> SiteDetails:
        """What the service takes; the form must be valid."""
        names = SiteDetails.__dataclass_fields__
        return SiteDetails(**{name: self.cleaned_data[name] for name in names})
