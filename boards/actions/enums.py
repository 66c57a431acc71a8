"""States of an action."""

from __future__ import annotations

from django.db.models import TextChoices


class ActionState(TextChoices):
    """Where an action stands; only a meeting closes one (nhs-practice 5)."""

    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    PROPOSED = "proposed", "Proposed for closure"
    CLOSED = "closed", "Closed"
    SUPERSEDED = "superseded", "Superseded"


class DuePrecision(TextChoices):
    """How exactly a due date is meant (LOG-05)."""

    DAY = "day", "A day"
    MONTH = "month", "A month"
    NONE = "none", "No date"


ENDED_STATES = (ActionState.CLOSED, ActionState.SUPERSEDED)
