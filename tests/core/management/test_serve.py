"""``manage.py serve`` for real: gunicorn and a worker on messages in files."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from ics_portal.core.management.commands.serve import Command, _port
from ics_portal.core.supervise.kernel import children_of
from tests.core.supervise.harness import ROOT, alive

SECONDS_TO_START = 60
SECONDS_TO_END = 12

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="processes are followed in /proc"
    ),
]


@dataclass
class Portal:
    process: subprocess.Popen[str]
    var: Path
    port: int
    said: str = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


def serve(var: Path, port: int | str) -> subprocess.Popen[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=kept | {"ICS_VAR_DIR": str(var), "PORT": str(port), "LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal that has said where it is; ended, and all of it gone, afterwards."""
    running = Portal(None, tmp_path_factory.mktemp("var"), free_port())
    running.process = serve(running.var, running.port)
    assert running.process.stdout is not None
    for line in running.process.stdout:
        running.said += line
        if "Ctrl-C" in line:
            break
    yield running
    processes = descendants(running.process.pid)
    begun = time.monotonic()
    running.process.send_signal(signal.SIGINT)
    rest, _ = running.process.communicate(timeout=SECONDS_TO_START)
    assert (running.process.returncode, rest) == (0, "Ending.\n")
    assert time.monotonic() - begun < SECONDS_TO_END
    assert len(processes) >= 6  # two web workers, two of the queue, and their parents
    assert [pid for pid in processes if alive(pid)] == []


def descendants(pid: int) -> list[int]:
    below = children_of(pid)
    return below + [further for child in below for further in descendants(child)]


def get(portal: Portal, path: str) -> tuple[int, bytes]:
    asked = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=10)
    asked.request("GET", path)
    answer = asked.getresponse()
    found = answer.status, answer.read()
    asked.close()
    return found


def test_it_says_where_it_is_and_where_its_logs_are(portal):
    assert portal.said == (
        f"\nThe portal is at {portal.address}\n"
        f"Logs are in {portal.var / 'log'}. Ctrl-C ends it.\n"
    )


def test_it_answers(portal):
    assert get(portal, "/health/live/") == (200, b'{"status": "ok"}')


def test_nobody_else_on_the_machine_reads_what_it_writes(portal):
    written = [
        path
        for path in portal.var.rglob("*")
        if path.name.startswith("db.sqlite3") or path.is_dir() or path.suffix == ".log"
    ]

    assert {"log", "web.log", "worker.log"} <= {path.name for path in written}
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []


def test_it_serves_the_design_system_without_asking_anybody_else(portal):
    status, sheet = get(portal, "/static/dist/nhsuk-frontend.min.css")

    assert status == 200
    assert b".nhsuk-button" in sheet


def test_a_second_start_on_the_same_data_says_where_the_first_is(portal):
    second = serve(portal.var, free_port())

    said, _ = second.communicate(timeout=SECONDS_TO_START)

    assert second.returncode == 1
    assert said == (
        f"CommandError: The portal is already running at {portal.address} "
        f"(process {portal.process.pid}). Open it there, or end it first.\n"
    )


def test_a_port_in_use_is_told_before_anything_starts(portal, tmp_path):
    other = serve(tmp_path, portal.port)

    said, _ = other.communicate(timeout=SECONDS_TO_START)

    assert other.returncode == 1
    assert said == (
        f"CommandError: Port {portal.port} on 127.0.0.1 cannot be used: Address "
        "already in use. Another program may be using it. Choose another: "
        f"PORT={portal.port + 1} make run\n"
    )
    assert not (tmp_path / "log").exists()


def test_a_port_that_is_none_is_told(tmp_path):
    refused = serve(tmp_path, "http")

    said, _ = refused.communicate(timeout=SECONDS_TO_START)

    assert refused.returncode == 1
    assert said == (
        "CommandError: PORT is 'http'; it must be a number from 1 to 65535.\n"
    )


@pytest.mark.parametrize("port", ["", "-1", "0", "65536", "70000", "80.0"])
def test_a_port_is_a_number_of_its_range(port):
    with pytest.raises(CommandError) as refused:
        _port(port)

    assert str(refused.value) == (
        f"PORT is '{port}'; it must be a number from 1 to 65535."
    )


@pytest.mark.parametrize("port", ["1", "8000", "65535"])
def test_any_port_of_the_range_is_taken(port):
    assert _port(port) == int(port)


@pytest.mark.django_db
def test_a_database_of_an_earlier_edition_gets_the_newer_rules(monkeypatch):
    called = []

    def call(name, **options):
        called.append(name)
        if name == "load_composition_rules":
            call_command(name, **options)

    monkeypatch.setattr("ics_portal.core.management.commands.serve.call_command", call)
    rules = apps.get_model("boards", "CompositionRule").objects
    assert not rules.exists()

    Command()._prepare()

    assert called == ["seed_demo", "load_composition_rules"]
    assert rules.filter(rule_id="RULE-NHS-01").exists()
