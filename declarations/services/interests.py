"""Declaring interests, changing, ending and withdrawing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from boards.bodies.services.seen import mark_of
from boards.directory.models import Organisation, Person
from boards.meetings.rules.words import clean_reason, one_line
from declarations.enums import InterestState, Showing, SubType
from declarations.models import Interest, InterestParty
from declarations.permissions import may_declare_for
from declarations.rules.interests import (
    Declaration,
    check_declaration,
    check_length,
    read_share,
)
from declarations.selectors.interests import interest_words, sits_at_a_table
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    create_with_reason,
    delete_with_reason,
    record,
    save_with_reason,
)
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestDetails:
    """What a person says of one interest. ``share`` is as typed; ``organisation_name`` is
    for what the directory does not have."""

    kind: str
    nature: str
    arose_on: date | None
    sub_type: str = SubType.OTHER
    is_direct: bool = True
    relationship: str = ""
    organisation: Organisation | None = None
    organisation_name: str = ""
    business: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    share: str = ""
    mitigation: str = ""
    is_routine: bool = False


def check_details(details: InterestDetails, *, today: date) -> dict[str, Any]:
    """The fields of the row; raises RuleBroken with the field at fault."""
    typed = one_line(details.organisation_name)
    check_declaration(
        Declaration(
            kind=details.kind,
            nature=details.nature,
            arose_on=details.arose_on,
            is_direct=details.is_direct,
            relationship=details.relationship,
            sub_type=details.sub_type,
            has_organisation=bool(details.organisation or typed),
            starts_on=details.starts_on,
            ends_on=details.ends_on,
            is_routine=details.is_routine,
        ),
        today=today,
    )
    check_length(details.mitigation, field="mitigation")
    if details.organisation and typed:
        raise RuleBroken(
            "DCL-1",
            "Choose the organisation or write its name, not both.",
            field="organisation_name",
        )
    if len(typed) > 300:
        raise RuleBroken(
            "DCL-1", "Shorten the name to 300 letters.", field="organisation_name"
        )
    return {
        "kind": details.kind,
        "sub_type": details.sub_type,
        "is_direct": details.is_direct,
        "relationship": details.relationship,
        "organisation_name": typed,
        "business": one_line(details.business)[:300],
        "nature": visible(details.nature).strip(),
        "starts_on": details.starts_on,
        "ends_on": details.ends_on,
        "share": read_share(details.share),
        "mitigation": visible(details.mitigation).strip(),
        "is_routine": details.is_routine,
        "arose_on": details.arose_on,
    }


@transaction.atomic
def declare_interest(
    *,
    person: Person,
    details: InterestDetails,
    objection: str = "",
    actor: Actor,
    at: datetime,
) -> Interest:
    """Put an interest on record; it is matched with the meetings ahead.

    Of who sits at no table nothing is published (nhs-practice 6.3). ``objection`` is why
    it should not be; somebody else decides on it. Raises RuleBroken with its field.
    """
    require(may_declare_for(actor, person))
    today = localdate(at)
    fields = check_details(details, today=today)
    showing = Showing.PUBLIC if sits_at_a_table(person.pk, today) else Showing.INTERNAL
    objection = visible(objection).strip()
    check_length(objection, field="objection")
    if objection and showing == Showing.PUBLIC:
        showing = Showing.ASKED
    interest = create_with_reason(
        Interest,
        "Declared",
        actor=actor,
        person=person,
        declared_at=at,
        declared_by_id=actor.user_id,
        confirmed_on=today,
        showing=showing,
        objection=objection,
        **fields,
    )
    _name_organisation(interest, details.organisation, "Declared", actor)
    note("declared", interest, actor=actor, at=at)
    return interest


@transaction.atomic
def change_interest(
    *,
    interest: Interest,
    details: InterestDetails,
    reason: str,
    seen: str = "",
    actor: Actor,
    at: datetime,
) -> Interest:
    """Say an interest anew: the clock runs from the day it changed, and it waits for
    review again. What was said before stays in its history.

    ``seen`` is the mark of what the form showed; another raises EditConflict.
    """
    locked = _locked(interest, actor)
    now = interest_words(locked)
    fields = check_details(details, today=localdate(at))
    if seen and seen != mark_of(now):
        raise EditConflict(
            "Somebody changed this after you opened the form. Look at both, then save"
            " again if yours is still right.",
            field="",
            mine=details.nature,
            theirs=now,
        )
    reason = clean_reason(reason, ask="Say what changed, and why.", rule="DCL-3")
    if fields["arose_on"] < locked.arose_on:
        raise RuleBroken(
            "DCL-2",
            f"Enter {locked.arose_on:%-d %B %Y}, when it was last said to arise or"
            " change, or a later day.",
            field="arose_on",
        )
    for name, value in fields.items():
        setattr(locked, name, value)
    _said_anew(locked, reason, actor=actor, at=at)
    _name_organisation(locked, details.organisation, reason, actor)
    note("changed", locked, actor=actor, at=at, reason=reason)
    return locked


@transaction.atomic
def end_interest(
    *, interest: Interest, ends_on: date, reason: str, actor: Actor, at: datetime
) -> Interest:
    """Give an interest its last day, which is a change of that day.

    It stays on the public register for six months more and on record for six years.
    """
    locked = _locked(interest, actor)
    reason = clean_reason(reason, ask="Say why it ended.", rule="DCL-3")
    today = localdate(at)
    if ends_on > today:
        raise RuleBroken(
            "DCL-2",
            "Enter today or an earlier day: it has not ended yet.",
            field="ends_on",
        )
    if locked.starts_on is not None and ends_on < locked.starts_on:
        raise RuleBroken(
            "DCL-2",
            f"The last day must not be before the first, {locked.starts_on:%-d %B %Y}.",
            field="ends_on",
        )
    locked.ends_on = ends_on
    locked.arose_on = max(ends_on, locked.arose_on)
    _said_anew(locked, reason, actor=actor, at=at)
    note("ended", locked, actor=actor, at=at, reason=reason)
    return locked


@transaction.atomic
def withdraw_interest(
    *, interest: Interest, reason: str, actor: Actor, at: datetime
) -> Interest:
    """Take back what was declared by mistake.

    Registers of earlier days show it as they did: nothing of its history is taken away.
    """
    locked = _locked(interest, actor)
    locked.state_reason = clean_reason(
        reason, ask="Say why it is withdrawn.", rule="DCL-4"
    )
    locked.state = InterestState.WITHDRAWN
    save_with_reason(locked, locked.state_reason, actor=actor)
    note("withdrawn", locked, actor=actor, at=at, reason=locked.state_reason)
    return locked


@transaction.atomic
def confirm_interests(*, person: Person, actor: Actor, at: datetime) -> list[Interest]:
    """Confirm today all that is on record and has not ended; gives what was confirmed.

    What was kept inside is shown once its person sits at a table.
    """
    require(may_declare_for(actor, person))
    today = localdate(at)
    shown = sits_at_a_table(person.pk, today)
    rows = Interest.objects.select_for_update(of=("self",)).filter(person=person)
    found = list(rows.standing().going_on(today))
    for interest in found:
        interest.confirmed_on = today
        if shown and interest.showing == Showing.INTERNAL:
            interest.showing = Showing.PUBLIC
        save_with_reason(interest, "Confirmed", actor=actor)
    record(
        verb="interests.confirmed",
        target=person,
        actor=actor,
        at=at,
        detail={"interests": [interest.pk for interest in found]},
    )
    return found


def _locked(interest: Interest, actor: Actor) -> Interest:
    """The row as it is now, nobody else changing it; what was withdrawn is over."""
    rows = Interest.objects.select_for_update(of=("self",)).select_related("person")
    locked: Interest = rows.get(pk=interest.pk)
    require(may_declare_for(actor, locked.person))
    if locked.state == InterestState.WITHDRAWN:
        raise RuleBroken(
            "DCL-4", "This declaration was withdrawn. Declare the interest anew."
        )
    return locked


def _said_anew(interest: Interest, reason: str, *, actor: Actor, at: datetime) -> None:
    interest.declared_at, interest.declared_by_id = at, actor.user_id
    interest.confirmed_on = localdate(at)
    interest.state = InterestState.DECLARED
    interest.reviewed_at = interest.reviewed_by_id = None
    save_with_reason(interest, reason, actor=actor)


def _name_organisation(
    interest: Interest, organisation: Organisation | None, reason: str, actor: Actor
) -> None:
    """Say in which organisation of the directory it is; one that was named stays."""
    named = {row.organisation_id: row for row in interest.parties.all()}
    if organisation is not None and organisation.pk in named:
        return
    for row in named.values():
        delete_with_reason(row, reason, actor=actor)
    if organisation is not None:
        create_with_reason(
            InterestParty,
            reason,
            actor=actor,
            interest=interest,
            organisation=organisation,
        )


def note(
    verb: str, interest: Interest, *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """The audit event, and word to the rooms that match interests."""
    record(verb=f"interests.{verb}", target=interest, actor=actor, at=at, reason=reason)
    tell("interests_changed", {"person_id": interest.person_id})
