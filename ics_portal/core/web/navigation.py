"""The main navigation: each app adds its entries, each person sees their own.

An entry a role cannot open is left out, not greyed (UX.md section 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A door to a part of the portal, as it was registered."""

    key: str
    label: str
    url_name: str
    position: int
    shown: Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry as one person sees it."""

    key: str
    label: str
    url: str


_entries: dict[str, Entry] = {}


def everyone(actor: Actor) -> bool:
    """The verdict of an entry every signed-in person sees."""
    return True


def register_entry(
    key: str,
    label: str,
    url_name: str,
    position: int,
    shown: Callable[[Actor], bool] = everyone,
) -> None:
    """Add an entry, from an ``AppConfig.ready()``.

    ``position`` orders the bar from left to right; a page says ``{% set nav = key %}``.
    Registering a key again replaces it.
    """
    _entries[key] = Entry(key, label, url_name, position, shown)


def links_for(actor: Actor) -> list[NavLink]:
    """What this person sees, in order."""
    return [
        NavLink(entry.key, entry.label, reverse(entry.url_name))
        for entry in sorted(_entries.values(), key=lambda entry: entry.position)
        if entry.shown(actor)
    ]


def roles_in_words(actor: Actor) -> str:
    """The roles somebody holds, each once: ``Chair, Member``; empty when none."""
    held = {role for roles in actor.roles_by_body.values() for role in roles}
    every_role = [role for held_role in held for role in type(held_role)]
    return ", ".join(
        str(role.label) for role in dict.fromkeys(every_role) if role in held
    )
