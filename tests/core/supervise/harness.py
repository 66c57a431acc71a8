"""A supervisor of small children in a process of its own, as signals need."""

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20

# Children in plain Python: quick to start, and each does one thing.
SLEEPS = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
FAILS = "import sys, time; time.sleep(0.3); sys.exit('the disk is full')"
# Its own child sits in a session of its own, as a conversion does.
HAS_A_CONVERSION = (
    "import subprocess, sys, time;"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
    " start_new_session=True); time.sleep(600)"
)

PROGRAM = """
import os, sys
from pathlib import Path
from ics_portal.core.supervise import Child, Supervisor, children
from ics_portal.core.supervise.children import end_leftover

folder = Path(sys.argv[1])
children.SECONDS_TO_END = 2.0
from ics_portal.core.supervise import supervisor
supervisor.SECONDS_TO_END = 2.0
say = lambda words: print(words, flush=True)
kids = [
    Child(f"child {n}", [sys.executable, "-c", code], folder / f"{n}.log", folder / f"{n}.lock")
    for n, code in enumerate(sys.argv[2:], start=1)
]
for kid in kids:
    if pid := end_leftover(kid):
        say(f"leftover {kid.name} {pid}")
sys.exit(
    Supervisor(kids, say=say).run(
        env=dict(os.environ),
        is_up=lambda: all(kid.pid for kid in kids),
        when_up=lambda: say("up " + " ".join(str(kid.pid) for kid in kids)),
    )
)
"""


@dataclass
class Running:
    """The supervisor's process, and its children's ids as it printed them."""

    process: subprocess.Popen[str]
    pids: list[int]

    def signal(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; the exit code and everything it went on to say."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, said


def supervise(folder: Path, *codes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), str(folder), *codes],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def started(folder: Path, *codes: str) -> Running:
    """A supervisor that has started its children."""
    process = supervise(folder, *codes)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("up "), line + process.stdout.read()
    return Running(process, [int(pid) for pid in line.split()[1:]])


def alive(pid: int) -> bool:
    """The process runs; a zombie that its parent has not collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
