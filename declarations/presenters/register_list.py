"""The registers there are, and what each holds: inside and in public."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from boards.bodies.models import Body
from declarations.selectors.as_on import Asked
from declarations.selectors.register_counts import held_by
from ics_portal.core.web.words import shortday

FILES = (("CSV", "csv"), ("JSON", "json"), ("PDF", "pdf"))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a register, how many rows it has, and where it is read."""

    count: int
    href: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One body; ``files`` are (words, address) of its register of interests."""

    body: str
    interests: Part
    gifts: Part
    breaches: Part
    published: str
    files: tuple[tuple[str, str], ...]


def register_lines(
    bodies: Iterable[Body], address: Callable[[str, str], str], *, now: datetime
) -> list[RegisterLine]:
    """As on today, in the order given; ``address(slug, part)`` is where one is read."""
    listed = list(bodies)
    asked = Asked(
        body_ids=frozenset(body.pk for body in listed), day=localdate(now), now=now
    )
    held = held_by(asked)
    lines = []
    for body in listed:
        own = held[body.pk]
        href = address(body.slug, "interests")
        lines.append(
            RegisterLine(
                body=body.name,
                interests=Part(own.interests, href),
                gifts=Part(own.gifts, address(body.slug, "gifts")),
                breaches=Part(own.breaches, address(body.slug, "breaches")),
                published=shortday(own.published_at),
                files=tuple((words, f"{href}?format={kind}") for words, kind in FILES),
            )
        )
    return lines
