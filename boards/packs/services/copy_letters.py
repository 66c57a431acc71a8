"""Letters about readers' copies: what a reader gets anew, what the office has to look at."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from boards.bodies.models import BodyRole
from boards.packs.models import ReaderCopyFor
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.notify import Notice, notify
from ics_portal.core.web.words import longday

if TYPE_CHECKING:
    from boards.packs.models import ReaderCopy


def tell_readers(copy: ReaderCopy, *, at: datetime) -> int:
    """Write to those whose copy takes the place of one they had; the first one is there
    when its reader looks, and needs no letter beside that of the pack."""
    meeting = copy.pack.meeting
    had = ReaderCopyFor.objects.filter(
        copy__pack=copy.pack_id,
        copy__edition=copy.edition,
        superseded_at__isnull=False,
    )
    rows = ReaderCopyFor.objects.current().filter(
        copy=copy, person_id__in=had.values("person_id")
    )
    users = [
        row.person.user
        for row in rows.select_related("person__user")
        if row.person.user is not None
    ]
    day = longday(meeting.held_on)
    notice = Notice(
        subject=f"{meeting.body}, {day}: your copy of the papers was replaced",
        text=(
            f"There is a new copy of the papers for the meeting of {meeting.body} on {day}"
            " for you. Please use it in place of the one you had."
        ),
        url=copy.pack.get_absolute_url(),
        key=f"reader-copy:{copy.pk}",
    )
    return notify(notice, to=users, at=at)


def tell_office(copy: ReaderCopy, *, at: datetime) -> int:
    """Write to the board office that a copy was kept back, or could not be made."""
    meeting = copy.pack.meeting
    held = BodyRole.objects.in_force_on(localdate(at)).filter(
        body_id=meeting.body_id, role__in=OFFICE_ROLES, person__user__is_active=True
    )
    users = {role.person.user for role in held.select_related("person__user")}
    day = longday(meeting.held_on)
    notice = Notice(
        subject=f"{meeting.body}, {day}: a reader’s copy was not released",
        text=(
            f"A reader’s copy of the papers for the meeting of {meeting.body} on {day} was"
            " not released. The page of copies says why and what to do."
        ),
        url=f"{copy.pack.get_absolute_url()}copies/",
        key=f"reader-copy-kept-back:{copy.pk}:{copy.job_id}",
    )
    return notify(notice, to=users, at=at)
