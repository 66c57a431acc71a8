"""The form of organisation codes (nhs-practice 2.1)."""

from __future__ import annotations

import re

ODS_CODE = re.compile(r"[A-Z0-9]{3,6}")


def tidy_code(code: str) -> str:
    """The code in capitals without blanks, as it is kept."""
    return "".join(code.split()).upper()


def is_ods_form(code: str) -> bool:
    """Whether a tidied code has the form of an ODS code; an empty one has none."""
    return ODS_CODE.fullmatch(code) is not None
