"""The issued pack a supplement is added to, as plain values."""

from __future__ import annotations

from typing import Any

from boards.packs.enums import Edition, FileKind
from boards.packs.models import Pack, PackFile
from boards.packs.rules import PlaceThen, Snapshot, SupplementThen


def supplement_of(base: Pack, *, reason: str, agreed_by: str) -> SupplementThen:
    """What a supplement to ``base`` starts from: every page where it was issued."""
    before = Snapshot.from_json(base.snapshot)
    whole = PackFile.objects.filter(pack=base, kind=FileKind.WHOLE)
    secrets = set(base.entries.filter(confidential=True).values_list("edition", "key"))
    places = {
        file.edition: tuple(
            _place(row, confidential=(file.edition, row["key"]) in secrets)
            for row in file.manifest["entries"]
        )
        for file in whole
        if file.edition != Edition.PUBLIC
    }
    return SupplementThen(
        number=before.supplement.number + 1 if before.supplement else 1,
        base=base.version,
        reason=reason,
        agreed_by=agreed_by,
        items=tuple(item.item_id for item in before.items),
        places=places,
    )


def _place(row: dict[str, Any], *, confidential: bool) -> PlaceThen:
    has_paper = row["paper_id"] is not None
    return PlaceThen(
        key=row["key"],
        kind=row["kind"],
        title=row["title"],
        first_label=row["first_label"],
        last_label=row["last_label"],
        pages=row["pages"],
        item_id=row["item_id"],
        paper_id=row["paper_id"],
        confidential=confidential,
        says=(row["words_sha256"] or row["part_sha256"]) if has_paper else "",
        part_sha256=row["part_sha256"],
        note=row.get("note", ""),
    )


def last_issued(meeting_id: int) -> Pack | None:
    """The pack of a meeting that was issued last."""
    return Pack.objects.issued().filter(meeting=meeting_id).order_by("-version").first()
