"""What the portal keeps on a machine is its own user's to read, and nobody else's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.supervise.harness import ROOT

LOAD = (
    "import django, os; django.setup();"
    "from django.core.management import call_command as c;"
    "c('check', verbosity=0)"
)


def others_may(path: Path) -> int:
    return path.stat().st_mode & 0o077


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_the_folder_of_the_database_and_the_papers_is_closed_to_others(tmp_path, umask):
    var = tmp_path / "deep" / "var"
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "ics_portal.settings.local",
        "ICS_VAR_DIR": str(var),
    }

    subprocess.run(
        [sys.executable, "-c", LOAD],
        cwd=ROOT,
        env=environment,
        check=True,
        umask=umask,
        capture_output=True,
    )

    assert var.is_dir()
    assert [path.name for path in (var, *var.iterdir()) if others_may(path)] == []
