"""A later meeting accepts the minutes; they are signed; corrections stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from boards.meetings.models import Meeting
from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes, MinutesCorrection
from boards.minutes.permissions import (
    may_confirm_minutes,
    may_correct_minutes,
    may_sign_minutes,
)
from boards.minutes.presenters import current_words
from boards.minutes.rules import Sitting, must_be_able_to_confirm
from boards.minutes.selectors import open_marks_of, who_presided
from boards.minutes.services.approving import move_to
from boards.minutes.services.locks import lock_minutes
from boards.minutes.services.printing import ask_for_pdf
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """A correction the meeting resolved: instead of these words it reads those."""

    reads: str
    instead_of: str = ""
    item_number: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed at all."""
        return not (self.reads + self.instead_of + self.item_number).strip()


@transaction.atomic
def confirm_minutes(
    *,
    minutes: Minutes,
    at_meeting: Meeting,
    corrections: Sequence[CorrectionDraft] = (),
    actor: Actor,
    at: datetime,
) -> Minutes:
    """Record that a later meeting of the body accepted them as a true record (MIN-13).

    Refused for the meeting itself (MIN-16), for one of another body, one that was not
    held, and one before. From now on the words are frozen; the corrections of that
    meeting stand beside them and overwrite nothing.
    """
    locked = lock_minutes(minutes)
    require(may_confirm_minutes(actor, locked))
    must_be_able_to_confirm(
        _sitting(locked.meeting), locked.body_id, _sitting(at_meeting)
    )
    if waiting := open_marks_of(locked):
        raise RuleBroken(
            "MNT-6",
            f"{waiting} of the chair’s marks {'is' if waiting == 1 else 'are'} not done"
            " yet. Do them first, and say so beside each.",
        )
    locked.words = current_words(locked)
    locked.confirmed_at_meeting = at_meeting
    locked.confirmed_on = at_meeting.held_on
    move_to(
        locked,
        MinutesState.CONFIRMED,
        actor,
        at,
        fields=["words", "confirmed_at_meeting", "confirmed_on"],
    )
    for place, draft in enumerate(corrections):
        if not draft.is_blank:
            _correct(locked, at_meeting, draft, actor, at, field=f"reads-{place}")
    return locked


@transaction.atomic
def record_correction(
    *,
    minutes: Minutes,
    at_meeting: Meeting,
    correction: CorrectionDraft,
    actor: Actor,
    at: datetime,
) -> MinutesCorrection:
    """Record what a later meeting resolved to correct; the words stay as accepted."""
    locked = lock_minutes(minutes)
    require(may_correct_minutes(actor, locked))
    must_be_able_to_confirm(
        _sitting(locked.meeting), locked.body_id, _sitting(at_meeting)
    )
    return _correct(locked, at_meeting, correction, actor, at, field="reads-0")


def _sitting(meeting: Meeting) -> Sitting:
    others = meeting.in_common_with.values_list("pk", flat=True)
    return Sitting(
        meeting_id=meeting.pk,
        bodies={meeting.body_id, *others},
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        state=meeting.state,
    )


def _correct(
    minutes: Minutes,
    at_meeting: Meeting,
    draft: CorrectionDraft,
    actor: Actor,
    at: datetime,
    *,
    field: str,
) -> MinutesCorrection:
    reads = visible(draft.reads).strip()
    number = visible(draft.item_number).strip()
    if not reads:
        raise RuleBroken("MNT-7", "Say how the minutes are to read.", field=field)
    if len(number) > LONGEST_NUMBER:
        raise RuleBroken(
            "MNT-7",
            f"The number of an item has at most {LONGEST_NUMBER} letters.",
            field=field.replace("reads", "item_number"),
        )
    made = create_with_reason(
        MinutesCorrection,
        "Resolved by a later meeting",
        actor=actor,
        minutes=minutes,
        at_meeting=at_meeting,
        item_number=number,
        instead_of=visible(draft.instead_of).strip(),
        reads=reads,
        recorded_at=at,
        recorded_by_id=actor.user_id,
    )
    record(
        verb="minutes.corrected",
        target=minutes,
        actor=actor,
        at=at,
        detail={"item": made.item_number, "reads": made.reads},
    )
    return made


@transaction.atomic
def sign_minutes(*, minutes: Minutes, actor: Actor, at: datetime) -> Minutes:
    """The person who presided signs them; the worker prints the file with the signature,
    which is kept."""
    locked = lock_minutes(minutes)
    _require_signing(actor, locked)
    locked.signed_at = at
    locked.signed_by_id = actor.user_id
    locked.signed_by_name = actor.name
    signed = move_to(
        locked,
        MinutesState.SIGNED,
        actor,
        at,
        fields=["signed_at", "signed_by_id", "signed_by_name"],
    )
    ask_for_pdf(minutes=signed, actor=actor, at=at)
    return signed


def _require_signing(actor: Actor, minutes: Minutes) -> None:
    meeting = minutes.confirmed_at_meeting
    presided = who_presided(meeting) if meeting else frozenset()
    require(may_sign_minutes(actor, minutes, presided=presided))
