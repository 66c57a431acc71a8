"""Reads of packs, and of the meeting for a pack."""

from boards.packs.selectors.packs import (
    active_job_of,
    build_before,
    file_or_404,
    issued_before,
    job_of,
    manifest_before,
    pack_or_404,
    packs_for_reader,
    packs_of,
    packs_withheld,
    readable_files,
    stored_papers,
    withheld_from,
)
from boards.packs.selectors.snapshot import (
    changed_since_issue,
    snapshot_now,
    take_snapshot,
)

__all__ = [
    "active_job_of",
    "build_before",
    "changed_since_issue",
    "file_or_404",
    "issued_before",
    "job_of",
    "manifest_before",
    "pack_or_404",
    "packs_for_reader",
    "packs_of",
    "packs_withheld",
    "readable_files",
    "snapshot_now",
    "stored_papers",
    "take_snapshot",
    "withheld_from",
]
