"""Meetings in public: what was said of each, and what was published (PTN-05, ACC-09)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from boards.bodies.rules.days import said
from boards.bodies.rules.findings import Outcome, listed, met, not_known, not_met
from boards.duties.rules.facts import Asked, MeetingFact


def meetings_in_public(asked: Asked) -> Outcome:
    """Each formal meeting of the last twelve months was in public, with papers and
    minutes published. One of the day itself, or to come, is not asked."""
    return _meetings(asked, online=False)


def meetings_online(asked: Asked) -> Outcome:
    """The same, and each could be watched online."""
    return _meetings(asked, online=True)


def _meetings(asked: Asked, *, online: bool) -> Outcome:
    found = [
        one
        for one in asked.facts.meetings
        if one.body_id == asked.body.id
        and _a_year_before(asked.today.day) <= one.held_on < asked.today.day
    ]
    if not found:
        return not_known("No formal meeting of the last twelve months is recorded.")
    private = [one for one in found if _is_public(one, asked) is False]
    if private:
        return not_met(f"Not held in public: {_days(private)}.")
    unsaid = [
        f"{words}: {_days(some)}"
        for words, is_unsaid in _questions(asked, online)
        if (some := [one for one in found if is_unsaid(one)])
    ]
    if unsaid:
        return not_known(f"Not said of each meeting. {'. '.join(unsaid)}.")
    return met(
        f"In public, with papers and minutes{' and a link' if online else ''}:"
        f" {_days(found)}."
    )


def _questions(
    asked: Asked, online: bool
) -> list[tuple[str, Callable[[MeetingFact], bool]]]:
    """What must be said of a meeting, and whether it is not said. What was published
    after the day was not said on it."""
    day = asked.today.day
    found: list[tuple[str, Callable[[MeetingFact], bool]]] = [
        ("Whether in public", lambda one: _is_public(one, asked) is None),
        ("Papers published", lambda one: _is_later(one.papers_on, day)),
        ("Minutes published", lambda one: _is_later(one.minutes_on, day)),
    ]
    if online:
        found.append(("A link to watch", lambda one: not one.has_link))
    return found


def _is_later(published_on: date | None, day: date) -> bool:
    return published_on is None or published_on > day


def _is_public(one: MeetingFact, asked: Asked) -> bool | None:
    """What was said of the sitting, else what the terms of reference of its day say."""
    if one.is_public is not None:
        return one.is_public
    terms = [
        each.is_public
        for each in asked.facts.terms
        if each.body_id == one.body_id and each.covers(one.held_on)
    ]
    return terms[0] if terms else None


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _days(meetings: list[MeetingFact]) -> str:
    return listed(said(one.held_on) for one in sorted(meetings, key=_held_on))


def _held_on(one: MeetingFact) -> date:
    return one.held_on
