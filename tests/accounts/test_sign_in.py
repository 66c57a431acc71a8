"""Signing in, out and changing the password, through the pages."""

import pytest
from allauth.account.adapter import get_adapter
from django.urls import NoReverseMatch, reverse

from ics_portal.core.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"


def sign_in(client, user, password=PASSWORD, **headers):
    sent = {"login": user.email, "password": password}
    return client.post(SIGN_IN, sent, **headers)


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_someone_who_was_added_signs_in_with_e_mail_and_password(client):
    user = UserFactory(name="Board secretary")

    response = sign_in(client, user)

    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_user_id) == ("signed_in", user.pk)


def test_capital_letters_in_the_address_do_not_matter(client):
    user = UserFactory(email="secretary@demo.example")
    user.email = "Secretary@DEMO.example"

    assert sign_in(client, user).status_code == 302


def test_after_signing_in_one_is_where_one_wanted_to_go(client):
    user = UserFactory()
    asked = client.get("/account/password/")
    assert asked.url == f"{SIGN_IN}?next=/account/password/"

    response = client.post(
        asked.url,
        {"login": user.email, "password": PASSWORD, "next": "/account/password/"},
    )

    assert response.url == "/account/password/"


def test_the_way_back_never_leads_to_another_site(client):
    user = UserFactory()

    response = client.post(
        SIGN_IN,
        {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert response.url == "/"


def test_a_wrong_password_is_refused_and_written_down_without_it(client):
    user = UserFactory()

    response = sign_in(client, user, "a wrong passphrase")

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    event = AuditEvent.objects.get()
    assert (event.verb, event.target_id) == ("sign_in_failed", str(user.pk))
    assert "wrong passphrase" not in str(vars(event))


def test_an_unknown_address_gets_the_same_answer_and_is_not_written_down(client):
    known = sign_in(client, UserFactory(), "a wrong passphrase").context_data["form"]
    stranger = UserFactory.build(email="my-password-in-the-wrong-box@demo.example")

    unknown = sign_in(client, stranger).context_data["form"]

    assert unknown.errors == known.errors
    event = AuditEvent.objects.order_by("pk").last()
    assert (event.target_label, event.reason) == ("", "No such user")
    assert "wrong-box" not in str(vars(event))


def test_someone_who_has_left_cannot_sign_in(client):
    user = UserFactory(is_active=False)

    sign_in(client, user)

    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down_even_when_the_next_guess_is_right(client):
    user = UserFactory()
    for number in range(5):
        sign_in(client, user, f"guess number {number}")

    response = sign_in(client, user)

    assert response.status_code != 302
    assert "_auth_user_id" not in client.session


def test_no_way_of_naming_the_portal_starts_the_count_of_guesses_again(
    client, settings
):
    settings.ALLOWED_HOSTS = ["portal.example", "other.example"]
    user = UserFactory()
    named = ["portal.example", "portal.example:1", "portal.example:2", "other.example"]
    for number, host in enumerate(2 * named):
        sign_in(client, user, "wrong", HTTP_HOST=host, REMOTE_ADDR=f"192.0.2.{number}")

    right = sign_in(client, user, HTTP_HOST="portal.example:9")

    assert right.status_code == 200
    assert "Too many failed" in right.content.decode()


def test_signing_out_takes_a_form_and_is_written_down(client):
    user = UserFactory()
    sign_in(client, user)

    assert client.get("/sign-out/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/sign-out/").url == SIGN_IN
    assert "_auth_user_id" not in client.session
    assert verbs() == ["signed_in", "signed_out"]


def test_signing_out_twice_is_written_down_once(client):
    sign_in(client, UserFactory())

    client.logout()
    client.logout()

    assert verbs() == ["signed_in", "signed_out"]


def test_nobody_adds_themselves(rf):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert get_adapter().is_open_for_signup(rf.get("/")) is False


def test_a_changed_password_ends_the_api_tokens_made_with_the_old_one(client):
    user = UserFactory()
    made = client.post(
        "/api/v1/tokens/",
        {"email": user.email, "password": PASSWORD},
        content_type="application/json",
    )
    sign_in(client, user)

    response = client.post(
        "/account/password/",
        {
            "oldpassword": PASSWORD,
            "password1": "an even longer passphrase",
            "password2": "an even longer passphrase",
        },
    )

    assert response.status_code == 302
    user.refresh_from_db()
    assert user.check_password("an even longer passphrase")
    token = {"authorization": f"Token {made.json()['token']}"}
    client.logout()
    assert client.get("/api/v1/jobs/", headers=token).status_code == 401
    assert verbs()[-3:] == ["password_changed", "token_revoked", "signed_out"]


def test_a_short_password_is_refused(client):
    user = UserFactory()
    sign_in(client, user)

    client.post(
        "/account/password/",
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
    )

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("address", "signed_in"),
    [
        ("/sign-in/", False),
        ("/account/inactive/", False),
        ("/sign-out/", True),
        ("/account/password/", True),
        ("/account/confirm/", True),
    ],
)
def test_every_page_of_the_account_is_drawn_by_the_portal(client, address, signed_in):
    if signed_in:
        client.force_login(UserFactory())

    page = client.get(address)

    assert page.status_code == 200
    assert 'lang="en-GB"' in page.content.decode()
    assert "Board portal" in page.content.decode()
