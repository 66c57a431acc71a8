"""The four import contracts of docs/architecture.md hold."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = (
    "boards.directory",
    "boards.bodies",
    "boards.meetings",
    "boards.papers",
    "boards.duties",
    "boards.actions",
    "boards.packs",
)


@pytest.mark.slow
def test_the_import_contracts_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [lint, "--no-cache"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_where_the_contracts_say(room):
    assert (settings.BASE_DIR / room.replace(".", "/") / "__init__.py").is_file()
