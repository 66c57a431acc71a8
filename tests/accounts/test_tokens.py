"""API tokens: made with a password, stored as a hash, ended by time or by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient

from ics_portal.core.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

TOKENS = "/api/v1/tokens/"
JOBS = "/api/v1/jobs/"


@pytest.fixture
def api():
    return APIClient()


def ask(api, user, password=PASSWORD):
    return api.post(TOKENS, {"email": user.email, "password": password})


def bearer(token):
    return {"authorization": f"Token {token}"}


def test_a_token_opens_the_api_and_is_kept_only_as_a_hash(api):
    made = ask(api, UserFactory())

    assert made.status_code == 201
    assert api.get(JOBS, headers=bearer(made.json()["token"])).status_code == 200
    assert made.json()["token"] not in str(list(AuthToken.objects.values()))


def test_it_says_when_it_ends_and_ends_then(api):
    made = ask(api, UserFactory()).json()
    stored = AuthToken.objects.get()
    assert stored.expiry - timezone.now() > timedelta(hours=9)

    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))

    assert api.get(JOBS, headers=bearer(made["token"])).status_code == 401


@pytest.mark.parametrize(
    "sent",
    [
        {"email": "known@demo.example", "password": "a wrong passphrase"},
        {"email": "unknown@demo.example", "password": PASSWORD},
    ],
)
def test_wrong_credentials_get_one_answer(api, sent):
    UserFactory(email="known@demo.example")

    response = api.post(TOKENS, sent)

    assert response.status_code == 401
    assert response.json() == {"detail": "The e-mail address or the password is wrong."}
    assert AuthToken.objects.count() == 0
    assert AuditEvent.objects.get().verb == "sign_in_failed"


def test_someone_who_has_left_gets_no_token_and_their_old_one_stops(api):
    user = UserFactory()
    made = ask(api, user).json()
    user.is_active = False
    user.save()

    assert ask(api, user).status_code == 401
    assert api.get(JOBS, headers=bearer(made["token"])).status_code == 401


def test_missing_fields_are_named(api):
    response = api.post(TOKENS, {"email": "no address"})

    assert response.status_code == 400
    assert set(response.json()) == {"email", "password"}


def test_guessing_one_account_is_slowed_down(api):
    user = UserFactory()

    answers = [ask(api, user, f"guess {number}").status_code for number in range(7)]

    assert set(answers[:5]) == {401}
    assert answers[5:] == [429, 429]
    assert ask(api, UserFactory()).status_code == 201


def test_a_header_that_anyone_can_write_does_not_reset_the_counting(api):
    answers = [
        api.post(
            TOKENS,
            {"email": f"guess{number}@demo.example", "password": PASSWORD},
            headers={"x-forwarded-for": f"10.0.0.{number}"},
        ).status_code
        for number in range(22)
    ]

    assert set(answers[:20]) == {401}
    assert answers[20:] == [429, 429]


def test_its_owner_revokes_it(api):
    made = ask(api, UserFactory()).json()
    other = ask(api, UserFactory()).json()

    ended = api.delete(f"{TOKENS}current/", headers=bearer(made["token"]))

    assert ended.status_code == 204
    assert api.get(JOBS, headers=bearer(made["token"])).status_code == 401
    assert api.get(JOBS, headers=bearer(other["token"])).status_code == 200
    assert AuditEvent.objects.first().verb == "token_revoked"


def test_making_one_is_written_down(api):
    user = UserFactory()
    ask(api, user)

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_user_id) == ("token_made", user.pk)
