"""Amounts of money in words."""

from decimal import Decimal

import pytest

from ics_portal.core.money import pounds


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("6.00"), "£6"),
        (Decimal("25.5"), "£25.50"),
        (Decimal(250000), "£250,000"),
        ("30.00", "£30"),
        ("1234.56", "£1,234.56"),
        ("0", "£0"),
        ("", ""),
        (None, ""),
    ],
)
def test_pence_are_said_where_there_are_any(amount, words):
    assert pounds(amount) == words
