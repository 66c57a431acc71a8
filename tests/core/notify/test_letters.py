"""Letters: written once with the change, sent once by whoever is first."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from ics_portal.core.notify import Notice, notify
from ics_portal.core.notify import services as letters
from ics_portal.core.notify.enums import LetterKind
from ics_portal.core.notify.models import Letter
from ics_portal.core.notify.services import send_letters
from tests.factories.accounts import UserFactory

AT = datetime(2020, 12, 2, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def a_notice(**words):
    return Notice(
        **{
            "subject": "ICS Board, 2 December 2020:\npapers issued",
            "text": "The papers are issued.",
            "url": "/packs/1/",
            "key": "pack-issued:1",
        }
        | words
    )


def test_a_letter_is_written_once_for_each_reader_and_sent_once():
    users = [UserFactory(), UserFactory()]

    assert notify(a_notice(), to=users, at=AT) == 2
    assert notify(a_notice(), to=users, at=AT) == 0
    assert send_letters(AT) == 2
    assert send_letters(AT) == 0

    assert {message.to[0] for message in mail.outbox} == {u.email for u in users}
    first = mail.outbox[0]
    assert first.subject == "ICS Board, 2 December 2020: papers issued"
    assert first.body == "The papers are issued.\n\nhttp://localhost:8000/packs/1/\n"
    assert all(letter.sent_at for letter in Letter.objects.all())


def test_who_signs_in_no_more_gets_no_letter_however_late_it_was_ended():
    gone, going = UserFactory(is_active=False), UserFactory()

    assert notify(a_notice(), to=[gone, going], at=AT) == 1
    going.is_active = False
    going.save()
    send_letters(AT)

    assert mail.outbox == []


def test_a_letter_that_cannot_be_sent_waits_longer_each_time(monkeypatch):
    notify(a_notice(), to=[UserFactory()], at=AT)

    def fail(letter):
        raise OSError("no route to the mail server")

    with monkeypatch.context() as broken:
        broken.setattr(letters, "_message", lambda letter: SimpleNamespace(send=fail))
        broken.setattr(letters, "_message", fail)
        assert send_letters(AT) == 0
        assert send_letters(AT) == 0
    letter = Letter.objects.get()
    assert (letter.tries, letter.claimed_at) == (1, None)
    assert letter.last_error == "OSError: no route to the mail server"
    assert letter.next_try_at == AT + timedelta(minutes=1)
    assert send_letters(AT + timedelta(seconds=59)) == 0
    assert send_letters(AT + timedelta(seconds=60)) == 1
    assert len(mail.outbox) == 1


def test_after_a_kill_between_claim_and_tick_nobody_gets_a_second_letter(monkeypatch):
    notify(a_notice(), to=[UserFactory()], at=AT)

    def killed(letter):
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(letters, "_message", killed)
        with pytest.raises(SystemExit):
            send_letters(AT)

    assert Letter.objects.get().claimed_at is not None
    assert send_letters(AT + timedelta(days=1)) == 0
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_letter_belongs_to_a_change_and_goes_with_it():
    user = UserFactory()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        notify(a_notice(), to=[user], at=AT)

    def change_and_fail():
        with transaction.atomic():
            notify(a_notice(), to=[user], at=AT)
            raise ValueError("the change failed")

    with pytest.raises(ValueError, match="the change failed"):
        change_and_fail()

    assert not Letter.objects.exists()


def test_a_person_declines_reminders_and_gets_notices_all_the_same():
    user = UserFactory()
    client = Client()
    client.force_login(user)
    reminder = a_notice(kind=LetterKind.REMINDER, key="r")

    assert 'name="reminders" type="checkbox"' in client.get(
        "/account/notices/"
    ).content.decode().replace("\n", " ")
    assert client.post("/account/notices/", {}).status_code == 302
    assert notify(reminder, to=[user], at=AT) == 0
    assert notify(a_notice(), to=[user], at=AT) == 1
    client.post("/account/notices/", {"reminders": "on"})
    assert notify(reminder, to=[user], at=AT) == 1
    assert Client().get("/account/notices/").status_code == 302
