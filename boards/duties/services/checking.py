"""What changes of this room ask alike."""

from __future__ import annotations

from ics_portal.core.errors import RuleBroken


def fits(text: str, most: int, field: str) -> None:
    """Raises RuleBroken (BDY-3) where a text has more letters than there is room for."""
    if len(text) > most:
        raise RuleBroken(
            "BDY-3",
            f"Shorten this to {most} letters; it has {len(text)}.",
            field=field,
        )
