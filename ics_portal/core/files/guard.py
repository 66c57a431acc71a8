"""Runs one command within limits, and ends it when the one who asked is gone.

A script of the standard library only, started as
``python -I -S guard.py SECONDS MEMORY_MB LOG -- COMMAND…`` at the head of its own process
group. It does not trust what it starts:

- address space, core and file size are limited by the kernel, which a command that forks
  cannot give back; the memory of the whole group is added up as well;
- the network is cut off where the kernel allows that to ordinary users;
- at the end, at the time limit, or when its standard input closes because the asking
  process was killed, every process of the group ends, itself last.

What happened is printed as one line of JSON before that.
"""

import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

LOOKS_EVERY = 0.05
MEBI = 1024 * 1024
LARGEST_FILE_MB = 2048
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
STAT_GROUP = 2
STAT_ADDRESS_SPACE = 20
STAT_RESIDENT = 21
NOT_STARTED = -1


def main(arguments: list[str]) -> None:
    """Run the command; print how it ended; end whatever is left of it."""
    seconds, memory_mb, log = float(arguments[0]), int(arguments[1]), arguments[2]
    command = arguments[4:]
    started = time.monotonic()
    ended, code, peak_mb = "itself", NOT_STARTED, 0
    try:
        with Path(log).open("wb") as said:
            child = subprocess.Popen(  # noqa: S603 -- the command is the portal's own
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                preexec_fn=lambda: confine(memory_mb),
            )
    except OSError:
        ended = "not started"
    else:
        ended, code, peak_mb = watch(child, started + seconds, memory_mb)
    report = {"ended": ended, "code": code, "peak_mb": peak_mb}
    with contextlib.suppress(OSError):  # nobody may be left to read it
        print(json.dumps(report), flush=True)  # noqa: T201 -- this is its answer
    os.killpg(0, signal.SIGKILL)


def confine(memory_mb: int) -> None:
    """Between fork and exec: limits that the command and its children inherit."""
    cut_network()
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * MEBI),
        (resource.RLIMIT_FSIZE, LARGEST_FILE_MB * MEBI),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def cut_network() -> None:
    """A network of its own with nothing in it; left alone where that is not allowed.

    This is the second wall: LibreOffice's own settings already forbid it to fetch.
    """
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(CLONE_NEWNET) != 0:
            unshare(CLONE_NEWUSER | CLONE_NEWNET)


def watch(
    child: "subprocess.Popen[bytes]", deadline: float, memory_mb: int
) -> tuple[str, int, int]:
    """How it ended, its exit code, and the most memory seen, in megabytes.

    The most is the larger of what all held together and what one had reserved: it is
    the reserving that the kernel refuses.
    """
    ended = ""
    held_mb = reserved_mb = 0
    while not ended:
        readable, _, _ = select.select([sys.stdin], [], [], LOOKS_EVERY)
        held, reserved = group_memory_mb()
        held_mb, reserved_mb = max(held_mb, held), max(reserved_mb, reserved)
        if child.poll() is not None:
            ended = "itself"
        elif readable and not os.read(sys.stdin.fileno(), 1):
            ended = "asker gone"
        elif time.monotonic() > deadline:
            ended = "time"
        elif held_mb > memory_mb:
            ended = "memory"
    own_peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    code = child.returncode if child.returncode is not None else NOT_STARTED
    return ended, code, max(held_mb, reserved_mb, own_peak_mb)


def group_memory_mb() -> tuple[int, int]:
    """Memory of this process group in megabytes: held by all, reserved by the largest.

    Zeros where the system has no /proc.
    """
    group = os.getpgrp()
    held = reserved = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            # The name may hold spaces and brackets: fields are counted after it.
            fields = entry.read_text().rpartition(")")[2].split()
            if int(fields[STAT_GROUP]) == group:
                held += int(fields[STAT_RESIDENT]) * resource.getpagesize()
                reserved = max(reserved, int(fields[STAT_ADDRESS_SPACE]))
    return held // MEBI, reserved // MEBI


if __name__ == "__main__":
    main(sys.argv[1:])
