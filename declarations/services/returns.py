"""The yearly round of returns: opening it, returning, reminding, and who has not."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.bodies.services.seen import mark_of
from boards.directory.models import Person
from boards.meetings.rules.words import clean_reason
from declarations.models import AnnualReturn, Interest, ReturnCycle
from declarations.permissions import may_declare_for, may_keep_returns
from declarations.rules.interests import label_of
from declarations.rules.returns import (
    check_answer,
    check_cycle,
    check_open,
    reminder_step,
)
from declarations.selectors.interests import (
    interest_words,
    interests_of,
    organisation_words,
)
from declarations.selectors.overlaps import people_of
from declarations.selectors.returns import (
    cycles_open_on,
    not_returned,
    users_with,
)
from declarations.services.interests import confirm_interests
from ics_portal.accounts.actor import OFFICE_ROLES, Actor, Role
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.notify import Notice, notify
from ics_portal.core.notify.enums import LetterKind
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import longday


@transaction.atomic
def open_cycle(
    *,
    body: Body,
    year: str,
    opens_on: date | None,
    closes_on: date | None,
    actor: Actor,
    at: datetime,
) -> ReturnCycle:
    """Ask everybody at the table of a body for the return of a year.

    Letters go out on the day it opens: at once, or by the daily task.
    """
    require(may_keep_returns(actor, body))
    check_cycle(year, opens_on, closes_on)
    Body.objects.select_for_update().get(pk=body.pk)
    if ReturnCycle.objects.filter(body=body, year=year).exists():
        raise RuleBroken(
            "RTN-1", f"The round of {year} is there already.", field="year"
        )
    if closes_on is not None and closes_on < localdate(at):
        raise RuleBroken(
            "RTN-1",
            "Enter today or a later day: nobody returns in time.",
            field="closes_on",
        )
    cycle = create_with_reason(
        ReturnCycle,
        "Round opened",
        actor=actor,
        body=body,
        year=year,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    record(verb="returns.opened", target=cycle, actor=actor, at=at)
    _tell_it_is_open(cycle, at)
    return cycle


@transaction.atomic
def extend_cycle(
    *, cycle: ReturnCycle, closes_on: date, reason: str, actor: Actor, at: datetime
) -> ReturnCycle:
    """Give a round a later last day; one that closed is open again."""
    locked = _locked(cycle)
    require(may_keep_returns(actor, locked.body))
    reason = clean_reason(reason, ask="Say why it is open longer.", rule="RTN-1")
    if closes_on <= locked.closes_on or closes_on < localdate(at):
        raise RuleBroken(
            "RTN-1",
            f"Enter a day after {longday(locked.closes_on)}, and not in the past.",
            field="closes_on",
        )
    check_cycle(locked.year, locked.opens_on, closes_on)
    locked.closes_on = closes_on
    save_with_reason(locked, reason, actor=actor)
    record(verb="returns.extended", target=locked, actor=actor, at=at, reason=reason)
    return locked


@transaction.atomic
def return_interests(
    *, cycle: ReturnCycle, person: Person, is_nil: bool, actor: Actor, at: datetime
) -> AnnualReturn:
    """Return for a year: nothing to declare, or all that is on record is complete.

    What stood on record is kept with it. A closed round, a second return, and an answer
    that does not fit what is on record raise RuleBroken.
    """
    locked = _locked(cycle)
    require(may_declare_for(actor, person))
    today = localdate(at)
    name = f"{locked.year} of {locked.body}"
    check_open(name, locked.opens_on, locked.closes_on, today)
    if person.pk not in people_of(locked.body_id, today):
        raise RuleBroken("RTN-2", f"{person} does not sit in {locked.body}.")
    if AnnualReturn.objects.filter(cycle=locked, person=person).exists():
        raise RuleBroken(
            "RTN-2", f"The return for {name} was made. Declare changes as they arise."
        )
    standing = Interest.objects.filter(person=person).standing().going_on(today)
    check_answer(is_nil=is_nil, interests=standing.count())
    confirmed = confirm_interests(person=person, actor=actor, at=at)
    made = create_with_reason(
        AnnualReturn,
        "Nil return" if is_nil else "Return",
        actor=actor,
        cycle=locked,
        person=person,
        is_nil=is_nil,
        returned_at=at,
        returned_by_id=actor.user_id,
        interests_then=[_as_it_was(interest) for interest in confirmed],
    )
    record(verb="returns.made", target=made, actor=actor, at=at, body_id=locked.body_id)
    return made


@transaction.atomic
def return_for_all(
    *,
    cycles: list[ReturnCycle],
    person: Person,
    is_nil: bool,
    seen: str = "",
    actor: Actor,
    at: datetime,
) -> list[AnnualReturn]:
    """One answer for every round that waits for it: all of them, or none.

    ``seen`` is the mark of what the page showed (``record_mark``): nobody confirms what
    somebody else changed meanwhile.
    """
    if not cycles:
        raise RuleBroken("RTN-2", "No return is asked for now.")
    _lock_record_of(person)
    if seen and seen != record_mark(interests_of(person)):
        raise RuleBroken(
            "RTN-3",
            "What is on record changed after you opened the page. Look at it, then"
            " answer again.",
            field="answer",
        )
    return [
        return_interests(cycle=cycle, person=person, is_nil=is_nil, actor=actor, at=at)
        for cycle in cycles
    ]


def _lock_record_of(person: Person) -> None:
    """Until the return is made nobody else changes what it confirms: neither what is on
    record, nor, by the lock on the person a new row points at, by declaring more."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    list(Interest.objects.select_for_update(of=("self",)).filter(person=person))


