"""Registers as they were published, each with the end of its address."""

from __future__ import annotations

from collections import Counter

from django.utils.timezone import localdate

from boards.bodies.models import Body
from declarations.models import PublishedRegister


def published_of(body: Body) -> dict[str, PublishedRegister]:
    """By the day of publishing, the newest first: ``2020-11-10``, and ``2020-11-10-2``
    for the second of that day. Their rows are not read: one query."""
    rows = (
        PublishedRegister.objects.filter(body=body)
        .defer("rows")
        .order_by("published_at", "pk")
    )
    of_a_day: Counter[str] = Counter()
    found = {}
    for row in rows:
        day = localdate(row.published_at).isoformat()
        of_a_day[day] += 1
        place = of_a_day[day]
        found[day if place == 1 else f"{day}-{place}"] = row
    return dict(reversed(found.items()))
