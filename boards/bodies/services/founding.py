"""The beginning of a body, and the words its agendas ask with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards.bodies.models import Body, Purpose
from boards.bodies.permissions import may_establish_body, may_set_words
from boards.bodies.rules.forms import Predecessor, wrong_successor
from boards.bodies.services.frame import begin, check_words, note, refuse_if
from ics_portal.core.audit.history import (
    bulk_create,
    create_with_reason,
    save_with_reason,
)
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class PurposeWord:
    """A word agendas ask with, its past tense for minutes, and how much it asks."""

    word: str
    past_tense: str
    strength: int


# The verbs of the source's agenda and sheets (AGD-05), from weakest to strongest.
USUAL_PURPOSES = (
    PurposeWord("Note", "noted", 10),
    PurposeWord("Receive", "received", 20),
    PurposeWord("Discuss", "discussed", 30),
    PurposeWord("Support", "supported", 40),
    PurposeWord("Endorse", "endorsed", 50),
    PurposeWord("Ratify", "ratified", 60),
    PurposeWord("Approve", "approved", 70),
)


@transaction.atomic
def establish_body(*, actor: Actor, at: datetime, **fields: Any) -> Body:
    """Add a body with the usual purposes. ``fields`` are those of ``Body``.

    Raises RuleBroken for a body without a name, for a name or code that another body has
    (BDY-3), and for one that cannot follow ``successor_of`` (BDY-37).
    """
    require(may_establish_body(actor))
    typed = {
        name: visible(value).strip() if isinstance(value, str) else value
        for name, value in fields.items()
    }
    _check_names(typed)
    refuse_if(
        wrong_successor(
            str(fields.get("name", "")),
            starts_on=fields.get("starts_on"),
            system_id=fields["system"].pk,
            before=_before(fields.get("successor_of")),
        ),
        "BDY-37",
        "successor_of",
    )
    body = create_with_reason(Body, "Established", actor=actor, **typed)
    _add_purposes(body, USUAL_PURPOSES, actor=actor, at=at)
    record(verb="bodies.established", target=body, actor=actor, at=at, body_id=body.pk)
    return body


@transaction.atomic
def set_predecessor(
    *, body: Body, successor_of: Body | None, actor: Actor, at: datetime
) -> Body:
    """Say in whose place the body comes, or that it comes in nobody's (BDY-37)."""
    begin(body, actor)
    body.refresh_from_db()
    refuse_if(
        wrong_successor(
            body.name,
            starts_on=body.starts_on,
            system_id=body.system_id,
            before=_before(successor_of),
            is_before=successor_of is not None and _is_before(body, successor_of),
        ),
        "BDY-37",
        "successor_of",
    )
    body.successor_of = successor_of
    words = f"Follows {successor_of}" if successor_of else "Follows no other body"
    save_with_reason(body, words, actor=actor)
    note("predecessor_set", body, actor=actor, at=at, body=body, reason=words)
    return body


def _before(body: Body | None) -> Predecessor | None:
    if body is None:
        return None
    return Predecessor(body.name, body.system_id, body.starts_on)


def _is_before(body: Body, other: Body) -> bool:
    """Whether the body, or what followed it, comes before the other."""
    seen: set[int] = set()
    at: Body | None = other
    while at is not None and at.pk not in seen:
        if at.pk == body.pk:
            return True
        seen.add(at.pk)
        at = at.successor_of
    return False


@transaction.atomic
def set_purposes(
    *, body: Body, words: tuple[PurposeWord, ...], actor: Actor, at: datetime
) -> None:
    """Add the words the body lacks, in this order; words in use are never taken away."""
    require(may_set_words(actor, body))
    _add_purposes(body, words, actor=actor, at=at)


def _check_names(typed: dict[str, Any]) -> None:
    check_words(typed.get("name", ""), "name", "Give the body a name.")
    check_words(typed.get("code", ""), "code", "Give the body a code.")
    taken = Body.objects.filter(code=typed["code"]).first()
    if taken is not None:
        raise RuleBroken("BDY-3", f"{taken} has this code.", field="code")
    if Body.objects.filter(slug=typed.get("slug", "")).exists():
        raise RuleBroken(
            "BDY-3",
            "There is a body of this name already. Add what tells them apart.",
            field="name",
        )


def _add_purposes(
    body: Body, words: tuple[PurposeWord, ...], *, actor: Actor, at: datetime
) -> None:
    known = {p.word.lower() for p in Purpose.objects.filter(body=body)}
    new = [
        Purpose(
            body=body,
            word=word.word,
            past_tense=word.past_tense,
            strength=word.strength,
            position=position,
        )
        for position, word in enumerate(words)
        if word.word.lower() not in known
    ]
    bulk_create(Purpose, new, "Added to the body's words", actor=actor)
    record(
        verb="bodies.purposes_set",
        target=body,
        actor=actor,
        at=at,
        body_id=body.pk,
        detail={"added": [purpose.word for purpose in new]},
    )
