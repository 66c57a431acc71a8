"""Replies to a meeting, as its overview shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from boards.meetings.enums import ReplyAnswer
from boards.meetings.models import Meeting, Reply
from boards.meetings.permissions import may_edit_meeting
from boards.meetings.rules.meeting_states import TO_COME
from boards.meetings.selectors.replies import Invited, invited_to
from ics_portal.accounts.actor import Actor
from ics_portal.core.web.words import plural


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A person and what was answered; ``url`` is where the office writes a reply."""

    name: str
    words: str
    note: str
    url: str
    has_replied: bool


@dataclass(frozen=True, slots=True)
class ReplyPanel:
    """One's own reply, and for the office everybody's.

    ``own_url`` is "" where one is not asked, or replies are closed; then the list names
    only those who replied, as nobody is waited for.
    """

    own_url: str
    own_words: str
    count_words: str
    lines: Sequence[ReplyLine]
    is_shown: bool


def reply_panel(meeting: Meeting, actor: Actor) -> ReplyPanel:
    """Assemble the panel; a member sees the own reply only."""
    invited = invited_to(meeting)
    is_open = meeting.state in TO_COME
    own = next((each for each in invited if each.person.pk == actor.person_id), None)
    is_office = bool(may_edit_meeting(actor, meeting))
    lines = []
    if is_office:
        lines = [
            ReplyLine(
                name=str(each.person),
                words=words_of(each.reply),
                note=each.reply.note if each.reply else "",
                url=_url(meeting, each.person.pk) if is_open else "",
                has_replied=each.reply is not None,
            )
            for each in invited
            if is_open or each.reply
        ]
    return ReplyPanel(
        own_url=reverse("meetings:reply", args=[meeting.pk]) if own and is_open else "",
        own_words=words_of(own.reply) if own and own.reply else "",
        count_words=_count(invited, is_open=is_open) if is_office else "",
        lines=lines,
        is_shown=bool(is_office and invited) or bool(own and (is_open or own.reply)),
    )


def words_of(reply: Reply | None) -> str:
    """``Apologies, with Pat Lee as deputy``; what is said where nobody answered."""
    if reply is None:
        return "No reply yet"
    words = ReplyAnswer(reply.answer).label
    return f"{words}, with {reply.deputy} as deputy" if reply.deputy else words


def _count(invited: Sequence[Invited], *, is_open: bool) -> str:
    waiting = sum(each.reply is None for each in invited)
    if not waiting:
        return "Everybody has replied." if invited else ""
    if not is_open:
        return f"{plural(waiting, 'person', 'people')} did not reply."
    return f"{plural(waiting, 'person has', 'people have')} not replied."


def _url(meeting: Meeting, person_id: int) -> str:
    return reverse("meetings:reply_for", args=[meeting.pk, person_id])
