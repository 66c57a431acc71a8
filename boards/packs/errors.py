"""What packs refuse beyond the rules a person can break."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boards.packs.models import Pack


class PackIsFixedError(Exception):
    """Something tried to change a built pack. A change of the meeting is a new version."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(
            f"Version {pack.version} is built and is never changed. Build a new one."
        )
