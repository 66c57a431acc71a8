"""Secret addresses of one's calendar: made, used, revoked; only digests are kept."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from boards.meetings.models import CalendarKey
from ics_portal.core.audit import record
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.accounts.models import User

MOST = 5


def digest_of(secret: str) -> str:
    """The SHA-256 by which a secret is known."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_key(*, user: User, actor: Actor, at: datetime) -> str:
    """Make an address; the secret is given this once (CAL-9)."""
    if CalendarKey.objects.filter(user=user, revoked_at__isnull=True).count() >= MOST:
        sentence = f"There are {MOST} addresses already. Revoke one you do not use."
        raise RuleBroken("CAL-9", sentence)
    secret = secrets.token_urlsafe(32)
    CalendarKey.objects.create(user=user, digest=digest_of(secret), made_at=at)
    record(verb="calendar_key_made", target=user, actor=actor, at=at)
    return secret


@transaction.atomic
def revoke_key(*, key: CalendarKey, actor: Actor, at: datetime) -> None:
    """End an address at once; a calendar that asks by it finds nothing."""
    if key.revoked_at is not None:
        return
    CalendarKey.objects.filter(pk=key.pk).update(revoked_at=at)
    record(verb="calendar_key_revoked", target=key.user, actor=actor, at=at)


def use_key(*, secret: str, at: datetime) -> CalendarKey | None:
    """The key of a secret, with the time of its use; None where it opens nothing."""
    key = (
        CalendarKey.objects.filter(digest=digest_of(secret), revoked_at__isnull=True)
        .select_related("user")
        .first()
    )
    if key is None or not key.user.is_active:
        return None
    CalendarKey.objects.filter(pk=key.pk).update(used_at=at)
    return key
