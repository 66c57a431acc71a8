"""A thread that keeps saying "still at it" while a handler works."""

import logging
import threading
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection

from ics_portal.core.jobs.errors import JobSuperseded
from ics_portal.core.jobs.pulse import record_pulse
from ics_portal.core.jobs.run import JobRun

log = logging.getLogger(__name__)


class Heartbeat:
    """Beats until left; the thread has its own database connection and closes it."""

    def __init__(self, run: JobRun) -> None:
        self._run = run
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._beat, name=f"heartbeat-{run.job_id}", daemon=True
        )

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(settings.JOB_HEARTBEAT_SECONDS):
                try:
                    self._run.write()
                    record_pulse()
                except JobSuperseded:
                    return  # the handler learns it at its next report
                except DatabaseError:
                    # A busy database is no reason to stop: the next beat may get through.
                    log.warning("A heartbeat was missed", exc_info=True)
        finally:
            connection.close()
