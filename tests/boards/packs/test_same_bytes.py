"""The same inputs give the same bytes, in another process and with another hash seed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TELL_AND_BUILD = '''
import json, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command

class TablesAtOnce(dict):
    """Make the tables from the models: the migrations have tests of their own."""
    def __contains__(self, app): return True
    def __getitem__(self, app): return None

settings.MIGRATION_MODULES = TablesAtOnce()
call_command("migrate", verbosity=0, run_syncdb=True)
settings.JOB_HEARTBEAT_SECONDS = 3600.0
from boards.packs.models import Pack
from boards.packs.services import start_build
from tests.factories.packs import PRESS, december, run_job_of
story = december()
pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
run_job_of(pack)
files = Pack.objects.get(pk=pack.pk).files.select_related("stored")
print(json.dumps({f.edition: f.stored.sha256 for f in files}, sort_keys=True))
'''


def build_in_another_process(folder: Path, seed: str) -> dict[str, str]:
    """Tell the story from an empty database and give the SHA-256 of each file."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ics_portal.settings.test",
        "ICS_VAR_DIR": str(folder),
        "TEST_DATABASE_URL": f"sqlite:///{folder / 'story.sqlite3'}",
        "PYTHONHASHSEED": seed,
    }
    done = subprocess.run(
        [sys.executable, "-c", TELL_AND_BUILD],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shas: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return shas


@pytest.mark.slow
def test_two_processes_make_the_same_bytes(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()

    first = build_in_another_process(one, "1")
    second = build_in_another_process(two, "4242")

    assert sorted(first) == ["members", "private", "public"]
    assert first == second
