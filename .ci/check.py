#!/usr/bin/env python3
"""Everything that is checked without running a test: `make check`.

Two checks run at a time. What a failing one said is printed; a passing one is a line.
With ``--failed-to FILE`` the names of those that failed are written there.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from setup import ROOT, say

BIN = Path(sys.executable).parent
APPS = ["ics_portal", "boards", "declarations", "finance", "programmes", "risks"]

# Harmless values for what production has no default for, so that its settings load.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "ics_portal.settings.production",
    "SECRET_KEY": "a-key-for-the-deployment-check-alone-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "sqlite:///unused.sqlite3",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "consolemail://",
    "DEFAULT_FROM_EMAIL": "portal@portal.example.org",
}


# The layers that are typed (rules, permissions, querysets, selectors, services,
# presenters, core). What they import is checked with them; edges such as views are not.
TYPED = (
    *("rules", "permissions", "querysets", "selectors", "services", "presenters"),
    *("core", "actor"),
)


def typed_files() -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if {*path.relative_to(ROOT).parts[:-1], path.stem} & {*TYPED}
        and "migrations" not in path.parts
    ]


@dataclass
class Check:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    said: str = ""
    seconds: float = 0.0
    good: bool = False

    def run(self) -> "Check":
        started = time.monotonic()
        ended = subprocess.run(
            [str(BIN / self.command[0]), *self.command[1:]],
            cwd=ROOT,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said, self.good = ended.stdout, ended.returncode == 0
        self.seconds = time.monotonic() - started
        return self


def checks(scratch: Path) -> list[Check]:
    """The longest first, so that the two lanes end together."""
    var = {"ICS_VAR_DIR": str(scratch / "var")}
    production = PRODUCTION | var | {"STATIC_ROOT": str(scratch / "static")}
    manage = ["python", "manage.py"]
    return [
        Check("types", ["mypy", *typed_files()]),
        Check(
            "static files for production",
            [*manage, "collectstatic", "--no-input", "--verbosity", "0"],
            production,
        ),
        Check("template style", ["djlint", "templates", "--check"]),
        Check("template errors", ["djlint", "templates", "--lint", "--quiet"]),
        Check("import contracts", ["lint-imports"]),
        Check(
            "deployment",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            production,
        ),
        Check("migrations", [*manage, "makemigrations", "--check", "--dry-run"], var),
        Check("style", ["ruff", "check", "."]),
        Check("formatting", ["ruff", "format", "--check", "."]),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--failed-to", type=Path)
    options = parser.parse_args()
    failed = []
    with (
        tempfile.TemporaryDirectory(prefix="ics-check-") as scratch,
        ThreadPoolExecutor(max_workers=2) as lanes,
    ):
        running = [lanes.submit(check.run) for check in checks(Path(scratch))]
        for one in as_completed(running):
            check = one.result()
            say(
                f"{'ok    ' if check.good else 'FAILED'} {check.name} "
                f"({check.seconds:.1f} s)"
            )
            if not check.good:
                failed.append(check.name)
                say(check.said)
    if options.failed_to:
        options.failed_to.write_text(",".join(failed), "utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
