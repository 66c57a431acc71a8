"""A whole portal of its own: folder, database, worker and web server as real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
FILESYSTEM = "filesystem://localhost/"
PATIENCE = 300.0  # seconds; a guard against hanging, never a measure


@dataclass(slots=True)
class Installation:
    """The demonstration under a folder of its own, driven from outside."""

    folder: Path
    broker_url: str
    # After how long a worker without a sign of life passes for dead. A worker on a busy
    # machine must not: only a journey that kills one waits for less.
    stale_seconds: int = 120
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    @classmethod
    def copied(cls, source: Path, folder: Path, broker_url: str) -> Self:
        """An installation that begins with what another one holds."""
        shutil.copytree(source, folder)
        return cls(folder, broker_url)

    @property
    def env(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "ics_portal.settings.local",
            "ICS_VAR_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.folder / 'db.sqlite3'}",
            "CELERY_BROKER_URL": self.broker_url,
            "CACHE_URL": f"filecache://{self.folder / 'cache'}",
            "EMAIL_URL": "consolemail://",
            "JOB_STALE_SECONDS": str(self.stale_seconds),
            "JOB_HEARTBEAT_SECONDS": "1",
            "JOB_RESEND_SECONDS": "3",
            "C_FORCE_ROOT": "1",
        }

    def manage(self, *words: str) -> str:
        """Run a management command to its end; its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, code: str) -> Any:
        """Run Python inside the portal; what it prints last, as JSON."""
        return json.loads(self.manage("shell", "-v0", "-c", code).splitlines()[-1])

    def start_worker(self) -> subprocess.Popen[bytes]:
        """A Celery worker with its scheduler, in a process group of its own."""
        command = ["-m", "celery", "-A", "ics_portal", "worker", "--beat"]
        command += ["--concurrency", "2", "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        command += ["--schedule", str(self.folder / "beat-schedule")]
        command += ["--include", "tests.journeys.held"]
        return self._start("worker", command)

    def hold_builds(self, *, at: int) -> None:
        """Let builds wait once so many entries are done (tests/journeys/held.py)."""
        fresh = self.folder / "hold-fresh"
        fresh.write_text(str(at), encoding="utf-8")
        fresh.replace(self.folder / "hold")  # never seen half written

    def let_builds_go(self) -> None:
        (self.folder / "hold").unlink(missing_ok=True)

    def start_web(self) -> str:
        """A gunicorn server as ``serve`` starts it; the address at which it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = ["-m", "gunicorn", "ics_portal.wsgi:application", "--preload"]
        command += ["--workers", "2", "--threads", "2", "--graceful-timeout", "1"]
        command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket"]
        self._start("web", command)
        self.address = f"http://127.0.0.1:{port}"
        wait_until(
            lambda: _answers(f"{self.address}/health/live/"),
            "the web server answers",
            say=lambda: self.log("web"),
        )
        return self.address

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self.processes.append(process)
        return process

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read the database from outside, without disturbing whoever writes."""
        base = sqlite3.connect(
            f"file:{self.folder / 'db.sqlite3'}?mode=ro", uri=True, timeout=10
        )
        try:
            return base.execute(sql, values).fetchall()
        finally:
            base.close()

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    def end(self) -> None:
        """End every process that was started here, with its children."""
        for process in self.processes:
            kill_group(process, signal.SIGTERM)
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(3)  # long enough to end a conversion with it
            kill_group(process, signal.SIGKILL)
            process.wait()


def kill_group(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Send a signal to a process and to all it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)


def alive_in(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes of a group that still run; the dead that nobody fetched do not."""
    return [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if (facts := _facts(folder))
        and facts[0] != "Z"
        and facts[2] == f"{process.pid}"
    ]


def _facts(folder: Path) -> list[str]:
    """State, parent and group of a process; nothing once it has gone."""
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def wait_until(
    happens: Callable[[], Any], words: str, *, say: Callable[[], str] = str
) -> Any:
    """Ask until the answer is true, then give it; after PATIENCE say what did not come."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if answer := happens():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"It never came that {words}. {say()}")


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2) as answer:  # noqa: S310 -- our own server
            return bool(answer.status == 200)
    except OSError:
        return False