def record_mark(interests: list[Interest]) -> str:
    """A short mark of all that is on record of a person."""
    return mark_of("\n\n".join(f"{x.state}\n{interest_words(x)}" for x in interests))


def _locked(cycle: ReturnCycle) -> ReturnCycle:
    rows = ReturnCycle.objects.select_for_update(of=("self",))
    return rows.select_related("body").get(pk=cycle.pk)


def _as_it_was(interest: Interest) -> dict[str, str | int]:
    return {
        "id": interest.pk,
        "type": label_of(is_direct=interest.is_direct, kind=interest.kind),
        "organisation": organisation_words(interest),
        "nature": interest.nature,
    }


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Write what is due today: that a round opened, reminders to who has not returned,
    and, the day after its last day, word to the chair and the office.

    Each letter is written once, however often this runs; gives the number of letters.
    """
    today = localdate(at)
    count = 0
    for cycle in cycles_open_on(today):
        count += _tell_it_is_open(cycle, at)
        step = reminder_step(cycle.closes_on, today)
        if step is not None:
            count += _remind_of(cycle, step, at)
    closed = ReturnCycle.objects.filter(closes_on__lt=today).select_related("body")
    # A round that closed long ago was told of long ago.
    for cycle in closed.filter(closes_on__gte=date.fromordinal(today.toordinal() - 7)):
        count += _tell_who_has_not(cycle, at)
    return count


def _tell_it_is_open(cycle: ReturnCycle, at: datetime) -> int:
    today = localdate(at)
    if today < cycle.opens_on:
        return 0
    notice = Notice(
        subject=f"{cycle.body}: your return of interests for {cycle.year}",
        text=(
            f"Please confirm by {longday(cycle.closes_on)} what you declared, or that"
            " there is nothing to declare. Where nothing has changed it takes one page."
        ),
        url=reverse("declarations:mine"),
        key=f"return-opened:{cycle.pk}",
    )
    people = not_returned(cycle, today)
    return notify(notice, to=_users(people), at=at)


def _remind_of(cycle: ReturnCycle, step: int, at: datetime) -> int:
    notice = Notice(
        subject=f"{cycle.body}: your return of interests is due",
        text=(
            f"Your return of interests for {cycle.year} is due by"
            f" {longday(cycle.closes_on)}. You choose at /account/notices/ whether you"
            " get reminders."
        ),
        url=reverse("declarations:mine"),
        key=f"return-due:{cycle.pk}:{cycle.closes_on}:{step}",
        kind=LetterKind.REMINDER,
    )
    return notify(notice, to=_users(not_returned(cycle, localdate(at))), at=at)


def _tell_who_has_not(cycle: ReturnCycle, at: datetime) -> int:
    today = localdate(at)
    missing = not_returned(cycle, today)
    if not missing:
        return 0
    people = "1 person has" if len(missing) == 1 else f"{len(missing)} people have"
    notice = Notice(
        subject=f"{cycle.body}: returns of interests outstanding",
        text=(
            f"The round for {cycle.year} closed on {longday(cycle.closes_on)}, and"
            f" {people} not returned. The portal says who."
        ),
        url=reverse("declarations:returns", kwargs={"slug": cycle.body.slug}),
        key=f"return-outstanding:{cycle.pk}:{cycle.closes_on}",
    )
    users = users_with(cycle.body_id, (Role.CHAIR, *OFFICE_ROLES), today)
    return notify(notice, to=users, at=at)


def _users(people: list[Person]) -> list[object]:
    return [person.user for person in people if person.user is not None]
