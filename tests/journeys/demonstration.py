"""The demonstration, loaded once for a run and copied for each portal of a test."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.installation import FILESYSTEM, Installation

ISSUE = "from tests.journeys import issued; issued.tell()"
PLACES = "places.json"


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """A folder that the first process of this run to ask makes; the others wait for it."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # the run's own, above those of its processes
    folder = root / name
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = root / f"{name}-unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            # Nothing was running, so no message is owed to a worker that matters.
            for messages in ("broker", "broker-control"):
                shutil.rmtree(unfinished / messages, ignore_errors=True)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a freshly loaded demonstration, to be copied and not used."""

    def make(folder: Path) -> None:
        portal = Installation(folder, FILESYSTEM)
        portal.manage("migrate", "--no-input", "--verbosity", "0")
        portal.manage("seed_demo")

    return made_once(tmp_path_factory, "demonstration", make)


@pytest.fixture(scope="session")
def issued_demonstration(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The same some days later: what ``tests.journeys.issued`` tells."""

    def make(folder: Path) -> None:
        portal = Installation.copied(demonstration, folder, FILESYSTEM)
        (folder / PLACES).write_text(json.dumps(portal.ask(ISSUE)), encoding="utf-8")

    return made_once(tmp_path_factory, "issued-demonstration", make)


@pytest.fixture
def portal(
    demonstration: Path, tmp_path: Path, broker_url: str
) -> Iterator[Installation]:
    """The demonstration with nothing running yet, on the broker of this run."""
    installation = Installation.copied(demonstration, tmp_path / "var", broker_url)
    yield installation
    installation.end()


@pytest.fixture(scope="session")
def issued_portal(
    issued_demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The portal after the issue, answering at ``.address``; without a worker."""
    folder = tmp_path_factory.mktemp("issued") / "var"
    installation = Installation.copied(issued_demonstration, folder, FILESYSTEM)
    installation.start_web()
    yield installation
    installation.end()


@pytest.fixture(scope="session")
def places(issued_demonstration: Path) -> dict[str, Any]:
    """The ids that addresses in the issued portal name: ``{"december": 2, …}``."""
    return dict(json.loads((issued_demonstration / PLACES).read_text(encoding="utf-8")))
