"""How much each register of several bodies holds, for a list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from declarations.models import PublishedRegister
from declarations.rules.registers import Membership
from declarations.selectors.as_on import Asked
from declarations.selectors.registered_gifts import breaches_on, gifts_on
from declarations.selectors.registers import entries_on, members_by_body, members_of


@dataclass(frozen=True, slots=True)
class Held:
    """Rows in each part of a register, and when it was published last, if ever."""

    interests: int
    gifts: int
    breaches: int
    published_at: datetime | None


def held_by(asked: Asked) -> dict[int, Held]:
    """By body, what its own page shows: a number of queries that does not grow.

    Nothing that a page leaves out is counted (REG-1).
    """
    everybody = members_of(asked)
    interests = list(entries_on(asked, everybody).values_list("person_id", "starts_on"))
    gifts = list(gifts_on(asked, everybody).values_list("person_id", "offered_on"))
    breaches = Counter(breach.body_id for breach in breaches_on(asked))
    published = dict(
        PublishedRegister.objects.filter(body_id__in=asked.body_ids)
        .order_by()
        .values_list("body_id")
        .annotate(last=Max("published_at"))
    )
    return {
        body_id: Held(
            interests=_begun_here(interests, members),
            gifts=_begun_here(gifts, members),
            breaches=breaches[body_id],
            published_at=published.get(body_id),
        )
        for body_id, members in members_by_body(asked).items()
    }


def _begun_here(
    rows: Iterable[tuple[int, date | None]], members: Mapping[int, Membership]
) -> int:
    """Of who left the table, what had begun by then."""
    return sum(
        1
        for person_id, day in rows
        if (member := members.get(person_id))
        and (member.until is None or day is None or day <= member.until)
    )
