"""Letters about what was declared at a meeting and is not on the register yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from declarations.rules.clock import clock_of
from declarations.rules.returns import reminder_step
from declarations.selectors.interests import said_in_the_room
from ics_portal.core.notify import Notice, notify
from ics_portal.core.web.words import longday


@transaction.atomic
def remind_of_the_register(*, at: datetime) -> int:
    """Write to whoever declared something at a meeting: once after it, then as the 28
    days run out (nhs-practice 6.4). Gives the number of letters.

    What was declared stands in no letter: it may be of part 2.
    """
    today, count = localdate(at), 0
    for ruling in said_in_the_room(today):
        held_on = ruling.item.meeting.held_on
        clock = clock_of(held_on, declared_on=None, today=today)
        user = ruling.person.user
        if clock.is_late or user is None:
            continue
        step = reminder_step(clock.last_day, today) or "first"
        body = ruling.item.meeting.body
        notice = Notice(
            subject=f"{body}: put on the register what you declared",
            text=(
                f"At the meeting of {body} on {longday(held_on)} you declared an interest"
                f" that is not on the register. Please declare it in full by"
                f" {longday(clock.last_day)}."
            ),
            url=reverse("declarations:mine"),
            key=f"declare-in-full:{ruling.item_id}:{ruling.person_id}:{step}",
        )
        count += notify(notice, to=[user], at=at)
    return count
