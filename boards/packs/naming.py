"""The seam that says whether a body wants the reader's name on every page of a copy.

The setting is of the room that knows about interests, which is above this one: it
registers who answers when Django is ready. While nobody answers, no name is printed.
"""

from __future__ import annotations

from collections.abc import Callable

NamesWanted = Callable[[int], bool]


class NamesOnPages:
    """The one who answers."""

    def __init__(self) -> None:
        self._answers: NamesWanted | None = None

    def answered_by(self, answers: NamesWanted) -> NamesWanted:
        """Register who answers; may be used as a decorator. The last one does."""
        self._answers = answers
        return answers

    @property
    def answering(self) -> str:
        """Who answers, for the documents; "" for nobody."""
        found = self._answers
        return f"{found.__module__}.{found.__qualname__}" if found else ""

    def wanted(self, body_id: int) -> bool:
        """Whether this body's readers have their names on the pages."""
        return self._answers is not None and self._answers(body_id)


names_on_pages = NamesOnPages()
