#!/usr/bin/env python3
"""Which requirements of the catalogue have tests, by section: `make requirements`.

The catalogue is tests/requirements.csv (id, section, check letter, title); a test names
the rows it serves with ``@pytest.mark.requirement("AGD-04")``. Check letters: H a program
can decide it, S it warns, D data to hold, I context. Fails when a test names a row that
is not in the catalogue.
"""

import contextlib
import csv
import io
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from setup import ROOT, say

# What is compiled to collect the tests serves the run that follows.
sys.dont_write_bytecode = False

CATALOGUE = ROOT / "tests" / "requirements.csv"


class Collector:
    """A pytest plugin that counts the tests of each requirement."""

    def __init__(self) -> None:
        self.tests: Counter[str] = Counter()
        self.errors: list[str] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            self.tests.update(
                {row for mark in item.iter_markers("requirement") for row in mark.args}
            )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid}\n{report.longrepr}")


def read_catalogue(path: Path = CATALOGUE) -> dict[str, list[dict[str, str]]]:
    """Rows by section, in the catalogue's order."""
    sections = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            sections[row["section"]].append(row)
    return sections


def report(sections: dict[str, list[dict[str, str]]], tests: Counter[str]) -> list[str]:
    lines = []
    for section, rows in sections.items():
        tested = [row for row in rows if tests[row["id"]]]
        hard = [row for row in rows if row["check"] == "H"]
        missing = [row for row in hard if not tests[row["id"]]]
        lines.append(
            f"{section}: {len(tested)} of {len(rows)} have tests "
            f"(H: {len(hard) - len(missing)} of {len(hard)})"
        )
        if not tested:
            if missing:
                lines.append(f"    no H row yet: {', '.join(r['id'] for r in missing)}")
            continue
        lines += [f"    {row['id']}  {tests[row['id']]:4d}" for row in tested]
        lines += [f"    {row['id']}  none  H: {row['title']}" for row in missing]
    return lines


def main() -> int:
    collector = Collector()
    with contextlib.redirect_stdout(io.StringIO()):
        code = pytest.main(["--collect-only", "-qqq"], plugins=[collector])
    sections = read_catalogue()
    say("\n".join(report(sections, collector.tests)))
    known = {row["id"] for rows in sections.values() for row in rows}
    if unknown := sorted(set(collector.tests) - known):
        say(f"Not in the catalogue, yet named by a test: {', '.join(unknown)}")
    for error in collector.errors:
        say(f"Could not be collected: {error}")
    return 1 if unknown or collector.errors or code not in (0, 5) else 0


if __name__ == "__main__":
    sys.exit(main())
