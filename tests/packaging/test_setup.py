"""Set-up from nothing, in a small copy of the project with no network and fake tools."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.project import ROOT, ci_script

DPKG = """#!/bin/sh
for name in "$@"; do
  case "$name" in
    -*|*Package*) ;;
    *) grep -qx "$name" "$0.missing" || echo "$name installed" ;;
  esac
done
"""
NPM = """#!/bin/sh
[ "$1" = --version ] && { echo 10.8.2; exit; }
echo "$@" >> "$0.calls"
cp -r "%s" node_modules
"""
NODE = "#!/bin/sh\necho v20.20.2\n"


class SmallProject:
    """A checkout with empty Python locks, and a PATH of stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools = folder / "tools"
        self.tools.mkdir(parents=True)
        for name in (".ci", "ics_portal/core/web/build_static.py"):
            source, target = ROOT / name, folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, target)
        (folder / ".requirements").mkdir()
        for lock in ("base", "dev", "node"):
            (folder / ".requirements" / f"{lock}.txt").write_text("", "utf-8")
        (folder / "static").mkdir()
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / "static" / name, folder / "static" / name)
        self.tool("dpkg-query", DPKG)
        self.tool("npm", NPM % (ROOT / "static" / "node_modules"))
        self.tool("node", NODE)
        self.lacks()

    def tool(self, name: str, text: str) -> None:
        path = self.tools / name
        path.write_text(text, "utf-8")
        path.chmod(0o755)

    def lacks(self, *packages: str) -> None:
        """Debian packages that are not installed, from now on."""
        listed = "".join(f"{name}\n" for name in packages)
        (self.tools / "dpkg-query.missing").write_text(listed, "utf-8")

    def setup(
        self, *options: str, may_install: bool = True
    ) -> subprocess.CompletedProcess[str]:
        for program in ("sh", "grep", "cp"):
            link = self.tools / program
            if not link.exists():
                link.symlink_to(shutil.which(program))
        return subprocess.run(
            [sys.executable, ".ci/setup.py", *options],
            cwd=self.folder,
            env={
                "PATH": str(self.tools),
                "HOME": str(self.folder),
                "ICS_SETUP_APT": "yes" if may_install else "no",
            },
            capture_output=True,
            text=True,
        )

    def npm_calls(self) -> list[str]:
        calls = self.tools / "npm.calls"
        return calls.read_text("utf-8").splitlines() if calls.exists() else []


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> tuple[SmallProject, subprocess.CompletedProcess[str]]:
    """A project that was set up once, and what that said."""
    project = SmallProject(tmp_path_factory.mktemp("project"))
    return project, project.setup()


@pytest.fixture
def project(ready) -> SmallProject:
    ready[0].lacks()
    return ready[0]


@pytest.mark.slow
def test_it_makes_everything_that_run_needs(ready):
    project, said = ready

    assert (said.returncode, said.stderr) == (0, "")
    assert (project.folder / ".venv/bin/python").exists()
    assert (project.folder / "static/dist/nhsuk-frontend.min.css").exists()
    assert project.npm_calls() == ["ci --omit=dev"]


@pytest.mark.slow
def test_the_tests_may_be_the_first_thing_asked_for(tmp_path):
    project = SmallProject(tmp_path / "project")

    said = project.setup("--dev")

    assert (said.returncode, said.stderr) == (0, "")
    assert project.npm_calls() == ["ci"]
    assert (project.folder / "static/dist/nhsuk-frontend.min.css").exists()


def test_a_run_keeps_the_packages_of_a_test_and_a_test_adds_to_those_of_a_run(project):
    before = len(project.npm_calls())

    project.setup("--dev")
    project.setup()

    assert project.npm_calls()[before:] == ["ci"]


def test_a_second_time_does_nothing_and_says_nothing(project):
    before = project.npm_calls()

    again = project.setup()

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert project.npm_calls() == before


def test_a_changed_lock_is_installed_again(project):
    (project.folder / ".requirements/base.txt").write_text("# another\n", "utf-8")

    again = project.setup()

    assert again.returncode == 0
    assert "Python packages (base" in again.stdout


