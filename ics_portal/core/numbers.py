"""Numbers that somebody sent: read without trusting their length."""

from __future__ import annotations

import re

# 18 digits fit the whole numbers of every database; Python itself refuses to read more
# than 4,300, by an error that would be the portal's fault.
_WHOLE = re.compile(r"[0-9]{1,18}")
WHOLE = _WHOLE.pattern
"""The same for addresses of the API."""


def whole(text: str) -> int | None:
    """The whole number from 0 that stands in the text; None for anything else."""
    text = text.strip()
    return int(text) if _WHOLE.fullmatch(text) else None
