"""The fixed words of minutes."""

from __future__ import annotations

from django.db.models import TextChoices


class MinutesState(TextChoices):
    """How far minutes are; unconfirmed until the next meeting agrees (MIN-13, PUB-04)."""

    DRAFT = "draft", "Draft"
    CHAIR_APPROVED = "chair_approved", "Draft approved by the chair"
    UNCONFIRMED = "unconfirmed", "Unconfirmed"
    CONFIRMED = "confirmed", "Confirmed"
    SIGNED = "signed", "Signed"


class EntryOrigin(TextChoices):
    """Who wrote a sentence: the portal from the record, or a person."""

    MADE = "made", "From the record"
    ACCEPTED = "accepted", "From the record, accepted"
    EDITED = "edited", "From the record, changed by hand"
    TYPED = "typed", "Typed"


class EntryKind(TextChoices):
    """What an entry is."""

    PRESENT = "present", "Present and apologies"
    DECLARATIONS = "declarations", "Declarations"
    DISCUSSION = "discussion", "Discussion"
    OUTCOME = "outcome", "Outcome"
    MOVEMENT = "movement", "Arrival, leaving or return"
    ACTION = "action", "Action"
    RESOLUTION = "resolution", "Resolution to exclude the public"
    QUESTION = "question", "Question from the public"
    CLOSING = "closing", "Closing and next meeting"
