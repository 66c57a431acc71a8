"""What is typed into the pages of meetings; the rules speak when it is saved."""

from boards.meetings.forms.common import RuleForm
from boards.meetings.forms.decisions import (
    CorrectDecisionForm,
    DecisionFilter,
    NewDecisionForm,
)
from boards.meetings.forms.items import (
    DeferForm,
    ItemForm,
    LateItemForm,
    PasteForm,
    QuickAddForm,
    ReasonForm,
    RemoveSectionForm,
    SectionForm,
)
from boards.meetings.forms.meetings import (
    EditMeetingForm,
    NewMeetingForm,
    initial_of,
)

__all__ = [
    "CorrectDecisionForm",
    "DecisionFilter",
    "DeferForm",
    "EditMeetingForm",
    "ItemForm",
    "LateItemForm",
    "NewDecisionForm",
    "NewMeetingForm",
    "PasteForm",
    "QuickAddForm",
    "ReasonForm",
    "RemoveSectionForm",
    "RuleForm",
    "SectionForm",
    "initial_of",
]
