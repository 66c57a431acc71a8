"""Handing out a finished file, and keeping a note of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ics_portal.core.audit import record

if TYPE_CHECKING:
    from boards.packs.models import PackFile
    from ics_portal.accounts.actor import Actor


def note_reading(
    *, file: PackFile, actor: Actor, at: datetime, wanted_range: str = ""
) -> None:
    """Record that somebody opened a pack.

    A viewer asks for a long file in many pieces; only the piece from the beginning is
    taken as the opening.
    """
    if wanted_range and not wanted_range.replace(" ", "").startswith("bytes=0-"):
        return
    record(
        verb="pack.read",
        target=file,
        actor=actor,
        at=at,
        body_id=file.body_id,
        detail={"version": file.pack.version, "edition": file.edition},
    )
