"""A whole register put together: for its files, for publishing, and for a pack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from declarations.models import Interest, PublishedRegister
from declarations.presenters.registers import (
    WAITS,
    InterestRow,
    Register,
    breach_rows,
    gift_rows,
    interest_rows,
    register_from_json,
)
from declarations.rules.registers import Membership
from declarations.selectors.as_on import Asked
from declarations.selectors.registered_gifts import breaches_on, gifts_on
from declarations.selectors.registers import (
    HELD,
    HIDDEN,
    entries_on,
    members_of,
    names_of,
    no_return,
    organisations_of,
    withheld_on,
)
from ics_portal.core.web.pagination import PageOf


def register_on(asked: Asked, *, body: str) -> Register:
    """The register as on a day with all its rows: a number of queries that is fixed."""
    members = members_of(asked)
    entries = list(entries_on(asked, members))
    gifts = gifts_on(asked, members)
    return replace(
        _frame(asked, members, {entry["person_id"] for entry in entries}, body),
        interests=_interests(asked, members, entries),
        gifts=gift_rows(gifts, members, is_record=asked.is_record),
    )


def page_of_interests(
    asked: Asked, *, body: str, page: Callable[[Any], PageOf]
) -> tuple[Register, PageOf]:
    """The register with one page of its interests; ``page`` cuts it out."""
    members = members_of(asked)
    found = entries_on(asked, members)
    listed = set(found.order_by().values_list("person_id", flat=True).distinct())
    pages = page(found)
    register = replace(
        _frame(asked, members, listed, body),
        interests=_interests(asked, members, pages.items),
    )
    return register, pages


def page_of_gifts(
    asked: Asked, *, body: str, page: Callable[[Any], PageOf]
) -> tuple[Register, PageOf]:
    """The register with one page of its gifts and hospitality."""
    members = members_of(asked)
    pages = page(gifts_on(asked, members))
    register = Register(
        body=body,
        as_on=asked.day.isoformat(),
        gifts=gift_rows(pages.items, members, is_record=asked.is_record),
    )
    return register, pages


def _interests(
    asked: Asked, members: Mapping[int, Membership], entries: Sequence[Any]
) -> tuple[InterestRow, ...]:
    organisations = organisations_of([entry["id"] for entry in entries], asked)
    return interest_rows(entries, members, organisations, is_record=asked.is_record)


def _frame(
    asked: Asked,
    members: Mapping[int, Membership],
    listed: Collection[int],
    body: str,
) -> Register:
    """All but the long tables. ``listed`` are those of whom an entry is shown."""
    here = {pk for pk, member in members.items() if member.until is None}
    if asked.person_ids is not None:
        here &= asked.person_ids
    year, missing = no_return(asked, members)
    names = names_of({*here, *missing})
    unlisted = set() if asked.words or asked.name else here - set(listed)
    return Register(
        body=body,
        as_on=asked.day.isoformat(),
        withheld=withheld_on(asked, members),
        unlisted=tuple(sorted(names[pk] for pk in unlisted)),
        return_year=year,
        no_return=tuple(sorted(names[pk] for pk in missing)),
        breaches=breach_rows(breaches_on(asked)),
    )


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A register as it was published, for its reader today. ``is_whole`` while nothing of
    it has been withheld since: only then its file is given."""

    register: Register
    is_whole: bool


def published_page(row: PublishedRegister) -> PublishedPage | None:
    """What was kept, less what was withheld since; None for what cannot be read."""
    try:
        kept = register_from_json(row.rows)
    except ValueError:
        return None
    shown = without_withheld(kept)
    return PublishedPage(shown, is_whole=shown == kept and row.stored is not None)


def closed_files(rows: Iterable[PublishedRegister]) -> set[int]:
    """Those of them, by id, whose file is given to nobody but the office, since something
    in it has been withheld: two queries."""
    hidden = set(
        Interest.objects.filter(showing__in=HIDDEN).values_list("pk", flat=True)
    )
    ids = [row.pk for row in rows if row.stored_id is not None]
    kept = PublishedRegister.objects.filter(pk__in=ids).values_list("pk", "rows")
    return {
        pk
        for pk, plain in kept.iterator()
        if any(row.get("ref") in hidden for row in plain.get("interests", ()))
        or any(row.get("outcome") == WAITS for row in plain.get("gifts", ()))
    }


def without_withheld(register: Register) -> Register:
    """A register published earlier, less what has been withheld since, and less gifts
    that waited for a decision then: one query."""
    gifts = tuple(row for row in register.gifts if not row.waits)
    if gifts != register.gifts:
        register = replace(register, gifts=gifts)
    refs = [row.ref for row in register.interests]
    hidden = dict(
        Interest.objects.filter(pk__in=refs, showing__in=HIDDEN).values_list(
            "pk", "showing"
        )
    )
    if not hidden:
        return register
    withheld = sum(showing in HELD for showing in hidden.values())
    return replace(
        register,
        interests=tuple(row for row in register.interests if row.ref not in hidden),
        withheld=register.withheld + withheld,
    )
