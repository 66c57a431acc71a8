from collections.abc import Callable
from pathlib import Path

import pytest

from ics_portal.core.files.office import _look_for, office_available


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path: Path) -> None:
    """Each test keeps its files and its unfinished work in a folder of its own."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = str(tmp_path / "var" / "media")
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "var" / "tmp")
    (tmp_path / "var" / "tmp").mkdir(parents=True)


@pytest.fixture
def office() -> None:
    """For tests that convert with the real LibreOffice."""
    if not office_available():
        pytest.skip("LibreOffice is not installed")


@pytest.fixture
def soffice_is(settings, tmp_path: Path) -> Callable[[str], None]:
    """``soffice_is(script)`` puts a script of the shell in LibreOffice's place."""

    def use(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        settings.SOFFICE_PATH = str(program)
        _look_for.cache_clear()

    yield use
    _look_for.cache_clear()