def test_a_missing_library_stops_with_the_line_to_type(project):
    project.tool("apt-get", "#!/bin/sh\nexit 1\n")
    project.lacks("libpango-1.0-0", "fonts-liberation")

    stopped = project.setup(may_install=False)

    assert stopped.returncode == 1
    assert stopped.stderr == (
        "\nSet-up stopped. PDF pages cannot be made without libpango-1.0-0. "
        "To install:\n    sudo apt-get install -y --no-install-recommends "
        "libpango-1.0-0 fonts-liberation\n"
    )


def test_a_missing_libreoffice_is_told_and_set_up_goes_on(project):
    project.tool("apt-get", "#!/bin/sh\nexit 1\n")
    project.lacks("libreoffice-writer-nogui")

    went_on = project.setup(may_install=False)

    assert went_on.returncode == 0
    assert "Going on without all of LibreOffice" in went_on.stdout
    assert (
        "sudo apt-get install -y --no-install-recommends libreoffice" in went_on.stdout
    )


def test_where_it_insists_a_missing_libreoffice_stops_it(project):
    project.tool("apt-get", "#!/bin/sh\nexit 1\n")
    project.tool("chromium", "#!/bin/sh\n")
    project.tool("qpdf", "#!/bin/sh\n")
    project.lacks("libreoffice-writer-nogui")

    stopped = project.setup("--insist", may_install=False)

    assert stopped.returncode == 1
    assert "Not installed: libreoffice-writer-nogui" in stopped.stderr


@pytest.mark.parametrize("insists", [True, False])
def test_what_only_tests_use_is_asked_for_by_them_and_missed_without_harm(
    project, insists
):
    project.tool("apt-get", "#!/bin/sh\nexit 1\n")
    project.lacks("qpdf")
    (project.tools / "qpdf").unlink(missing_ok=True)

    run = project.setup(may_install=False)
    options = ["--dev", *(["--insist"] if insists else [])]
    tests = project.setup(*options, may_install=False)

    assert (run.returncode, run.stdout) == (0, "")
    assert tests.returncode == int(insists)
    assert tests.stdout == (
        "Going on without programs that some tests use, which will be skipped:\n"
        "    sudo apt-get install -y --no-install-recommends qpdf\n"
    )
    assert tests.stderr == (
        "\nSet-up stopped. Not installed: qpdf\n" if insists else ""
    )


def test_the_words_of_a_failing_tool_are_shown(project):
    project.tool(
        "npm", "#!/bin/sh\n[ $1 = --version ] && echo 10 || { echo E404; false; }\n"
    )
    (project.folder / "static/node_modules/.setup-stamp").unlink()

    stopped = project.setup()
    project.tool("npm", NPM % (ROOT / "static" / "node_modules"))

    assert stopped.returncode == 1
    assert "npm could not install" in stopped.stderr
    assert "E404" in stopped.stderr


def test_a_program_stands_for_its_package_however_it_came(monkeypatch, tmp_path):
    system = ci_script("system")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "soffice").touch(mode=0o755)

    assert system.missing(["libreoffice-writer-nogui"]) == []


def test_apt_is_asked_for_lists_first_where_there_are_none(monkeypatch, tmp_path):
    system = ci_script("system")
    monkeypatch.setattr(system, "privilege", list)
    monkeypatch.setattr(system, "APT_LISTS", tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    tool = tmp_path / "apt-get"
    tool.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> {tmp_path}/calls\n')
    tool.chmod(0o755)

    done = system.install(["one", "two"], log=tmp_path / "log")

    lock = "noninteractive -o DPkg::Lock::Timeout=600"
    assert done is True
    assert (tmp_path / "calls").read_text().splitlines() == [
        f"{lock} update",
        f"{lock} install -y --no-install-recommends one two",
    ]


def test_apt_is_not_asked_without_the_right_to(monkeypatch, tmp_path):
    system = ci_script("system")
    monkeypatch.setattr(system, "privilege", lambda: None)

    assert system.install(["one"], log=tmp_path / "log") is False
    assert not (tmp_path / "log").exists()
