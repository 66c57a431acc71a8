#!/usr/bin/env python3
"""Run the whole suite, part by part, and say what ran and how long each part took.

1. every test on the embedded parts (SQLite, messages in files);
2. those marked ``database`` again on PostgreSQL, 3. those marked ``broker`` again on
Redis, where they are reachable: standard local ports, or TEST_DATABASE_URL and
TEST_REDIS_URL.

ICS_TEST_INSIST=1 makes a failure of whatever could not run: a store that is not
reachable, or a test skipped in every part. ICS_TEST_COVERAGE=rules measures how far the
tests of rules and permissions cover these, by themselves; ICS_TEST_COVERAGE=whole how far
the suite covers the project, which takes twice the time.
ICS_FAILED_CHECKS names earlier steps that failed, to be counted in the last line.
PYTEST_ADDOPTS is pytest's own. The last line is a pytest summary over all parts.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import stores
from setup import ROOT, say

SECONDS_FOR_A_PART = 30 * 60
NO_TESTS = 5  # pytest's exit code
# A part is given the stores it runs on; and its many processes, each of which reads the
# whole portal, may keep what they have compiled, whatever the shell is used to.
LEFT_OUT = ("TEST_DATABASE_URL", "TEST_REDIS_URL", "PYTHONDONTWRITEBYTECODE")
INSIST = os.environ.get("ICS_TEST_INSIST") == "1"
COVERAGE = os.environ.get("ICS_TEST_COVERAGE", "")
DECIDING = "*/rules.py,*/rules/*,*/permissions.py"
TESTS_OF_DECIDING = re.compile(
    r"/rules/test_[^/]*$|/test_rules?(_[^/]*)?\.py$|permissions\.py$|/test_verdicts\.py$"
)
"""Where rules and permissions are tested by themselves, mostly without a database."""


@dataclass
class Part:
    """One run of pytest: ``outcomes`` and ``reasons`` are by test."""

    title: str
    seconds: float = 0.0
    outcomes: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    not_run: str = ""

    def count(self, outcome: str) -> int:
        return sum(1 for one in self.outcomes.values() if one == outcome)


def run_part(
    title: str, key: str, *arguments: str, keep_quiet: bool = False, **environment: str
) -> Part:
    """Run a part; with ``keep_quiet`` what it prints is shown once it has ended."""
    part = Part(title)
    report = ROOT / "var" / "test-results" / f"{key}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
    # Once is enough: what runs again on another store was measured the first time.
    if COVERAGE == "whole" and not environment:
        command += ["--cov", "--cov-append", "--cov-report="]
    heading = f"\n── {title}"
    printed = report.with_suffix(".txt")
    if not keep_quiet:
        say(heading)
    started = time.monotonic()
    with (
        printed.open("wb") as kept_back,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=kept | environment,
            stdin=subprocess.DEVNULL,
            stdout=kept_back if keep_quiet else None,
            stderr=subprocess.STDOUT if keep_quiet else None,
        ) as pytest,
    ):
        try:
            code = pytest.wait(timeout=SECONDS_FOR_A_PART)
        except subprocess.TimeoutExpired:
            pytest.terminate()
            code = pytest.wait()
            part.errors.append(f"{title}: ended after {SECONDS_FOR_A_PART} seconds")
    part.seconds = time.monotonic() - started
    if keep_quiet:
        say(f"{heading}\n{printed.read_text(encoding='utf-8', errors='replace')}")
    if report.exists():
        read_report(report, part)
    bad = part.count("failed") + part.count("error") + len(part.errors)
    if code == NO_TESTS:
        part.not_run = "no test was selected"
    elif code and not bad:
        part.errors.append(f"{title}: pytest ended with exit code {code}")
    return part


def read_report(report: Path, part: Part) -> None:
    """Each test once: a test that fails and then errs while tidying up has failed."""
    worst = ["passed", "skipped", "error", "failed"]
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 -- pytest wrote it
        test = f"{case.get('classname')}::{case.get('name')}"
        outcome = "passed"
        for mark, meaning in (
            ("skipped", "skipped"),
            ("error", "error"),
            ("failure", "failed"),
        ):
            if (found := case.find(mark)) is not None:
                outcome = meaning
                part.reasons[test] = found.get("message") or ""
        so_far = part.outcomes.get(test, "passed")
        part.outcomes[test] = max(outcome, so_far, key=worst.index)


def run_parts() -> list[Part]:
    # One more than there are processors: tests of browsers and workers wait a good deal.
    processes = str(min(len(os.sched_getaffinity(0)), 8) + 1)
    (ROOT / ".coverage").unlink(missing_ok=True)
    parts = [
        run_part(
            "every test, on SQLite and messages in files",
            "embedded",
            *("-n", processes, "--dist", "worksteal"),
        )
    ]
    # Each is one process: they run side by side.
    further = [run_on_redis, *([run_deciding] if COVERAGE == "rules" else [])]
    with ThreadPoolExecutor(len(further)) as beside:
        running = [beside.submit(one) for one in further]
        parts += [run_on_postgresql(), *(one.result() for one in running)]
    return parts


def test_files(wanted: Callable[[Path], object]) -> list[str]:
    """The files of tests that are wanted: collecting them all takes half a minute."""
    every = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(path.relative_to(ROOT)) for path in every if wanted(path)]


def marked(mark: str) -> list[str]:
    """What pytest takes to run the tests with a mark, which stands in their file."""
    files = test_files(lambda path: f"mark.{mark}" in path.read_text(encoding="utf-8"))
    return ["-m", mark, *files]


def run_deciding() -> Part:
    return run_part(
        "the tests of rules and permissions, by themselves",
        "deciding",
        *test_files(lambda path: TESTS_OF_DECIDING.search(path.as_posix())),
        *("--cov", "--cov-report=", "--cov-fail-under=0"),
        keep_quiet=True,
    )


def run_on_postgresql() -> Part:
    with stores.postgresql() as store:
        if isinstance(store, stores.Store):
            title = f"the tests marked database, on {store.name}"
            return run_part(
                title, "database", *marked("database"), TEST_DATABASE_URL=store.url
            )
        title = "the tests marked database, on PostgreSQL"
        return Part(title, not_run=store.reason)


def run_on_redis() -> Part:
    with stores.redis_database() as store:
        if isinstance(store, stores.Store):
            title = f"the tests marked broker, on {store.name}"
            return run_part(
                title, "broker", *marked("broker"),
                keep_quiet=True, TEST_REDIS_URL=store.url,
            )  # fmt: skip
        return Part("the tests marked broker, on Redis", not_run=store.reason)


def coverage_errors() -> list[str]:
    """Rules and permissions wholly; the whole project by the limit of pyproject.toml."""
    report = [sys.executable, "-m", "coverage", "report"]
    deciding = [*report, f"--include={DECIDING}", "--fail-under=100"]
    commands = [("coverage of rules and permissions", deciding)]
    if COVERAGE == "whole":
        commands.append(("coverage", report))
    errors = []
    for name, command in commands:
        say(f"\n── {name}")
        if subprocess.run(command, cwd=ROOT).returncode:
            errors.append(f"{name} is below its limit")
    return errors


def skipped_everywhere(parts: list[Part]) -> Counter[str]:
    """Reasons of the tests no part ran, with how many each holds back."""
    ran = {
        test
        for part in parts
        for test, outcome in part.outcomes.items()
        if outcome != "skipped"
    }
    reasons: dict[str, str] = {}
    for part in parts:
        for test, outcome in part.outcomes.items():
            if outcome == "skipped" and test not in ran:
                reasons[test] = part.reasons.get(test, "")
    return Counter(reasons.values())


def main() -> int:
    started = time.monotonic()
    parts = run_parts()
    errors = [error for part in parts for error in part.errors]
    errors += [
        f"the check “{name}” failed"
        for name in os.environ.get("ICS_FAILED_CHECKS", "").split(",")
        if name
    ]
    if COVERAGE:
        errors += coverage_errors()
    held_back = skipped_everywhere(parts)
    if INSIST:
        errors += [f"{part.title}: {part.not_run}" for part in parts if part.not_run]
        errors += [f"{n} tests skipped: {reason}" for reason, n in held_back.items()]
    return summary(parts, errors, held_back, time.monotonic() - started)


def summary(
    parts: list[Part], errors: list[str], held_back: Counter[str], seconds: float
) -> int:
    say("\n── What ran")
    for part in parts:
        counts = [
            f"{part.count(outcome)} {outcome}"
            for outcome in ("passed", "failed", "error", "skipped")
            if part.count(outcome)
        ]
        words = ", ".join(counts) or "nothing ran"
        if part.not_run:
            words = f"not run: {part.not_run}"
        say(f"  {part.title}: {words} ({part.seconds:.0f} s)")
    for reason, number in held_back.most_common():
        say(f"  skipped everywhere, {number}: {reason}")
    for error in errors:
        say(f"  ERROR: {error}")
    for part in parts:
        for test, outcome in part.outcomes.items():
            if outcome in {"failed", "error"}:
                say(f"  {outcome.upper()} {test} ({part.title})")
    totals = Counter(one for part in parts for one in part.outcomes.values())
    totals["error"] += len(errors)
    words = [
        f"{totals[outcome]} {outcome}{'s' if outcome == 'error' and totals[outcome] > 1 else ''}"
        for outcome in ("failed", "passed", "skipped", "error")
        if totals[outcome]
    ]
    line = f" {', '.join(words) or 'no tests ran'} in {seconds:.2f}s "
    say(line.center(min(shutil.get_terminal_size().columns, 100), "="))
    good = totals["passed"] and not totals["failed"] and not totals["error"]
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
