"""From the command to the first page, first and again; memory of web and worker at rest.

What is started is what ``make run`` starts once set-up has nothing to do, in a data
folder of its own. Memory is the proportional share (Pss), so pages that processes share
are counted once.
"""

import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ics_portal.core.supervise.kernel import children_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = "/sign-in/"
AGAIN = 3
SECONDS_TO_REST = 10
LONGEST_START = 300


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ics-bench-") as var:
        portal, seconds = start(var)
        tell(measure="start to first page, empty folder", seconds=round(seconds, 2))
        end(portal)
        starts = []
        for turn in range(AGAIN):
            portal, seconds = start(var)
            starts.append(seconds)
            if turn < AGAIN - 1:
                end(portal)
        median = statistics.median(starts)
        tell(
            measure=f"start to first page, again, median of {AGAIN}",
            seconds=round(median, 2),
        )
        time.sleep(SECONDS_TO_REST)
        tell(measure="memory at rest", **memory(portal.pid))
        seconds = end(portal)
        tell(measure="Ctrl-C to the end of every process", seconds=round(seconds, 2))
    return 0


def tell(**facts: object) -> None:
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()


def start(var: str) -> tuple[subprocess.Popen[bytes], float]:
    """Start the portal; the process, and seconds until a page came back."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    begun = time.monotonic()
    portal = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--demo"],
        cwd=ROOT,
        env=os.environ | {"ICS_VAR_DIR": var, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    while not answers(port):
        if portal.poll() is not None or time.monotonic() - begun > LONGEST_START:
            raise SystemExit("The portal did not start.")
        time.sleep(0.02)
    return portal, time.monotonic() - begun


def answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asked.request("GET", PAGE)
        return asked.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


def end(portal: subprocess.Popen[bytes]) -> float:
    begun = time.monotonic()
    portal.send_signal(signal.SIGINT)
    portal.wait()
    return time.monotonic() - begun


def memory(supervisor: int) -> dict[str, float]:
    """Megabytes: the supervisor, and each of its two families."""
    found = {"supervisor_mb": megabytes([supervisor])}
    for child in children_of(supervisor):
        words = Path(f"/proc/{child}/cmdline").read_bytes()
        name = "web_mb" if b"gunicorn" in words else "worker_mb"
        found[name] = megabytes(family(child))
    return found


def family(pid: int) -> list[int]:
    return [pid, *(one for child in children_of(pid) for one in family(child))]


def megabytes(pids: list[int]) -> float:
    kilobytes = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        line = next(one for one in rollup.splitlines() if one.startswith("Pss:"))
        kilobytes += int(line.split()[1])
    return round(kilobytes / 1024, 1)


if __name__ == "__main__":
    sys.exit(main())
