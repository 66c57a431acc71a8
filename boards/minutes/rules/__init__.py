"""The rules of minutes: plain values in, plain values out."""

from boards.minutes.rules.confirming import MET, Sitting, must_be_able_to_confirm
from boards.minutes.rules.declarations import declarations_paragraph
from boards.minutes.rules.drafting import Line, draft, place_of
from boards.minutes.rules.merging import BY_HAND, Kept, Merge, is_out_of_date, merge
from boards.minutes.rules.people import Group, Row, groups_of
from boards.minutes.rules.record import (
    Absence,
    ActionFact,
    Attendee,
    DecisionFact,
    Event,
    Item,
    OutcomeFact,
    QuestionFact,
    Record,
    ResolutionFact,
    RulingFact,
)
from boards.minutes.rules.rich_text import LONGEST, clean_html, html_of, text_of
from boards.minutes.rules.states import (
    AGREED,
    MINUTES_STATES,
    marking,
    marking_sentence,
)
from boards.minutes.rules.wording import day_words, hour, listed, sentence, short_day

__all__ = [
    "AGREED",
    "BY_HAND",
    "LONGEST",
    "MET",
    "MINUTES_STATES",
    "Absence",
    "ActionFact",
    "Attendee",
    "DecisionFact",
    "Event",
    "Group",
    "Item",
    "Kept",
    "Line",
    "Merge",
    "OutcomeFact",
    "QuestionFact",
    "Record",
    "ResolutionFact",
    "Row",
    "RulingFact",
    "Sitting",
    "clean_html",
    "day_words",
    "declarations_paragraph",
    "draft",
    "groups_of",
    "hour",
    "html_of",
    "is_out_of_date",
    "listed",
    "marking",
    "marking_sentence",
    "merge",
    "must_be_able_to_confirm",
    "place_of",
    "sentence",
    "short_day",
    "text_of",
]
