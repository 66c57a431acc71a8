"""Meetings in common: one sitting, several bodies, each with its own record."""

from __future__ import annotations

from django.http import Http404

from boards.bodies.models import Body
from boards.meetings.models import Meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.numbers import whole


def bodies_at(meeting: Meeting) -> list[int]:
    """The ids of the bodies that sit at a meeting, its host first."""
    others = meeting.in_common_with.values_list("pk", flat=True)
    return [meeting.body_id, *others]


def bodies_in_common(meeting: Meeting) -> list[Body]:
    """The same as bodies; empty where the host sits alone."""
    others = list(meeting.in_common_with.all())
    return [meeting.body, *others] if others else []


def body_asked_for(actor: Actor, meeting: Meeting, asked: str = "") -> Body:
    """The body whose record is meant: the one asked for by its id, which must sit there
    (else Http404); where none is, the host, or for who sits there for another, that one."""
    if asked:
        pk = whole(asked) or 0
        found = (
            meeting.body
            if pk == meeting.body_id
            else meeting.in_common_with.filter(pk=pk).first()
        )
        if found is None:
            raise Http404
        return found
    held = actor.body_ids()
    if meeting.body_id in held or not held:
        host: Body = meeting.body
        return host
    return meeting.in_common_with.filter(pk__in=held).first() or meeting.body


def with_body(address: str, meeting: Meeting, body: Body) -> str:
    """The address of a page about this body's record, where it is not the host's."""
    return address if body.pk == meeting.body_id else f"{address}?body={body.pk}"
