"""What packs refuse beyond the rules a person can break."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boards.packs.models import Pack, ReaderCopy


class PackIsFixedError(Exception):
    """Something tried to change a built pack. A change of the meeting is a new version."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(
            f"Version {pack.version} is built and is never changed. Build a new one."
        )


class CopyIsFixedError(Exception):
    """Something tried to change a reader's copy that was handed out, or to delete one."""

    def __init__(self, copy: ReaderCopy) -> None:
        super().__init__(
            f"Copy {copy.pk} is on record and is never changed or deleted. Make a new one."
        )
