"""make, the scripts behind it, the workflow and the hooks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.packaging.project import CI, ROOT

BIN = Path(sys.executable).parent
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)


def test_help_lists_every_target():
    helped = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert re.findall(r"^  make ([a-z-]+) ", helped.stdout, re.MULTILINE) == TARGETS


@pytest.mark.parametrize("target", ["run", "test", "bench"])
def test_what_people_type_first_sets_up_first(target):
    (prerequisite,) = re.findall(rf"^{target}: (\S+)", MAKEFILE, re.MULTILINE)

    assert prerequisite.startswith("setup")


def test_every_script_that_make_calls_is_there():
    scripts = re.findall(r"\.ci/[a-z]+\.py", MAKEFILE)

    assert scripts
    assert [name for name in scripts if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", ["run", "services.sh"])
def test_a_shell_script_parses(name):
    subprocess.run(["bash", "-n", CI / name], check=True)


def test_the_pipeline_runs_what_a_person_runs():
    text = (CI / "run").read_text("utf-8")

    assert "make --no-print-directory test" in text
    assert "ICS_TEST_INSIST=1" in text
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    steps = workflow["jobs"]["everything"]["steps"]
    assert ".ci/run" in [step.get("run") for step in steps]


def test_the_hooks_are_well_formed():
    checked = subprocess.run(
        [BIN / "pre-commit", "validate-config"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (checked.returncode, checked.stdout) == (0, "")


def test_package_lists_name_each_package_once():
    names = [
        line
        for path in sorted(CI.glob("apt-packages*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]

    assert all(re.fullmatch(r"[a-z0-9.+-]+", name) for name in names)
    assert len(set(names)) == len(names)
