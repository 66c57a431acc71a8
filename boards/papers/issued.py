"""The gate-seam: what was given to members of a paper.

Members read papers as of the last pack that was issued to them. Packs stand above
papers, so papers ask here and packs answer; while nobody answers, members read nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models import Exists

    from boards.papers.rules import SheetForPrint


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper as the pack had it; no ``version_number`` for the action log."""

    paper_id: int
    title: str
    confidential: bool
    version_number: int | None = None


class IssuedPapers(Protocol):
    """What whoever issues packs answers."""

    def has_paper(self, meeting: str, paper: str) -> Exists:
        """Whether the meeting's last issued pack has the paper. Both are names of
        columns of the rows that are filtered, each the id of what it says."""

    def has_version(self, meeting: str, paper: str, number: str) -> Exists:
        """Whether it has that version of the paper."""

    def papers(self, paper_ids: Iterable[int]) -> Mapping[int, IssuedPaper]:
        """The papers as their meetings' last issued packs have them, by id."""

    def sheet(self, paper_id: int) -> SheetForPrint | None:
        """The cover sheet as it stands in the pack; None where it has none."""


class IssuedSeam:
    """The one who answers, and closed doors while there is none."""

    def __init__(self) -> None:
        self._answers: IssuedPapers | None = None

    def answered_by(self, answers: IssuedPapers) -> None:
        """Register who answers; the last one does."""
        self._answers = answers

    @property
    def answering(self) -> str:
        """Who answers, for the documents; "" for nobody."""
        answers = type(self._answers)
        return f"{answers.__module__}.{answers.__qualname__}" if self._answers else ""

    def has_paper(self, meeting: str, paper: str) -> Q:
        """See IssuedPapers."""
        if self._answers is None:
            return Q(pk__in=[])
        return Q(self._answers.has_paper(meeting, paper))

    def has_version(self, meeting: str, paper: str, number: str) -> Q:
        """See IssuedPapers."""
        if self._answers is None:
            return Q(pk__in=[])
        return Q(self._answers.has_version(meeting, paper, number))

    def papers(self, paper_ids: Iterable[int]) -> Mapping[int, IssuedPaper]:
        """See IssuedPapers."""
        return self._answers.papers(paper_ids) if self._answers else {}

    def sheet(self, paper_id: int) -> SheetForPrint | None:
        """See IssuedPapers."""
        return self._answers.sheet(paper_id) if self._answers else None


issued_papers = IssuedSeam()
