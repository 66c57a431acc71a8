"""Handing out a finished file, and keeping a note of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ics_portal.core.audit import record

if TYPE_CHECKING:
    from boards.packs.models import PackFile, ReaderCopyFor
    from ics_portal.accounts.actor import Actor


def note_reading(
    *, file: PackFile, actor: Actor, at: datetime, wanted_range: str = ""
) -> None:
    """Record that somebody opened a pack.

    A viewer asks for a long file in many pieces; only the piece from the beginning is
    taken as the opening.
    """
    if _is_a_later_piece(wanted_range):
        return
    record(
        verb="pack.read",
        target=file,
        actor=actor,
        at=at,
        body_id=file.body_id,
        detail={"version": file.pack.version, "edition": file.edition},
    )


def note_copy_reading(
    *, row: ReaderCopyFor, actor: Actor, at: datetime, wanted_range: str = ""
) -> None:
    """The same of a reader's own copy."""
    if _is_a_later_piece(wanted_range):
        return
    pack = row.copy.pack
    record(
        verb="pack.copy_read",
        target=row.copy,
        actor=actor,
        at=at,
        body_id=pack.body_id,
        detail={"version": pack.version, "edition": row.copy.edition},
    )


def _is_a_later_piece(wanted_range: str) -> bool:
    wanted = wanted_range.replace(" ", "")
    return bool(wanted) and not wanted.startswith("bytes=0-")
