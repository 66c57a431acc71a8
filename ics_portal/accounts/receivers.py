"""Writes down who signed in, who failed to, and what became of passwords."""

from typing import Any

from allauth.account.signals import password_changed
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from ics_portal.accounts.actor import ANONYMOUS
from ics_portal.accounts.enums import Verb
from ics_portal.accounts.models import User
from ics_portal.accounts.services import actor_of_user, revoke_all_tokens
from ics_portal.core import audit


@receiver(user_logged_in)
def note_sign_in(user: User, **kwargs: Any) -> None:
    _note(Verb.SIGNED_IN, user)


@receiver(user_logged_out)
def note_sign_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _note(Verb.SIGNED_OUT, user)


@receiver(user_login_failed)
def note_failed_sign_in(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Note the address tried. An unknown one is not kept: it may be a mistyped secret."""
    address = str(credentials.get("email") or credentials.get("username") or "")
    user = User.objects.filter(email=address.strip().lower()).first()
    audit.record(
        verb=Verb.SIGN_IN_FAILED,
        target=user or User(),
        actor=ANONYMOUS,
        at=timezone.now(),
        reason="" if user else "No such user",
    )


@receiver(password_changed)
def end_tokens_of_old_password(user: User, **kwargs: Any) -> None:
    _note(Verb.PASSWORD_CHANGED, user)
    revoke_all_tokens(user=user, actor=actor_of_user(user), at=timezone.now())


def _note(verb: Verb, user: User) -> None:
    audit.record(verb=verb, target=user, actor=actor_of_user(user), at=timezone.now())
