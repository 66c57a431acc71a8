"""Amounts of money as every page, letter and print says them."""

from __future__ import annotations

from decimal import Decimal


def pounds(amount: Decimal | str | None) -> str:
    """``£250,000``, ``£25.50``: pence only where there are any; empty for nothing.

    ``amount`` is in pounds; a text is one that was kept, such as ``30.00``.
    """
    if amount is None or amount == "":
        return ""
    value = Decimal(amount)
    return f"£{value:,.0f}" if value == value.to_integral_value() else f"£{value:,.2f}"
