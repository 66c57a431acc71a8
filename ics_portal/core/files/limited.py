"""Starts a command that is not trusted, under the guard, and waits for it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")
LOOKS_EVERY = 0.05
HEARTBEAT_EVERY = 0.5
GRACE_SECONDS = 5.0
"""How much longer than the command the guard itself is waited for."""

NEARLY = 0.8
"""A command that failed this close to its memory limit failed because of it."""

_OUT_OF_MEMORY_WORDS = ("bad_alloc", "MemoryError", "annot allocate memory")
_LOG_TAIL = 4000


class Ending(StrEnum):
    """Why a limited command is over. Only ITSELF has an exit code that means much."""

    ITSELF = "itself"
    TIME = "time"
    MEMORY = "memory"
    NOT_STARTED = "not started"


@dataclass(frozen=True, slots=True)
class Ended:
    """``code`` as the shell counts it, negative for a signal; ``said`` is the log's end."""

    ending: Ending
    code: int
    seconds: float
    peak_mb: int
    said: str
    memory_mb: int

    @property
    def short_of_memory(self) -> bool:
        """Stopped for its memory, or failed so close to the limit that it must be that.

        Not to be asked of one that did its work: LibreOffice ends with 0 even so.
        """
        return (
            self.ending is Ending.MEMORY
            or self.peak_mb > NEARLY * self.memory_mb
            or any(word in self.said for word in _OUT_OF_MEMORY_WORDS)
        )

    @property
    def well(self) -> bool:
        return self.ending is Ending.ITSELF and self.code == 0


def run_limited(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    memory_mb: int,
    heartbeat: Callable[[], None] | None = None,
) -> Ended:
    """Run ``command`` in ``folder`` and return how it ended.

    ``heartbeat`` is called about twice a second and may raise to give the work up: the
    command and everything it started are then ended before the exception goes on.
    """
    log = folder / "said.log"
    guarded = [sys.executable, "-I", "-S", str(GUARD), str(seconds), str(memory_mb)]
    started = time.monotonic()
    with subprocess.Popen(  # noqa: S603 -- our own guard
        [*guarded, str(log), "--", *command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,  # closes with this process, however it ends
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as guard:
        try:
            _wait(guard, started + seconds + GRACE_SECONDS, heartbeat)
        finally:
            # Leaving the block waits for the guard, so it must be gone by then.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(guard.pid, signal.SIGKILL)
        told = guard.stdout.read() if guard.stdout else b""
    return _ended(told, time.monotonic() - started, memory_mb, _tail(log))


def _wait(
    guard: "subprocess.Popen[bytes]",
    deadline: float,
    heartbeat: Callable[[], None] | None,
) -> None:
    beat_at = time.monotonic() + HEARTBEAT_EVERY
    while guard.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            guard.wait(LOOKS_EVERY)
        if heartbeat is not None and time.monotonic() >= beat_at:
            beat_at = time.monotonic() + HEARTBEAT_EVERY
            heartbeat()


def _ended(told: bytes, seconds: float, memory_mb: int, said: str) -> Ended:
    """The guard's answer; one that gives none was itself stopped at the deadline."""
    try:
        report = json.loads(told)
    except ValueError:
        report = {"ended": Ending.TIME, "code": -signal.SIGKILL, "peak_mb": 0}
    return Ended(
        Ending(report["ended"]),
        code=int(report["code"]),
        seconds=seconds,
        peak_mb=int(report["peak_mb"]),
        said=said,
        memory_mb=memory_mb,
    )


def _tail(log: Path) -> str:
    try:
        with log.open("rb") as said:
            said.seek(max(0, log.stat().st_size - _LOG_TAIL))
            return said.read().decode("utf-8", "replace")
    except OSError:
        return ""
