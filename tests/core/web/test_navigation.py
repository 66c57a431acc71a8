"""Who sees which doors."""

from collections.abc import Iterator
from types import MappingProxyType

import pytest

from ics_portal.accounts.actor import Actor, Role
from ics_portal.core.web import navigation
from ics_portal.core.web.navigation import (
    NavLink,
    links_for,
    register_entry,
    roles_in_words,
)

SECRETARY = Actor(
    1, 1, "Board secretary", MappingProxyType({7: frozenset({Role.SECRETARY})})
)
NOBODY = Actor(2, None, "Newcomer")


@pytest.fixture(autouse=True)
def _own_entries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_entries", {})
    return


def test_entries_stand_in_their_order_and_what_cannot_be_opened_is_left_out() -> None:
    register_entry("out", "Sign out", "account_logout", 30)
    register_entry(
        "in",
        "Sign in",
        "account_login",
        10,
        shown=lambda a: a.holds_any(Role.SECRETARY),
    )

    assert links_for(SECRETARY) == [
        NavLink("in", "Sign in", "/sign-in/"),
        NavLink("out", "Sign out", "/sign-out/"),
    ]
    assert links_for(NOBODY) == [NavLink("out", "Sign out", "/sign-out/")]


def test_an_entry_registered_again_is_replaced() -> None:
    register_entry("in", "Sign in", "account_login", 10)
    register_entry("in", "Come in", "account_login", 10)

    assert [link.label for link in links_for(NOBODY)] == ["Come in"]


def test_roles_are_told_once_each_in_the_order_of_the_list() -> None:
    held = MappingProxyType(
        {1: frozenset({Role.MEMBER, Role.CHAIR}), 2: frozenset({Role.MEMBER})}
    )

    assert roles_in_words(Actor(1, 1, "A person", held)) == "Chair, Member"
    assert roles_in_words(NOBODY) == ""
