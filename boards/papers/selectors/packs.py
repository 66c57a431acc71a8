"""The papers of a meeting as a pack needs them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boards.meetings.enums import ItemState
from boards.meetings.selectors import NumberedItem, numbered_agenda
from boards.papers.enums import PaperKind, PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.rules import SheetForPrint
from boards.papers.selectors.sheet import sheet_for_print, verbs_of
from ics_portal.core.pdf import PartRecord


@dataclass(frozen=True, slots=True)
class PackPaper:
    """A paper in its place on the agenda, with the version that stands for it.

    That is the latest version that is ready; where none is, the latest there is, with
    its failure and cure. ``part_path`` and ``record`` are None unless it is ready, and
    ``sheet`` is None for a paper without a cover sheet. ``newer_words`` says that a
    newer version is not ready yet or could not be used. ``public_…`` is a redacted version
    that stands beside it for the public, ``public_without_sheet`` that it has no sheet.
    """

    paper_id: int
    item_id: int
    title: str
    kind: PaperKind
    state: PaperState
    confidential: bool
    is_stand_in: bool
    version_id: int | None = None
    version_number: int | None = None
    version_state: VersionState | None = None
    part_path: Path | None = None
    part_sha256: str = ""
    record: PartRecord | None = None
    failure: str = ""
    cure: str = ""
    sheet: SheetForPrint | None = None
    newer_words: str = ""
    public_version_id: int | None = None
    public_version_number: int | None = None
    public_part_sha256: str = ""
    public_page_count: int | None = None
    public_without_sheet: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether there is a part to set."""
        return self.part_path is not None


def pack_papers(meeting_id: int) -> tuple[PackPaper, ...]:
    """Every paper of the items that are heard, in the order of agenda and position.

    Papers of every state are given; the pack decides which it sets. The number of
    queries does not grow with the agenda.
    """
    numbered = {
        item.item_id: (place, item)
        for place, item in enumerate(numbered_agenda(meeting_id))
        if item.state == ItemState.LIVE
    }
    papers = list(
        Paper.objects.filter(item__meeting_id=meeting_id, item_id__in=numbered)
        .select_related("item__meeting__body", "cover_sheet__template")
        .prefetch_related(
            "people",
            "cover_sheet__recommendations",
            "cover_sheet__route",
            "cover_sheet__implications",
        )
        .in_order()
    )
    if not papers:
        return ()
    papers.sort(key=lambda paper: numbered[paper.item_id][0])
    versions = _versions(papers)
    verbs = verbs_of(papers[0].item.meeting.body_id)
    return tuple(
        _pack_paper(
            paper, numbered[paper.item_id][1], versions.get(paper.pk, []), verbs
        )
        for paper in papers
    )


def _versions(papers: list[Paper]) -> dict[int, list[PaperVersion]]:
    """The versions of each paper, newest first; only the ones standing bring records."""
    found: dict[int, list[PaperVersion]] = {}
    rows = (
        PaperVersion.objects.filter(paper__in=papers)
        .select_related("part")
        .defer("text", "record", "steps")
        .order_by("-number")
    )
    for version in rows:
        found.setdefault(version.paper_id, []).append(version)
    standing = [
        paper.current_version_id for paper in papers if paper.current_version_id
    ]
    records = dict(
        PaperVersion.objects.filter(pk__in=standing).values_list("pk", "record")
    )
    for versions in found.values():
        for version in versions:
            if version.pk in records:
                version.record = records[version.pk]
    return found


def _pack_paper(
    paper: Paper,
    item: NumberedItem,
    versions: list[PaperVersion],
    verbs: tuple[str, ...],
) -> PackPaper:
    ready = next((v for v in versions if v.pk == paper.current_version_id), None)
    public = next((v for v in versions if v.pk == paper.public_version_id), None)
    versions = [version for version in versions if not version.is_redacted]
    used = ready or (versions[0] if versions else None)
    newest = versions[0] if versions else None
    sheet = sheet_for_print(
        paper, item_number=item.number, owners=item.owners, verbs=verbs
    )
    head: dict[str, Any] = {
        "paper_id": paper.pk,
        "item_id": paper.item_id,
        "title": paper.title,
        "kind": PaperKind(paper.kind),
        "state": PaperState(paper.state),
        "confidential": paper.confidential,
        "is_stand_in": paper.is_stand_in,
        "sheet": sheet,
    }
    if used is None:
        return PackPaper(**head)
    return PackPaper(
        **head,
        version_id=used.pk,
        version_number=used.number,
        version_state=VersionState(used.state),
        part_path=Path(used.part.file.path) if used.part else None,
        part_sha256=used.part.sha256 if used.part else "",
        record=PartRecord.from_json(used.record) if ready else None,
        failure=used.failure,
        cure=used.cure,
        newer_words=_newer_words(newest, ready),
        public_version_id=public.pk if public else None,
        public_version_number=public.number if public else None,
        public_part_sha256=public.part.sha256 if public and public.part else "",
        public_page_count=public.page_count if public else None,
        public_without_sheet=public is not None and paper.without_sheet,
    )


def _newer_words(newest: PaperVersion | None, ready: PaperVersion | None) -> str:
    if newest is None or ready is None or newest.pk == ready.pk:
        return ""
    if newest.state == VersionState.FAILED:
        return f"Version {newest.number} could not be used: {newest.failure}"
    return (
        f"Version {newest.number} is still being prepared; version {ready.number} is "
        "used."
    )
