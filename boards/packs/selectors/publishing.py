"""What publishing asks of papers: the names their files bear."""

from __future__ import annotations

from boards.packs.models import Pack
from boards.packs.rules import Snapshot
from boards.papers.enums import VersionState
from boards.papers.models import Paper, PaperVersion


def file_names_of(snapshot: Snapshot) -> dict[int, list[str]]:
    """The names under which each paper was uploaded and its permanent keys, by paper id;
    of a redacted version they may go out."""
    ids = [paper.paper_id for paper in snapshot.papers]
    rows = PaperVersion.objects.filter(paper_id__in=ids, is_redacted=False).values_list(
        "paper_id", "original__original_name"
    )
    names: dict[int, list[str]] = {}
    for paper_id, name in rows:
        names.setdefault(paper_id, []).append(name.rsplit(".", 1)[0])
    return names


def redacted_since(pack: Pack) -> str:
    """The title of a paper that would go out with a newest redacted version that the pack
    has not: one that is not ready, or became so after the build; "" where there is none.
    One dropped on purpose is ready and stands for nothing, or says why it was dropped."""
    in_pack = {
        paper["paper_id"]: paper["public_version_number"] or 0
        for paper in pack.snapshot.get("papers", ())
        if not paper["left_out"]
        and (paper["public_version_number"] or not paper["confidential"])
    }
    rows = PaperVersion.objects.filter(
        paper_id__in=in_pack, is_redacted=True, dropped_reason=""
    )
    rows = rows.select_related("paper").defer("text", "record").order_by("number")
    for row in {row.paper_id: row for row in rows}.values():
        is_ready = row.state == VersionState.READY
        stands = not is_ready or row.paper.public_version_id == row.pk
        if stands and row.number > in_pack[row.paper_id]:
            return str(row.paper.title)
    return ""


def sheet_kept_back_since(pack: Pack) -> str:
    """The title of a paper whose cover sheet would go out with the pack, although the
    office chose since that the public gets none; "" where there is none."""
    with_sheet = [
        paper["paper_id"]
        for paper in pack.snapshot.get("papers", ())
        if paper["sheet"]
        and not (paper["left_out"] or paper["confidential"])
        and not paper.get("public_without_sheet")
    ]
    found = Paper.objects.filter(
        pk__in=with_sheet, without_sheet=True, public_version__isnull=False
    )
    return str(found.order_by("pk").values_list("title", flat=True).first() or "")
