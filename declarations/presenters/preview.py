"""What the public register will say of an interest before it is declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from declarations.presenters.registers import InterestRow, interest_rows
from declarations.rules.clock import clock_of
from declarations.rules.registers import Membership
from declarations.rules.showing import Standing, is_shown, public_words

if TYPE_CHECKING:
    from boards.directory.models import Person


@dataclass(frozen=True, slots=True)
class Preview:
    """The row of the register, or why there is none; ``clock`` as it will be counted."""

    sentence: str
    rows: Sequence[InterestRow]
    clock: str
    is_late: bool


def preview_of(
    fields: dict[str, Any],
    *,
    person: Person,
    member: Membership | None,
    organisation: str,
    showing: str,
    at: datetime,
) -> Preview:
    """``fields`` are the row's own, as they will be kept when it is declared now."""
    today = localdate(at)
    standing = Standing(
        showing=showing, is_routine=fields["is_routine"], ends_on=fields["ends_on"]
    )
    clock = clock_of(fields["arose_on"], declared_on=today, today=today)
    rows: Sequence[InterestRow] = ()
    if is_shown(standing, today) and member is not None:
        entry = {
            **fields,
            "id": 0,
            "person_id": person.pk,
            "person__name": person.name,
            "organisation_name": organisation,
            "declared_at": at,
            "confirmed_on": today,
        }
        rows = interest_rows([entry], {person.pk: member}, {})
    return Preview(
        sentence=public_words(standing, today),
        rows=rows,
        clock=clock.words,
        is_late=clock.is_late,
    )
