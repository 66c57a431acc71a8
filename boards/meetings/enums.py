"""The fixed words of a meeting and its agenda."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices


class MeetingType(TextChoices):
    """Formal or informal: one truth, on the meeting (AGD-10)."""

    FORMAL = "formal", "Formal"
    INFORMAL = "informal", "Informal"


class Part(IntegerChoices):
    """Part 1 is in public, part 2 is private (nhs-practice 1)."""

    ONE = 1, "Part 1"
    TWO = 2, "Part 2"


class ItemFormat(TextChoices):
    """How an item comes to the meeting (AGD-06)."""

    VERBAL = "verbal", "Verbal"
    ATTACHED = "attached", "Attached"
    PRESENTATION = "presentation", "Presentation"
    TO_FOLLOW = "to_follow", "To follow"


class ItemState(TextChoices):
    """Whether an item is heard; a frozen number is kept whatever the state."""

    LIVE = "live", "On the agenda"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"


class StandingItem(TextChoices):
    """Items every agenda has (AGD-08); blank for business of the day."""

    NONE = "", "Not a standing item"
    WELCOME = "welcome", "Welcome and apologies"
    QUORUM = "quorum", "Quorum"
    DECLARATIONS = "declarations", "Declarations of interest"
    MINUTES = "minutes", "Minutes and actions"
    KEY_MESSAGES = "key_messages", "Key messages"
    NEXT_ITEMS = "next_items", "Items for the next meeting"
    ANY_OTHER_BUSINESS = "aob", "Any other business"


BEFORE_DECLARATIONS = (StandingItem.WELCOME, StandingItem.QUORUM)
"""Standing items that may come before the declarations (nhs-practice 5)."""

CLOSES = (StandingItem.NEXT_ITEMS, StandingItem.ANY_OTHER_BUSINESS)
"""Standing items an agenda ends with; key messages may come just before them."""


class DecisionMethod(TextChoices):
    """How a decision was come to: consensus first (ICB-21; nhs-practice 3.3)."""

    CONSENSUS = "consensus", "By consensus"
    VOTE = "vote", "By a vote"
    CHAIR = "chair", "By the chair for the board"
    THIRD_PARTY = "third_party", "With support from a third party"


class CarriedState(TextChoices):
    """What became of an item deferred from an earlier meeting (AGD-13)."""

    OFFERED = "offered", "Offered"
    TAKEN = "taken", "Taken on to an agenda"
    DROPPED = "dropped", "Dropped"
