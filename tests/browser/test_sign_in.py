"""Signing in, and the frame of a signed-in person's page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_signs_in_where_they_wanted_to_go_and_signs_out(
    scripts: bool, open_page: Open
) -> None:
    user = UserFactory(name="Board secretary")
    page = open_page("/account/password/", scripts=scripts)

    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Change your password")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("Board secretary")
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_wrong_password_is_told_and_the_address_is_kept(open_page: Open) -> None:
    user = UserFactory()
    page = open_page("/sign-in/")

    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill("not the one")
    page.get_by_label("Password", exact=True).press("Enter")

    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: Sign in")
    assert page.get_by_label("E-mail address").input_value() == user.email


def test_signing_out_leaves_nothing_typed_on_the_device(open_page: Open) -> None:
    user = UserFactory()
    page = open_page("/account/password/", user=user)
    key = f"portal-draft:{user.pk}:paper-1"
    page.evaluate("(key) => localStorage.setItem(key, '{\"at\": 1e15}')", key)
    page.evaluate("() => localStorage.setItem('portal-draft:0:x', '{\"at\": 1e15}')")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert page.evaluate("Object.keys(localStorage)") == ["portal-draft:0:x"]


@pytest.mark.parametrize("path", ["/account/password/", "/no-such-page/", "/sign-out/"])
def test_axe_objects_to_nothing_when_signed_in(
    path: str,
    open_page: Open,
    axe: Callable[[Page], list[str]],
    sideways: Callable[[Page], int],
) -> None:
    page = open_page(path, user=UserFactory(name="A person " * 12), size=PHONE)

    assert axe(page) == []
    assert sideways(page) == 0
