"""Holding one set of minutes still while it is changed."""

from __future__ import annotations

from boards.minutes.models import Minutes


def lock_minutes(minutes: Minutes) -> Minutes:
    """The row as it is stored now, held until the transaction ends."""
    locked: Minutes = (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "meeting__chair", "body")
        .get(pk=minutes.pk)
    )
    return locked
