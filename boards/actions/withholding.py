"""Actions as records that a ruling can withhold (CONF-6)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.text import Truncator

from boards.actions.models import Action
from boards.meetings.withholding import ACTION, RecordChoice, RecordKind

MOST = 50
LONGEST = 100


def action_choices(body_id: int, words: str) -> list[RecordChoice]:
    """The actions of a body whose code or title has all the words, latest first."""
    rows = Action.objects.filter(body_id=body_id)
    for word in words.split():
        rows = rows.filter(Q(code__icontains=word) | Q(title__icontains=word))
    return [_choice(row) for row in rows.order_by("-raised_on", "-pk")[:MOST]]


def action_choice(body_id: int, record_id: int) -> RecordChoice | None:
    """One action of a body."""
    row = Action.objects.filter(body_id=body_id, pk=record_id).first()
    return _choice(row) if row else None


def _choice(row: Action) -> RecordChoice:
    return RecordChoice(row.pk, f"{row.code}, {Truncator(row.title).chars(LONGEST)}")


ACTIONS = RecordKind(ACTION, "Action of the log", action_choices, action_choice)
