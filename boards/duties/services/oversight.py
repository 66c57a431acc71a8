"""Ratings and actions of regulators: recorded, followed, ended (ACC-04, ACC-06)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.permissions import may_keep_map
from boards.bodies.rules.days import said, span_words
from boards.bodies.services.frame import (
    check_choice,
    check_days,
    check_reason,
    check_words,
    end_row,
    give_way,
    latest,
    lock_system,
    refuse_if,
    tidy,
)
from boards.directory.selectors.history import latest_change_id
from boards.duties.enums import ActionKind, RatingStatus
from boards.duties.models import OversightRating, RegulatoryAction
from boards.duties.rules.oversight import wrong_segment, wrong_successor, wrong_taker
from boards.duties.selectors.oversight import ratings_of, same_scheme
from boards.duties.services.checking import fits
from ics_portal.core.audit import record
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem, Organisation
    from ics_portal.accounts.actor import Actor

SCHEME_LENGTH, SOURCE_LENGTH, NOTE_LENGTH = 120, 200, 500
CHANGED = (
    "Somebody changed this after you opened the form. Look at both, then save again if"
    " yours is still right."
)


def rating_words(one: OversightRating) -> str:
    """A rating on one line, as a form shows it."""
    words = (
        f"{one.get_segment_display()}; {one.get_status_display().lower()};"
        f" {span_words(one.starts_on, one.ends_on)}"
    )
    return "; ".join(part for part in (words, one.source, one.note) if part)


@transaction.atomic
def record_rating(
    *,
    system: IntegratedCareSystem,
    organisation: Organisation | None,
    scheme: str,
    segment: int,
    status: str,
    starts_on: date,
    source: str = "",
    note: str = "",
    reason: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> OversightRating:
    """Record the segment of an organisation, or of the system where it is None.

    It ends the rating of the same scheme the day before. From the same day a final one
    takes the place of an expected one, and a corrected one (with ``reason``) that of its
    own sort; history keeps what it said. ``seen`` is the newest change of ratings the form
    knew of; raises EditConflict where this one was changed since.
    """
    require(may_keep_map(actor, system))
    lock_system(system)
    scheme = check_words(scheme, "scheme", "Say by which framework, and of which year.")
    fits(scheme, SCHEME_LENGTH, "scheme")
    source, note = tidy(source), tidy(note)
    fits(source, SOURCE_LENGTH, "source")
    fits(note, NOTE_LENGTH, "note")
    refuse_if(wrong_segment(segment), "ACC-04", "segment")
    check_choice(status, RatingStatus, "status", "a sort of rating")
    if organisation is not None:
        _check_ours(system, organisation, starts_on, "organisation")
    rows = same_scheme(ratings_of(system, organisation), scheme)
    new = OversightRating(
        system=system,
        organisation=organisation,
        scheme=scheme,
        segment=segment,
        status=status,
        source=source,
        note=note,
        starts_on=starts_on,
    )
    before = latest(rows)
    if seen is not None and before is not None and latest_change_id(before) > seen:
        raise EditConflict(
            CHANGED,
            field="",
            mine=rating_words(new),
            theirs="\n".join(rating_words(one) for one in rows),
        )
    if before is not None and before.starts_on == starts_on:
        rating, verb = _take_place(before, new, reason, actor)
    else:
        give_way(before, starts_on, what="The rating", reason="Rated anew", actor=actor)
        rating = save_with_reason(new, "Rating recorded", actor=actor)
        verb = "duties.rating_recorded"
    record(verb=verb, target=rating, actor=actor, at=at, reason=tidy(reason))
    return rating


def _take_place(
    before: OversightRating, new: OversightRating, reason: str, actor: Actor
) -> tuple[OversightRating, str]:
    """Write a rating over the one of the same day; history keeps what that said."""
    refuse_if(
        wrong_successor(before=before.status, status=new.status), "DUT-20", "status"
    )
    if before.status == new.status:
        if not tidy(reason):
            raise RuleBroken(
                "BDY-4",
                "A rating of this scheme from this day is recorded already. Say why you"
                " correct it, or choose a later day.",
                field="reason",
            )
        why, verb = tidy(reason), "duties.rating_corrected"
    else:
        why = tidy(reason) or "Final, in place of the expected one"
        verb = "duties.rating_made_final"
    for name in ("scheme", "segment", "status", "source", "note"):
        setattr(before, name, getattr(new, name))
    return save_with_reason(before, why, actor=actor), verb


@transaction.atomic
def end_rating(
    *,
    rating: OversightRating,
    ends_on: date,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> OversightRating:
    """The rating no longer holds after a day, and none takes its place."""
    require(may_keep_map(actor, rating.system))
    lock_system(rating.system)
    row = OversightRating.objects.get(pk=rating.pk)
    reason = check_reason(reason)
    if seen is not None and latest_change_id(row) > seen:
        raise EditConflict(
            CHANGED,
            field="",
            mine=f"Ends on {said(ends_on)}: {reason}",
            theirs=rating_words(row),
        )
    end_row(row, ends_on=ends_on, reason=reason, what="The rating", actor=actor)
    record(verb="duties.rating_ended", target=row, actor=actor, at=at, reason=reason)
    return row


@transaction.atomic
def record_action(
    *,
    system: IntegratedCareSystem,
    about: Organisation,
    taken_by: Organisation,
    kind: str,
    words: str,
    starts_on: date,
    ends_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> RegulatoryAction:
    """Record what NHS England did about an organisation of the system.

    Raises RuleBroken (ACC-06) where anybody else would be said to have done it.
    """
    require(may_keep_map(actor, system))
    lock_system(system)
    check_choice(kind, ActionKind, "kind", "a kind of action")
    words = check_words(words, "words", "Say what was done.")
    fits(words, NOTE_LENGTH, "words")
    check_days(starts_on, ends_on, "The action")
    _check_ours(system, about, starts_on, "about")
    refuse_if(
        wrong_taker(kind=taken_by.kind, name=taken_by.name, ods_code=taken_by.ods_code),
        "ACC-06",
        "taken_by",
    )
    _check_open(taken_by, starts_on, "taken_by")
    told = {
        "system": system,
        "about": about,
        "taken_by": taken_by,
        "kind": kind,
        "words": words,
        "starts_on": starts_on,
    }
    if RegulatoryAction.objects.filter(**told).exists():
        raise RuleBroken("DUT-22", "This action is recorded already.", field="words")
    action = create_with_reason(
        RegulatoryAction, "Action recorded", actor=actor, ends_on=ends_on, **told
    )
    record(verb="duties.action_recorded", target=action, actor=actor, at=at)
    return action


@transaction.atomic
def end_action(
    *,
    action: RegulatoryAction,
    ends_on: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> RegulatoryAction:
    """The action is over after a day."""
    require(may_keep_map(actor, action.system))
    lock_system(action.system)
    row = RegulatoryAction.objects.get(pk=action.pk)
    reason = check_reason(reason)
    end_row(row, ends_on=ends_on, reason=reason, what="The action", actor=actor)
    record(verb="duties.action_ended", target=row, actor=actor, at=at, reason=reason)
    return row


def _check_ours(
    system: IntegratedCareSystem, one: Organisation, day: date, field: str
) -> None:
    """It is of the system, and open on the day (DUT-21)."""
    if not one.systems.filter(pk=system.pk).exists():
        raise RuleBroken(
            "DUT-21", f"{one} is no organisation of {system}.", field=field
        )
    _check_open(one, day, field)


def _check_open(one: Organisation, day: date, field: str) -> None:
    if not one.is_in_force_on(day):
        raise RuleBroken("DUT-21", f"{one} is not open on {said(day)}.", field=field)
