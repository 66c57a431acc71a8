"""Commands that are not trusted: what they may use, and that nothing of them stays."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ics_portal.core.files import limited
from ics_portal.core.files.limited import Ended, Ending, run_limited

PATIENCE = 60  # seconds; a guard against hanging, never a measure

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Needs Linux’s /proc"
)


@pytest.fixture
def run(tmp_path):
    def command(
        *words: str, seconds: float = 10, memory_mb: int = 500, **options
    ) -> Ended:
        return run_limited(
            words,
            folder=tmp_path,
            environment={"PATH": os.defpath},
            seconds=seconds,
            memory_mb=memory_mb,
            **options,
        )

    return command


def python(run, code: str, **options) -> Ended:
    return run(sys.executable, "-I", "-S", "-c", code, **options)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"


def wait_until_gone(*pids: int, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while any(is_running(pid) for pid in pids):
        assert time.monotonic() < deadline, "a process is still there"
        time.sleep(0.02)


def pids_in(path: Path, count: int) -> list[int]:
    """The ids the command wrote of itself and its children, once all are there."""
    deadline = time.monotonic() + PATIENCE
    while not path.exists() or len(path.read_text().split()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return [int(word) for word in path.read_text().split()]


def test_a_command_that_does_its_work_ends_well(run):
    ended = run("/bin/sh", "-c", "echo printed")

    assert (ended.ending, ended.code, ended.said) == (Ending.ITSELF, 0, "printed\n")
    assert ended.well


def test_a_command_that_fails_says_how(run):
    ended = run("/bin/sh", "-c", "echo no such filter >&2; exit 3")

    assert (ended.ending, ended.code, ended.said, ended.well) == (
        Ending.ITSELF,
        3,
        "no such filter\n",
        False,
    )


def test_a_program_that_is_not_there_is_not_started(run):
    assert run("/no/such/program").ending is Ending.NOT_STARTED


@linux_only
def test_a_hung_command_is_stopped_with_everything_it_started(run, tmp_path):
    pids = tmp_path / "pids"

    ended = run(
        "/bin/sh",
        "-c",
        f"sleep 60 & echo $! > {pids}; (sleep 60 & echo $! >> {pids}; sleep 60); sleep 60",
        seconds=0.5,
    )

    assert ended.ending is Ending.TIME
    assert ended.seconds < 5
    wait_until_gone(*pids_in(pids, 2))


@linux_only
def test_what_a_command_leaves_behind_is_ended_too(run, tmp_path):
    pids = tmp_path / "pids"

    ended = run("/bin/sh", "-c", f"sleep 60 & echo $! > {pids}")

    assert ended.well
    wait_until_gone(*pids_in(pids, 1))


@pytest.mark.parametrize(
    "code",
    [
        "kept = []\nwhile True: kept.append(bytearray(10_000_000))",
        "bytearray(10 ** 10)",
    ],
    ids=["bit by bit", "at once"],
)
def test_a_command_that_eats_memory_is_stopped_for_that(run, code):
    ended = python(run, code, memory_mb=200)

    assert not ended.well
    assert ended.short_of_memory


@linux_only
def test_the_memory_of_its_children_counts_as_well(run):
    ended = python(
        run,
        "import os, time\n"
        "for _ in range(3): os.fork()\n"
        "kept = b'1' * 60_000_000\n"
        "time.sleep(60)",
        memory_mb=300,
    )

    assert ended.ending is Ending.MEMORY


def test_a_failure_far_from_the_limit_is_not_put_down_to_memory(run):
    ended = python(run, "raise SystemExit(1)")

    assert (ended.ending, ended.short_of_memory) == (Ending.ITSELF, False)


def test_the_asker_is_called_while_it_waits(run):
    beats = []

    run("/bin/sleep", "1.3", heartbeat=lambda: beats.append(time.monotonic()))

    # How many depends on how busy the machine is; that there are some does not.
    assert len(beats) >= 2


@linux_only
def test_an_asker_who_gives_up_takes_the_command_with_them(run, tmp_path):
    pids = tmp_path / "pids"

    def cancelled() -> None:
        raise InterruptedError("The person who asked no longer wants it")

    with pytest.raises(InterruptedError):
        run(
            "/bin/sh",
            "-c",
            f"echo $$ > {pids}; sleep 60 & echo $! >> {pids}; wait",
            heartbeat=cancelled,
        )

    wait_until_gone(*pids_in(pids, 2))


@linux_only
def test_when_the_worker_is_killed_the_command_does_not_outlive_it(tmp_path):
    pids = tmp_path / "pids"
    asker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import pathlib, sys, django\n"
                "django.setup()\n"
                "from ics_portal.core.files.limited import run_limited\n"
                "run_limited(['/bin/sh', '-c', sys.argv[1]], folder=pathlib.Path(sys.argv[2]),"
                " environment={'PATH': '/bin:/usr/bin'}, seconds=60, memory_mb=500)"
            ),
            f"echo $$ > {pids}; sleep 60 & echo $! >> {pids}; wait",
            str(tmp_path),
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "ics_portal.settings.test"},
        cwd=Path(__file__).parents[3],
    )
    started = pids_in(pids, 2)

    asker.send_signal(signal.SIGKILL)
    asker.wait()

    wait_until_gone(*started)


def test_a_guard_that_does_not_answer_is_not_waited_for_for_ever(
    run, monkeypatch, tmp_path
):
    deaf = tmp_path / "deaf.py"
    deaf.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(limited, "GUARD", deaf)
    monkeypatch.setattr(limited, "GRACE_SECONDS", 0.2)

    assert run("/bin/true", seconds=0.2).ending is Ending.TIME


@linux_only
def test_a_command_reaches_no_network_where_the_kernel_can_cut_it(run):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ended = python(
            run,
            "import socket\n"
            f"socket.create_connection(('127.0.0.1', {listening.getsockname()[1]}), 2)",
        )
    if ended.well:
        pytest.skip("This kernel does not let the guard cut the network")

    assert "unreachable" in ended.said


def test_a_command_cannot_fill_the_disk_with_one_file(run, tmp_path):
    ended = run(
        "/bin/sh",
        "-c",
        f"dd if=/dev/zero of={tmp_path}/big bs=1 count=1 seek=3000000000 2>&1",
    )

    assert not ended.well
    assert not (tmp_path / "big").exists() or not (tmp_path / "big").stat().st_size
