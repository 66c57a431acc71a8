"""The groups of the table of those present, in the published order (MIN-02)."""

from __future__ import annotations

IN_ATTENDANCE = "In attendance"
OBSERVERS = "Observers"
IN_ATTENDANCE_ORDER = 900
OBSERVERS_ORDER = 910
OTHERS_ORDER = 800

UNGROUPED = ("chair", "chief_executive")
"""Chair and chief officer come first and bear no heading."""

_MERGED = {
    "executive_finance": "Executive directors",
    "executive_nursing": "Executive directors",
    "executive_medical": "Executive directors",
    "executive_other": "Executive directors",
}


def group_of(constituency: str, label: str) -> str:
    """The heading above the people of a constituency."""
    if constituency in UNGROUPED:
        return ""
    return _MERGED.get(constituency, label)


def group_orders(seats: list[tuple[str, str]]) -> dict[str, int]:
    """The place of each group, from (constituency, label) of the seats in their order."""
    orders = {"": 0}
    for constituency, label in seats:
        orders.setdefault(group_of(constituency, label), len(orders) * 10)
    return orders
