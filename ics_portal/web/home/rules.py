"""How near a day is, in words."""

from __future__ import annotations

from datetime import date


def days_left(on: date, today: date) -> str:
    """``today``, ``tomorrow``, ``4 days left`` or ``passed``."""
    left = (on - today).days
    if left < 0:
        return "passed"
    return {0: "today", 1: "tomorrow"}.get(left, f"{left} days left")
