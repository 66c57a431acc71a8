"""Brought into a journey's worker: a build waits where the test says.

While the portal's folder holds a file ``hold`` with a number, a build that has done so
many entries goes no further. Its worker lives on meanwhile, as in a long build. So a
test meets the middle of a build for sure, on a quick machine and on a busy one.
"""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings

from ics_portal.core.jobs import JobRun

HOLD = Path(settings.VAR_DIR) / "hold"

_progress = JobRun.progress


def _held(
    self: JobRun, done: int, of: int | None = None, message: str | None = None
) -> None:
    _progress(self, done, of, message)
    while self.kind == "packs.build" and _holds(done):
        time.sleep(0.05)


def _holds(done: int) -> bool:
    try:
        return done >= int(HOLD.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False


JobRun.progress = _held  # type: ignore[method-assign]
