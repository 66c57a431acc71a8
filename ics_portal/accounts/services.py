"""Users are added by someone; API tokens are made and revoked by their owner."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from knox.models import AuthToken

from ics_portal.accounts.actor import Actor
from ics_portal.accounts.enums import Verb
from ics_portal.accounts.models import User
from ics_portal.core import audit
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token as its owner sees it this once; only its hash is stored."""

    token: str
    expires_at: datetime


def actor_of_user(user: User) -> Actor:
    """The user as an actor without roles, for what concerns only the account itself."""
    return Actor(user_id=user.pk, person_id=None, name=user.name or user.email)


@transaction.atomic
def add_user(
    *, email: str, name: str, password: str | None, actor: Actor, at: datetime
) -> User:
    """Let someone sign in; without a password they cannot until one is set.

    Raises RuleBroken, beside its field, for an address that is taken or is none, and
    for a password that AUTH_PASSWORD_VALIDATORS refuse.
    """
    user = User(email=email.strip().lower(), name=visible(name).strip(), created_at=at)
    try:
        if password is not None:
            validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as refusal:
        raise _as_rule(refusal) from refusal
    audit.save_with_reason(user, "Added", actor=actor)
    audit.record(verb=Verb.USER_ADDED, target=user, actor=actor, at=at)
    return user


def _as_rule(refusal: ValidationError) -> RuleBroken:
    """The first thing wrong, with its field; password validators name none."""
    by_field = getattr(refusal, "error_dict", {"password": [refusal]})
    field, errors = next(iter(by_field.items()))
    return RuleBroken("ACC-1", errors[0].messages[0], field=field)


@transaction.atomic
def issue_token(*, user: User, actor: Actor, at: datetime) -> IssuedToken:
    """Make a token that expires after API_TOKEN_HOURS."""
    stored, token = AuthToken.objects.create(user=user)
    audit.record(verb=Verb.TOKEN_MADE, target=user, actor=actor, at=at)
    return IssuedToken(token=token, expires_at=stored.expiry)


@transaction.atomic
def revoke_token(*, stored: AuthToken, actor: Actor, at: datetime) -> None:
    """End one token at once."""
    user = stored.user
    stored.delete()
    audit.record(verb=Verb.TOKEN_REVOKED, target=user, actor=actor, at=at)


@transaction.atomic
def revoke_all_tokens(*, user: User, actor: Actor, at: datetime) -> int:
    """End every token of the user; gives how many there were."""
    ended: int = AuthToken.objects.filter(user=user).delete()[0]
    if ended:
        detail = {"tokens": ended}
        audit.record(
            verb=Verb.TOKEN_REVOKED, target=user, actor=actor, at=at, detail=detail
        )
    return ended
