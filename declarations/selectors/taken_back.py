"""Matches whose interest its own person took back while papers are held for it."""

from __future__ import annotations

from collections.abc import Iterable

from boards.meetings.enums import ItemState
from boards.meetings.models import ItemParticipation, ItemParty, Meeting
from declarations.enums import ConflictSource, ConflictState
from declarations.models import Conflict, Interest


def taken_back_alone(meeting: Meeting, rows: Iterable[Conflict]) -> set[int]:
    """The ids of open matches that hold papers, of items that concern the organisation
    still, whose interest was last changed by the person it is of: to withdraw, end or
    change it releases nothing by itself. At most four queries.
    """
    open_rows = [
        row
        for row in rows
        if row.state == ConflictState.FOUND
        and row.source == ConflictSource.INTEREST
        and row.interest_id is not None
    ]
    if not open_rows:
        return set()
    held = set(
        ItemParticipation.objects.filter(
            item__meeting=meeting, papers_withheld=True, ruling__isnull=True
        ).values_list("item_id", "person_id")
    )
    concerned = set(
        ItemParty.objects.filter(
            item__meeting=meeting, item__state=ItemState.LIVE
        ).values_list("item_id", "organisation_id")
    )
    own = _changed_by_own_person({row.interest_id or 0 for row in open_rows})
    return {
        row.pk
        for row in open_rows
        if (row.item_id, row.person_id) in held
        and (row.item_id, row.organisation_id) in concerned
        and row.interest_id in own
    }


def _changed_by_own_person(interest_ids: Iterable[int]) -> set[int]:
    steps = Interest.history.filter(id__in=list(interest_ids)).order_by(
        "history_date", "history_id"
    )
    last = dict(steps.values_list("id", "history_user_id"))
    people = Interest.objects.filter(pk__in=last).values_list("pk", "person__user")
    return {pk for pk, user_id in people if user_id and last[pk] == user_id}
