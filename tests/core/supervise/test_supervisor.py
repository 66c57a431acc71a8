"""Children start together and end together, and nothing is left behind."""

import os
import signal
import sys
from pathlib import Path

import pytest

from ics_portal.core.supervise.kernel import children_of
from tests.core.supervise.harness import (
    FAILS,
    HAS_A_CONVERSION,
    SLEEPS,
    STUBBORN,
    alive,
    started,
    supervise,
    wait_for,
)

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="processes are followed in /proc"
)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_child(tmp_path, number):
    running = started(tmp_path, SLEEPS, SLEEPS)

    code, said = running.signal(number)

    assert (code, said) == (0, "Ending.\n")
    assert [alive(pid) for pid in running.pids] == [False, False]


def test_a_child_that_ends_by_itself_is_told_and_ends_the_others(tmp_path):
    process = supervise(tmp_path, SLEEPS, FAILS)

    said, _ = process.communicate(timeout=20)

    first = int(said.split()[1])
    assert process.returncode == 1
    assert "The child 2 ended by itself (exit code 1)." in said
    assert "the disk is full" in said
    assert not alive(first)


def test_a_killed_child_is_told_as_killed(tmp_path):
    running = started(tmp_path, SLEEPS)

    os.kill(running.pids[0], signal.SIGKILL)
    said, _ = running.process.communicate(timeout=20)

    assert running.process.returncode == 1
    assert "The child 1 ended by itself (killed by SIGKILL)." in said


def test_a_child_that_will_not_end_is_killed_in_time(tmp_path):
    running = started(tmp_path, STUBBORN)
    # Its handler is in place once it sleeps; until then SIGTERM would simply end it.
    assert wait_for(lambda: _sleeps(running.pids[0]))

    code, _ = running.signal(signal.SIGINT)

    assert code == 0
    assert not alive(running.pids[0])


def test_a_conversion_in_a_session_of_its_own_is_ended_too(tmp_path):
    running = started(tmp_path, HAS_A_CONVERSION)
    assert wait_for(lambda: children_of(running.pids[0]) != [])
    (conversion,) = children_of(running.pids[0])

    running.signal(signal.SIGINT)

    assert not alive(conversion)


def test_children_are_told_when_the_supervisor_is_killed(tmp_path):
    running = started(tmp_path, SLEEPS)

    running.signal(signal.SIGKILL)

    assert wait_for(lambda: not alive(running.pids[0]))


def test_a_leftover_of_an_earlier_start_is_ended_before_the_next(tmp_path):
    earlier = started(tmp_path, STUBBORN)
    assert wait_for(lambda: _sleeps(earlier.pids[0]))
    earlier.signal(signal.SIGKILL)
    assert alive(earlier.pids[0])

    later = supervise(tmp_path, SLEEPS)
    assert later.stdout is not None
    told = later.stdout.readline()

    assert told == f"leftover child 1 {earlier.pids[0]}\n"
    assert not alive(earlier.pids[0])
    later.terminate()
    later.communicate(timeout=20)


def test_the_words_of_a_child_are_in_its_log(tmp_path):
    running = started(
        tmp_path, "import time; print('here', flush=True); time.sleep(600)"
    )
    log = tmp_path / "1.log"

    assert wait_for(lambda: log.exists() and log.read_text() == "here\n")

    running.signal(signal.SIGINT)


def _sleeps(pid: int) -> bool:
    """It ignores SIGTERM by now: bit 14 of the mask of ignored signals."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    ignored = next(line for line in lines if line.startswith("SigIgn"))
    return bool(int(ignored.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
