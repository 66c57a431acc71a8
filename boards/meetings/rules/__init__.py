"""The rules of an agenda, over plain values: order, numbers, clock, input, warnings."""

from boards.meetings.rules.clock import Clock, TimedItem, run_clock
from boards.meetings.rules.deadlines import Deadline, deadlines
from boards.meetings.rules.numbering import (
    PlacedItem,
    agenda_order,
    declarations_problem,
    late_number,
    letters,
    number_agenda,
    split_number,
)
from boards.meetings.rules.order import GAP, keys_between, place, spread
from boards.meetings.rules.standing import (
    closing_place,
    closing_section,
    minutes_title,
    standing_of,
)
from boards.meetings.rules.warnings import AgendaFacts, AgendaWarning, agenda_warnings
from boards.meetings.rules.words import (
    MAX_MINUTES,
    clean_format,
    clean_minutes,
    clean_title,
    join_owners,
    split_owners,
)

__all__ = [
    "GAP",
    "MAX_MINUTES",
    "AgendaFacts",
    "AgendaWarning",
    "Clock",
    "Deadline",
    "PlacedItem",
    "TimedItem",
    "agenda_order",
    "agenda_warnings",
    "clean_format",
    "clean_minutes",
    "clean_title",
    "closing_place",
    "closing_section",
    "deadlines",
    "declarations_problem",
    "join_owners",
    "keys_between",
    "late_number",
    "letters",
    "minutes_title",
    "number_agenda",
    "place",
    "run_clock",
    "split_number",
    "split_owners",
    "spread",
    "standing_of",
]
