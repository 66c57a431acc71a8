"""The last lines of `make test`: what ran, for how long, and one true summary."""

import pytest

from tests.packaging.project import ci_script

JUNIT = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_good" time="1"/>
<testcase classname="tests.a" name="test_bad"><failure message="no"/></testcase>
<testcase classname="tests.a" name="test_bad"><error message="while tidying"/></testcase>
<testcase classname="tests.a" name="test_absent"><skipped message="no Chromium"/></testcase>
<testcase classname="tests.a" name="test_broken"><error message="fixture"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report():
    return ci_script("test")


def part_of(report, title="a part", **outcomes):
    part = report.Part(title, seconds=1.0, outcomes=outcomes)
    part.reasons = {
        test: "no Chromium" for test, one in outcomes.items() if one == "skipped"
    }
    return part


def test_each_test_is_counted_once_by_its_worst_outcome(report, tmp_path):
    part = report.Part("a part")
    (tmp_path / "junit.xml").write_text(JUNIT, "utf-8")

    report.read_report(tmp_path / "junit.xml", part)

    assert part.outcomes == {
        "tests.a::test_good": "passed",
        "tests.a::test_bad": "failed",
        "tests.a::test_absent": "skipped",
        "tests.a::test_broken": "error",
    }


def test_the_last_line_counts_over_all_parts(report, capsys):
    parts = [
        part_of(report, one="passed", two="failed", three="skipped"),
        part_of(report, "another", one="passed"),
    ]

    code = report.summary(parts, [], report.skipped_everywhere(parts), 12.3)

    said = capsys.readouterr().out.splitlines()
    assert said[-1].strip("= ") == "1 failed, 2 passed, 1 skipped in 12.30s"
    assert "  FAILED two (a part)" in said
    assert "  skipped everywhere, 1: no Chromium" in said
    assert code == 1


def test_all_passing_is_success(report, capsys):
    parts = [part_of(report, one="passed")]

    assert report.summary(parts, [], report.skipped_everywhere(parts), 1.0) == 0
    assert capsys.readouterr().out.splitlines()[-1].strip("= ") == "1 passed in 1.00s"


def test_an_earlier_step_that_failed_is_in_the_last_line(report, capsys):
    parts = [part_of(report, one="passed")]

    errors = ["the check “types” failed"]

    code = report.summary(parts, errors, report.skipped_everywhere(parts), 1.0)

    said = capsys.readouterr().out.splitlines()
    assert said[-1].strip("= ") == "1 passed, 1 error in 1.00s"
    assert "  ERROR: the check “types” failed" in said
    assert code == 1


def test_nothing_run_is_no_success(report, capsys):
    assert report.summary(
        [report.Part("a part")], [], report.skipped_everywhere([]), 1.0
    )
    assert "no tests ran" in capsys.readouterr().out


def test_a_test_skipped_in_one_part_and_run_in_another_is_not_held_back(report):
    parts = [
        part_of(report, one="skipped", two="skipped"),
        part_of(report, "another", one="passed"),
    ]

    assert report.skipped_everywhere(parts) == {"no Chromium": 1}
