"""Reminding leads of what is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from boards.actions.models import Action
from boards.actions.permissions import may_see_action
from boards.bodies.selectors import actor_for
from ics_portal.core.notify import Notice, notify
from ics_portal.core.notify.enums import LetterKind
from ics_portal.core.web.words import longday

AHEAD = timedelta(days=7)


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Write to the leads of actions due within a week, once for each date, and overdue,
    once a week; gives the number of letters.

    Nothing of what the action says stands in a letter: the portal asks who reads.
    """
    today = localdate(at)
    due = (
        Action.objects.outstanding()
        .filter(due_on__lte=today + AHEAD, lead_person__user__is_active=True)
        .select_related("body", "item", "lead_person__user")
        .order_by("pk")
    )
    count = 0
    for action in due:
        user = action.lead_person.user if action.lead_person else None
        if user is not None and may_see_action(actor_for(user, today), action):
            count += notify(_notice(action, today), to=[user], at=at)
    return count


def _notice(action: Action, today: date) -> Notice:
    assert action.due_on is not None  # noqa: S101 -- the query asks for a date
    if action.due_on < today:
        year, week, _ = today.isocalendar()
        state, key = "was due", f"action-overdue:{action.pk}:{year}-{week:02}"
    else:
        state, key = "is due", f"action-due:{action.pk}:{action.due_on}"
    day = longday(action.due_on)
    return Notice(
        subject=f"{action.body}, {day}: action {action.code} {state}",
        text=(
            f"Action {action.code} of {action.body}, which you lead, {state} on {day}."
            " Say how it goes in the portal. Only a meeting closes it. You choose at"
            " /account/notices/ whether you get reminders."
        ),
        url=action.get_absolute_url(),
        key=key,
        kind=LetterKind.REMINDER,
    )
