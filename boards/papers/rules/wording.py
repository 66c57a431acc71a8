"""Words as typed: instruction text, dates that are only a month, spare white space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ics_portal.core.text import visible

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_NUMERIC_DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED_DAY = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})\s*(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date as typed: ``day`` when it names one day, and the words as they stood."""

    day: date | None
    words: str


def tidy(text: str) -> str:
    """Text with line ends made equal, what cannot be seen taken out, no blank edges."""
    lines = _CONTROLS.sub("", visible(text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in lines.split("\n")).strip()


def one_line(text: str) -> str:
    """Text on one line with single spaces."""
    return " ".join(tidy(text).split())


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something, each on its own, in order, none twice."""
    lines = (one_line(line) for line in tidy(text).split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def compared(text: str) -> str:
    """Text as it is compared: letters and digits only, no case, no accents' forms."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))


def without_instructions(text: str, instructions: Iterable[str]) -> str:
    """The text less any instruction of the form left standing in the box (CVR-10).

    Letters and digits are compared, so other spacing, case or punctuation does not
    save it. An answer typed before or after the instruction is kept.
    """
    kept = tidy(text)
    for instruction in instructions:
        words = re.findall(r"\w+", unicodedata.normalize("NFKC", instruction))
        if not words:
            continue
        pattern = r"\b" + r"\W+".join(map(re.escape, words)) + r"\b[ \t.:;)]*"
        kept = re.sub(pattern, "", unicodedata.normalize("NFC", kept), flags=re.I)
    return tidy(kept) if compared(kept) else ""


def read_date(text: str) -> ReadDate:
    """Read a day where the words name one; a month or free text stays words (CVR-05).

    Days are read day first: ``02.12.2020``, ``19 Nov 2020``, ``2 nd December 2020``,
    ``2020-11-19``. A day that no calendar has, such as 31/02/2020, stays words too.
    """
    words = one_line(text)
    plain = words.casefold()
    if match := _ISO_DAY.fullmatch(plain):
        year, month, day = map(int, match.groups())
    elif match := _NUMERIC_DAY.fullmatch(plain):
        day, month, year = map(int, match.groups())
    elif match := _WORDED_DAY.fullmatch(plain):
        day, year = int(match[1]), int(match[3])
        month = MONTHS.get(match[2][:3], 0)
    else:
        return ReadDate(None, words)
    try:
        return ReadDate(date(year, month, day), words)
    except ValueError:
        return ReadDate(None, words)


def day_words(day: date) -> str:
    """A day in full: 2 December 2020."""
    return f"{day.day} {day:%B %Y}"
