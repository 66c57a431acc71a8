"""What publishing asks of papers: the names their files bear."""

from __future__ import annotations

from boards.packs.rules import Snapshot
from boards.papers.models import PaperVersion


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
