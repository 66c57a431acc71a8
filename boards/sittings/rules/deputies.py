"""Who may stand in for a member (MIN-04; nhs-practice 3.2)."""

from __future__ import annotations

from collections.abc import Iterable

from ics_portal.core.errors import RuleBroken


def check_deputy(
    *,
    allows_deputies: bool | None,
    member: str,
    is_member: bool,
    member_present: bool,
    others: Iterable[str],
) -> None:
    """Raises RuleBroken unless one person may stand in for this member.

    ``others`` are the names of those who stand in for the member already.
    """
    if not is_member:
        raise RuleBroken(
            "MIN-04", "A deputy stands in for a member.", field="deputises_for"
        )
    if allows_deputies is False:
        raise RuleBroken(
            "SIT-4",
            "The terms of reference of this body allow no deputies. Add the person as in"
            " attendance.",
            field="kind",
        )
    if member_present:
        raise RuleBroken(
            "SIT-1",
            f"{member} is present. A deputy stands in for a member who has sent"
            " apologies.",
            field="deputises_for",
        )
    for other in others:
        raise RuleBroken(
            "SIT-4",
            f"{other} stands in for {member} already: a member has one deputy.",
            field="deputises_for",
        )


def deputy_warning(allows_deputies: bool | None, count: int) -> str:
    """What to say where there are deputies and the terms do not speak of them."""
    if allows_deputies is None and count:
        return (
            "The terms of reference do not say whether deputies count. They are listed,"
            " and count neither for the quorum nor in a vote."
        )
    return ""
