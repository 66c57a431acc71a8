"""What was done with an uploaded file, step by step, in words for its author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ics_portal.core.pdf import Finding, PartRecord

DONE, REMARK, RUNNING, FAILED = "done", "remark", "running", "failed"

LABELS = {
    "checked": "Checked",
    "pdf": "Made into PDF",
    "read": "Read page by page",
    "tags": "Headings and reading order",
    "alternatives": "Alternative text",
    "fonts": "Fonts",
    "pages": "Pages",
    "left_out": "Left out of the pack",
}
ALTERNATIVES = ("FIGURE-ALT", "FORMULA-ALT")
FONTS = ("FONT-",)
OPENING = ("OPEN-",)


@dataclass(frozen=True, slots=True)
class Step:
    """One line: ``state`` is done, remark, running or failed; seconds where it took any.

    ``is_final`` on one that failed and would fail again with the same file.
    """

    key: str
    label: str
    words: str
    state: str
    seconds: float | None = None
    is_final: bool = False

    def to_json(self) -> dict[str, object]:
        """As a version and a job keep it."""
        facts = asdict(self)
        if not self.is_final:
            del facts["is_final"]
        return facts


def is_final_failure(steps: Iterable[Mapping[str, object]]) -> bool:
    """Whether the steps kept of a file say that trying it again is of no use."""
    return any(each.get("is_final") for each in steps)


def step(key: str, words: str, state: str = DONE, seconds: float | None = None) -> Step:
    """A step under its own label; a second or more is said in its words."""
    if seconds is not None and seconds >= 1:
        words = f"{words}, {seconds:.0f} s"
    return Step(key, LABELS[key], words, state, seconds)


def steps_of_record(
    record: PartRecord, *, fonts_replaced: Sequence[str] = ()
) -> list[Step]:
    """What the finished part shows of itself, read once at upload."""
    pictures = record.pictures_without_text
    steps = [
        _tags(record),
        _found(record.findings, "alternatives", ALTERNATIVES, "All pictures described"),
        _fonts(record.findings, fonts_replaced),
        step(
            "pages",
            _counted(record.page_count, "page")
            + (f", {len(pictures)} without text" if pictures else ""),
            REMARK if pictures else DONE,
        ),
    ]
    if not record.tagged:
        # Without tags nobody can say whether its pictures are described.
        steps[1] = step("alternatives", "Not known without tags", REMARK)
    if told := record.left_behind.sentences():
        steps.append(step("left_out", " ".join(told), REMARK))
    return steps


def _tags(record: PartRecord) -> Step:
    if not record.tagged:
        return step("tags", "No tags", REMARK)
    skipped = ALTERNATIVES + FONTS + OPENING
    others = [f for f in record.findings if f.level == "error" and not _is(f, skipped)]
    if not others:
        return step("tags", "Tagged")
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return step("tags", f"{others[0].message.rstrip('.')}{more}", REMARK)


def _fonts(findings: Sequence[Finding], replaced: Sequence[str]) -> Step:
    if replaced:
        return step("fonts", f"{_counted(len(replaced), 'font')} replaced", REMARK)
    return _found(findings, "fonts", FONTS, "All in the file")


def _found(
    findings: Sequence[Finding], key: str, rules: Sequence[str], good: str
) -> Step:
    mine = [finding for finding in findings if _is(finding, rules)]
    if not mine:
        return step(key, good)
    return step(key, " ".join(finding.message for finding in mine), REMARK)


def _is(finding: Finding, rules: Sequence[str]) -> bool:
    return finding.rule.startswith(tuple(rules))


def _counted(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number:,} {thing}s"
