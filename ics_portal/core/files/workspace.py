"""Folders for unfinished work, and the removal of those a killed process left behind."""

import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ics_portal.core.files.limits import current_limits, work_root

logger = logging.getLogger(__name__)

_PREFIX = "work-"
_ABANDONED_AFTER = 4
"""In lengths of the longest conversion: by then nobody can still be working in it."""


@contextmanager
def work_folder() -> Iterator[Path]:
    """A private folder on the disk of the stored files, gone afterwards.

    First takes away what was left by processes that could not do so themselves.
    """
    clear_abandoned_work()
    with tempfile.TemporaryDirectory(
        prefix=_PREFIX, dir=work_root(), ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def clear_abandoned_work() -> int:
    """Remove the work folders nobody can be using any more; return how many."""
    limit = _ABANDONED_AFTER * max(60, current_limits().office_timeout_seconds)
    before = time.time() - limit
    removed = 0
    for folder in work_root().glob(f"{_PREFIX}*"):
        try:
            abandoned = folder.is_dir() and folder.stat().st_mtime < before
        except FileNotFoundError:  # its owner has just finished
            continue
        if abandoned:
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    if removed:
        logger.warning("Removed %d abandoned work folders", removed)
    return removed
