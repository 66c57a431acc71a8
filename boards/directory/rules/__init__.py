"""What the directory accepts: plain values in, sentences out."""

from boards.directory.rules.codes import (
    CARE_TRUSTS,
    ICBS_2022,
    tidy_code,
    unknown_code,
    upper_tier_of,
    wrong_ods_code,
    wrong_ons_code,
)
from boards.directory.rules.spans import (
    ONE_DAY,
    said,
    wrong_closing,
    wrong_span,
    wrong_succession,
)

__all__ = [
    "CARE_TRUSTS",
    "ICBS_2022",
    "ONE_DAY",
    "said",
    "tidy_code",
    "unknown_code",
    "upper_tier_of",
    "wrong_closing",
    "wrong_ods_code",
    "wrong_ons_code",
    "wrong_span",
    "wrong_succession",
]
