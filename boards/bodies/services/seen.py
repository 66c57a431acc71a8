"""Two people at one form: nothing is saved over what somebody has not seen."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from boards.bodies.services.frame import begin
from ics_portal.core.errors import EditConflict

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from ics_portal.accounts.actor import Actor


def mark_of(text: str) -> str:
    """A short mark of what a form showed, to send along with it."""
    return sha256(text.encode()).hexdigest()[:16]


def require_as_seen(
    *, body: Body, seen: str, now: Callable[[], str], mine: str, actor: Actor
) -> None:
    """Raise EditConflict if what the form showed is no longer what is there.

    ``seen`` is the mark sent with the form, ``now`` reads the text again under the lock,
    ``mine`` says what was typed. Call it in the transaction of the change.
    """
    begin(body, actor)
    text = now()
    if mark_of(text) != seen:
        raise EditConflict(
            "Somebody changed this after you opened the form. Look at both, then save"
            " again if yours is still right.",
            field="",
            mine=mine,
            theirs=text,
        )
