"""Users are added by someone, never by themselves."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ics_portal.accounts.models import User
from ics_portal.accounts.services import add_user
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.accounts import PASSWORD, UserFactory, an_actor

pytestmark = pytest.mark.django_db


def add(**changes):
    facts = {
        "email": "new@demo.example",
        "name": "Chief officer",
        "password": PASSWORD,
        "actor": an_actor(user_id=UserFactory().pk),
        "at": timezone.now(),
    }
    return add_user(**facts | changes)


def test_a_user_is_added_in_somebodys_name():
    secretary = an_actor(user_id=UserFactory().pk)

    user = add(email=" New@Demo.example ", actor=secretary)

    assert (user.email, user.check_password(PASSWORD)) == ("new@demo.example", True)
    assert user.history.latest().history_user_id == secretary.user_id
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_user_id) == ("user_added", secretary.user_id)


def test_without_a_password_nobody_signs_in():
    assert add(password=None).has_usable_password() is False


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"email": "taken@demo.example"}, "email", "already exists"),
        ({"email": "no address"}, "email", "valid email address"),
        ({"name": " "}, "name", "cannot be blank"),
        ({"password": "short"}, "password", "too short"),
        ({"password": "chief officer"}, "password", "too similar to the name"),
    ],
)
def test_bad_input_is_refused_beside_its_field(wrong, field, words):
    UserFactory(email="taken@demo.example")

    with pytest.raises(RuleBroken, match=words) as refusal:
        add(**wrong)

    assert refusal.value.field == field
    assert not User.objects.filter(email="new@demo.example").exists()


def test_the_first_user_is_added_from_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))

    call_command("add_user", "first@demo.example", "Governance lead")

    assert User.objects.get().check_password(PASSWORD)
    assert capsys.readouterr().out == (
        "first@demo.example can sign in as Governance lead.\n"
    )


def test_a_person_at_the_terminal_types_the_password_unseen(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)

    call_command("add_user", "first@demo.example", "Governance lead")

    assert User.objects.get().check_password(PASSWORD)


def test_the_command_says_what_is_wrong(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    with pytest.raises(CommandError, match="too short"):
        call_command("add_user", "first@demo.example", "Governance lead")
