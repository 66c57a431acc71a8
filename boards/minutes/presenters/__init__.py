"""Minutes as pages, the PDF and the API print them."""

from boards.minutes.presenters.pages import (
    EntryView,
    MarkView,
    PlaceView,
    acts_of,
    address,
    address_of,
    anchor_of,
    item_panel,
    mark_views,
    next_item_of,
    places_for,
    places_of,
    state_chip,
)
from boards.minutes.presenters.words import (
    current_words,
    items_of,
    minutes_words,
    words_for,
)

__all__ = [
    "EntryView",
    "MarkView",
    "PlaceView",
    "acts_of",
    "address",
    "address_of",
    "anchor_of",
    "current_words",
    "item_panel",
    "items_of",
    "mark_views",
    "minutes_words",
    "next_item_of",
    "places_for",
    "places_of",
    "state_chip",
    "words_for",
]
