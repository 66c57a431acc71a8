"""One child process: how it is started, and how a leftover of it is found and ended."""

import fcntl
import os
import signal
import subprocess
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from ics_portal.core.supervise import kernel

LOG_BYTES = 5 * 1024 * 1024  # a longer log is put aside at the next start
SECONDS_TO_END = 8.0


@dataclass
class Child:
    """A command whose words go to ``log`` and whose life holds a lock on ``lock``.

    The lock is a file opened here and inherited by the child and all it forks, so it
    stays taken for as long as any of them lives, whatever became of the supervisor.
    """

    name: str
    command: list[str]
    log: Path
    lock: Path
    pid: int = 0

    def start(self, *, env: dict[str, str]) -> None:
        """Start in a session of its own; Ctrl-C in the terminal reaches us alone."""
        _put_aside(self.log)
        held = _locked(self.lock)
        if held is None:
            raise RuntimeError(f"another {self.name} process holds {self.lock}")
        with self.log.open("ab") as words:
            process = subprocess.Popen(  # noqa: S603 -- our own command line
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[held],
                preexec_fn=kernel.end_with_parent,
                env=env,
            )
        self.pid = process.pid
        os.ftruncate(held, 0)
        os.pwrite(held, str(process.pid).encode(), 0)
        os.close(held)
        # The supervisor reaps by waitpid; Popen must not wait for it as well.
        process.returncode = 0

    def last_words(self, lines: int = 12) -> str:
        """The end of its log, indented."""
        if not self.log.exists():
            return ""
        with self.log.open("r", encoding="utf-8", errors="replace") as words:
            return "".join(f"    {line}" for line in deque(words, maxlen=lines))


def end_leftover(child: Child) -> int:
    """End what an earlier start left running under this lock; its process id, or 0.

    A leftover worker would take half the messages and run yesterday's code on them.
    """
    child.lock.parent.mkdir(parents=True, exist_ok=True)
    if _is_free(child.lock):
        return 0
    pid = int(child.lock.read_text() or 0)
    if not pid:
        return 0
    for number in (signal.SIGTERM, signal.SIGKILL):
        if _is_free(child.lock):
            break
        kernel.send(pid, number, group=True)
        deadline = time.monotonic() + SECONDS_TO_END
        while not _is_free(child.lock) and time.monotonic() < deadline:
            time.sleep(0.05)
    return pid


def _is_free(lock: Path) -> bool:
    held = _locked(lock)
    if held is None:
        return False
    os.close(held)
    return True


def _locked(lock: Path) -> int | None:
    """A descriptor holding the lock, or None when another process holds it."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _put_aside(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
