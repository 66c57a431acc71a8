"""Records of a sitting for the tests of the rules: a board on 2 December 2020."""

import datetime as dt
from typing import Any

from boards.minutes.rules import Attendee, Event, Item, Record

DAY = dt.date(2020, 12, 2)


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2020, 12, 2, hour, minute)  # noqa: DTZ001 -- local, as told


WELCOME = Item(1, "1", "Welcome and apologies", "Routine items", 1, standing="welcome")
DECLARATIONS = Item(
    2, "2", "Declarations of interest", "Routine items", 1, standing="declarations"
)
STRATEGY = Item(3, "3", "Clinical strategy", "Building the future", 1)
FINANCE = Item(4, "4", "Finance report", "Performance", 1)
ESTATE = Item(5, "5", "Sale of the estate", "Private business", 2)
ITEMS = (WELCOME, DECLARATIONS, STRATEGY, FINANCE, ESTATE)

SITTING = (
    Event("opened", at(10)),
    Event("item_begun", at(10, 1), 1),
    Event("item_begun", at(10, 10), 3),
    Event("item_begun", at(10, 40), 4),
    Event("closed", at(12)),
)


def attendee(key: int, name: str, **facts: Any) -> Attendee:
    return Attendee(
        key=key,
        name=name,
        kind=facts.pop("kind", "member"),
        state=facts.pop("state", "present"),
        **facts,
    )


def record(**facts: Any) -> Record:
    plain: dict[str, Any] = {
        "body": "ICS Board",
        "held_on": DAY,
        "starts_at": dt.time(10),
        "part": 1,
        "items": ITEMS,
        "events": SITTING,
        "is_over": True,
    }
    return Record(**{**plain, **facts})
