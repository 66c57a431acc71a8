"""Codes of actions: body code, day of the meeting, a number of two digits (LOG-02)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_CODE = re.compile(r"[A-Z]+(\d{2})(\d{2})(\d{2})-(\d{2,})")


def code_after(body_code: str, held_on: date, taken: Iterable[str]) -> str:
    """The next code of a meeting day: ICSB201104-03 where -01 and -02 are taken.

    A number is never given twice, so a gap is not filled; other patterns do not count.
    """
    start = f"{body_code}{held_on:%y%m%d}-"
    ends = [code.removeprefix(start) for code in taken if code.startswith(start)]
    numbers = [int(end) for end in ends if end.isascii() and end.isdecimal()]
    return f"{start}{max(numbers, default=0) + 1:02}"


def raised_on(code: str) -> date | None:
    """The meeting a code names: ICSB200902-01 was raised on 2 September 2020.

    A legacy code that does not follow the pattern (ICSB2200915) names none.
    """
    match = _CODE.fullmatch(code.strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    try:
        return date(2000 + year, month, day)
    except ValueError:
        return None
