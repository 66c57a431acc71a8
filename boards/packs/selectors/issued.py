"""What papers ask of packs: which papers the last issued pack of a meeting has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from boards.packs.enums import EntryKind
from boards.packs.models import Pack, PackEntry
from boards.packs.rules.entries import PRIVATE_LOG_KEY
from boards.packs.selectors.packs import READERS
from boards.papers.issued import IssuedPaper
from boards.papers.rules import SheetForPrint

if TYPE_CHECKING:
    from django.db.models import QuerySet

_PAPERS = (EntryKind.PAPER, EntryKind.ACTION_LOG)


class LastIssuedPacks:
    """Answers ``boards.papers.issued.IssuedPapers`` from entries and snapshots."""

    def has_paper(self, meeting: str, paper: str) -> Exists:
        return Exists(
            _entries().filter(
                pack__meeting_id=OuterRef(meeting), paper_id_then=OuterRef(paper)
            )
        )

    def has_version(self, meeting: str, paper: str, number: str) -> Exists:
        return Exists(
            _entries().filter(
                pack__meeting_id=OuterRef(meeting),
                paper_id_then=OuterRef(paper),
                paper_version_number=OuterRef(number),
            )
        )

    def papers(self, paper_ids: Iterable[int]) -> dict[int, IssuedPaper]:
        rows = _entries().filter(paper_id_then__in=list(paper_ids))
        return {
            row.paper_id_then: IssuedPaper(
                row.paper_id_then, row.title, row.confidential, row.paper_version_number
            )
            for row in rows
            if row.paper_id_then is not None
        }

    def sheet(self, paper_id: int) -> SheetForPrint | None:
        entry = _entries().filter(paper_id_then=paper_id).select_related("pack").first()
        if entry is None:
            return None
        sheets = (
            paper["sheet"]
            for paper in entry.pack.snapshot["papers"]
            if paper["paper_id"] == paper_id
        )
        sheet = next(sheets, None)
        return SheetForPrint.from_json(sheet) if sheet else None


def _entries() -> QuerySet[PackEntry]:
    """The papers of each meeting's last issued pack, as members have it."""
    newer = Pack.objects.issued().filter(
        meeting=OuterRef("pack__meeting"), version__gt=OuterRef("pack__version")
    )
    return PackEntry.objects.filter(
        ~Exists(newer),
        pack__issued_at__isnull=False,
        edition__in=READERS,
        kind__in=_PAPERS,
    ).exclude(key=PRIVATE_LOG_KEY)  # it goes with the log of part 1, which has its own
