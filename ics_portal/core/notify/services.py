"""Writing letters with a change, and sending what is written."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ics_portal.core.notify.enums import LetterKind
from ics_portal.core.notify.models import Letter, NoticeChoice

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(minutes=1)
LONGEST_DOUBLING = 8  # about four hours
MOST_TRIES = 20  # some two days; then it stays, with its error
BATCH = 100
SUBJECT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a letter says. The subject names body, day and act, never the title of what
    is confidential or of part 2; the text leads to the portal, which asks who reads.

    ``key`` is of the event: told again, nobody gets a second letter.
    """

    subject: str
    text: str
    url: str
    key: str
    kind: LetterKind = LetterKind.NOTICE


def notify(notice: Notice, *, to: Iterable[Any], at: datetime) -> int:
    """Write a letter to each user; call it inside the transaction of the change.

    ``to`` are those the verdict of the room allows: this room knows no verdicts. Whoever
    signs in no more gets none, nor who wants no reminders a reminder. Gives the number
    of letters that are new.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("notify() belongs inside the transaction of the change.")
    users = {user.pk: user for user in to if user.is_active}
    if notice.kind == LetterKind.REMINDER:
        declined = NoticeChoice.objects.filter(user_id__in=users, reminders=False)
        for pk in declined.values_list("user_id", flat=True):
            users.pop(pk)
    keys = {f"{notice.key}:{pk}": user for pk, user in users.items()}
    known = Letter.objects.filter(dedupe_key__in=keys)
    new = keys.keys() - set(known.values_list("dedupe_key", flat=True))
    letters = [
        Letter(
            user=keys[key],
            email=keys[key].email,
            kind=notice.kind,
            subject=" ".join(notice.subject.split())[:SUBJECT],
            text=notice.text,
            url=notice.url,
            dedupe_key=key,
            made_at=at,
            next_try_at=at,
        )
        for key in sorted(new)
    ]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters)


def send_letters(at: datetime) -> int:
    """Send what is due; gives the number that went out."""
    due = Letter.objects.filter(
        sent_at=None, claimed_at=None, next_try_at__lte=at, tries__lt=MOST_TRIES
    )
    return sum(_send(pk, at) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


def _send(pk: int, at: datetime) -> bool:
    """Claim, send, tick off. The claim is committed first: of two workers one sends, and
    after a kill nobody gets the letter twice."""
    claimed = Letter.objects.filter(pk=pk, sent_at=None, claimed_at=None)
    if not claimed.update(claimed_at=timezone.now()):
        return False
    letter = Letter.objects.select_related("user").get(pk=pk)
    try:
        if letter.user.is_active:
            _message(letter).send()
    except Exception as error:  # whatever the mail server says, the letter waits
        log.warning("Letter %s could not be sent", pk, exc_info=True)
        wait = FIRST_WAIT * 2 ** min(letter.tries, LONGEST_DOUBLING)
        Letter.objects.filter(pk=pk).update(
            claimed_at=None,
            tries=F("tries") + 1,
            next_try_at=at + wait,
            last_error=f"{type(error).__name__}: {error}"[:1000],
        )
        return False
    Letter.objects.filter(pk=pk).update(
        sent_at=timezone.now(), tries=F("tries") + 1, last_error=""
    )
    return True


def _message(letter: Letter) -> EmailMessage:
    address = f"{settings.PORTAL_ADDRESS.rstrip('/')}{letter.url}" if letter.url else ""
    return EmailMessage(
        subject=letter.subject,
        body="\n\n".join(filter(None, (letter.text, address))) + "\n",
        to=[letter.email],
        # Told twice by a mail server, it is still one letter to the reader's program.
        headers={"Message-ID": f"<letter-{letter.pk}@{_host()}>"},
    )


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def choose_reminders(*, user_id: int, wants: bool) -> None:
    """Keep whether a user wants reminders."""
    NoticeChoice.objects.update_or_create(
        user_id=user_id, defaults={"reminders": wants}
    )


def wants_reminders(user_id: int) -> bool:
    """Whether a user gets reminders; so does who never chose."""
    return not NoticeChoice.objects.filter(user_id=user_id, reminders=False).exists()
