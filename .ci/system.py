"""What the operating system must hold, and how to ask Debian or Ubuntu for it.

    python .ci/system.py PACKAGE…      install what is missing of these

Standard library only: this runs before anything is installed.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
APT_LISTS = Path("/var/lib/apt/lists")

# Without these no page can be rendered, so set-up stops when they are missing.
LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}

# A program on PATH stands for these packages however it was installed. Asking apt for
# LibreOffice without windows would remove a LibreOffice with windows.
PROGRAMS = {
    "libreoffice-writer-nogui": ("soffice", "libreoffice"),
    "libreoffice-calc-nogui": ("soffice", "libreoffice"),
    "libreoffice-impress-nogui": ("soffice", "libreoffice"),
    "poppler-utils": ("pdftoppm",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "qpdf": ("qpdf",),
}


def package_list(name: str) -> list[str]:
    """Names in .ci/apt-packages<name>.txt, without comments."""
    lines = (HERE / f"apt-packages{name}.txt").read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and line[0] != "#"]


def missing(packages: Iterable[str]) -> list[str]:
    """Those not on this machine, in the order asked."""
    wanted = [name for name in packages if not _program_for(name)]
    if not wanted:
        return []
    if shutil.which("dpkg-query"):
        held = _dpkg_holds(wanted)
        return [name for name in wanted if name not in held]
    return [
        name
        for name in wanted
        if name in LIBRARIES and not ctypes.util.find_library(LIBRARIES[name])
    ]


def _program_for(package: str) -> str | None:
    found = (shutil.which(program) for program in PROGRAMS.get(package, ()))
    return next((path for path in found if path), None)


def _dpkg_holds(packages: Sequence[str]) -> set[str]:
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,  # it fails when any name is unknown, and still lists the others
    )
    rows = (line.split() for line in answer.stdout.splitlines())
    return {row[0] for row in rows if row[1:] == ["installed"]}


def install_line(packages: Sequence[str]) -> str:
    """The one line a person types to install them."""
    if not shutil.which("apt-get"):
        return f"your system's package manager, for: {' '.join(packages)}"
    return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def privilege() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo if it asks nothing, or None."""
    if os.environ.get("ICS_SETUP_APT") == "no" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True)
        if allowed.returncode == 0:
            return ["sudo", "-n"]
    return None


def install(packages: Sequence[str], *, log: Path) -> bool:
    """Install with apt-get, its words going to the log; False if it could not."""
    prefix = privilege()
    if prefix is None:
        return False
    command = [
        *prefix,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=600",
    ]
    update = [*command, "update"]
    ask = [*command, "install", "-y", "--no-install-recommends", *packages]
    # A slim image has no lists at all; an old one has lists of files since replaced.
    attempts = (
        [ask, update, ask] if any(APT_LISTS.glob("*Packages*")) else [update, ask]
    )
    with log.open("ab") as words:
        for attempt in attempts:
            ended = subprocess.run(
                attempt, stdin=subprocess.DEVNULL, stdout=words, stderr=words
            )
            if attempt is ask and ended.returncode == 0:
                return True
    return False


def main() -> int:
    wanted = missing(sys.argv[1:])
    if not wanted:
        return 0
    log = Path(tempfile.gettempdir()) / "ics-apt.log"
    if install(wanted, log=log):
        return 0
    sys.stderr.write(f"Not installed ({log}): {install_line(wanted)}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
