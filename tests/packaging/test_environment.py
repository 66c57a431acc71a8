"""`.env.example` lists what is read, and its values work."""

import os
import re
import subprocess
import sys

import pytest

from tests.packaging.project import ROOT, SETTINGS, env_example, names_read_by


def test_it_lists_every_variable_that_is_read_and_no_other():
    read = set()
    for source in [
        *SETTINGS.glob("*.py"),
        ROOT / "ics_portal/core/management/commands/serve.py",
    ]:
        read |= names_read_by(source.read_text("utf-8"))
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    read |= set(re.findall(r"\$\{([A-Z_]+)", compose))
    read.add("TEST_REDIS_URL")  # read by tests/conftest.py and .ci/stores.py

    assert set(env_example()) == read


def test_a_variable_is_found_however_it_is_read():
    source = 'env("A"); env.int("B", default=1); os.environ.get("C"); os.environ["D"]'

    assert names_read_by(source) == {"A", "B", "C", "D"}


@pytest.mark.parametrize(
    ("settings", "own"),
    [("local", {}), ("production", {"SECRET_KEY": "k7#xQ-w2Zm9" * 6})],
)
def test_the_portal_starts_with_its_values(settings, own, tmp_path):
    """With all of them, but for the key, which has to be one's own where it matters."""
    environment = {
        **env_example(),
        **own,
        "PATH": os.environ["PATH"],
        "ICS_VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": f"ics_portal.settings.{settings}",
    }

    checked = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stderr


def test_production_names_everything_that_is_missing():
    asked = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "ics_portal.settings.production",
            "SECRET_KEY": "given",
        },
        capture_output=True,
        text=True,
    )

    assert asked.returncode != 0
    last = asked.stderr.strip().splitlines()[-1]
    starred = re.findall(
        r"^# \*.*\n(?:#.*\n)*([A-Z_]+)=",
        (ROOT / ".env.example").read_text("utf-8"),
        re.MULTILINE,
    )
    assert set(last.split(": ")[2].split(", ")) == {*starred} - {"SECRET_KEY"}
