"""How a body handles conflicts: holding papers, readers' copies, standing rulings."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.bodies.services.frame import lock
from boards.directory.models import Organisation, Person
from boards.meetings.enums import RulingOption
from boards.meetings.models import ItemParticipation
from boards.meetings.rules.rulings import ruling_words
from boards.meetings.rules.words import clean_reason
from declarations.enums import HoldRule
from declarations.models import ConflictSettings, StandingRuling
from declarations.permissions import may_set_conflicts
from declarations.selectors.overlaps import people_of
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require


@transaction.atomic
def set_conflicts(
    *, body: Body, hold: str, name_on_pages: bool, actor: Actor, at: datetime
) -> ConflictSettings:
    """Say what happens to papers until the chair rules, and what readers' copies carry.

    Raises RuleBroken (CONF-5) where that would open papers to the actor: whoever has the
    interest does not decide on it (DOI-10).
    """
    require(may_set_conflicts(actor, body))
    lock(body)
    if hold not in HoldRule.values:
        raise RuleBroken("CONF-5", "Choose what happens to the papers.", field="hold")
    if hold != HoldRule.HOLD and _held_from(actor, body):
        raise RuleBroken(
            "CONF-5",
            "Papers are held from you until somebody rules. Until then somebody else"
            " changes this.",
            field="hold",
        )
    row = ConflictSettings.objects.filter(body=body).first()
    row = row or ConflictSettings(body=body)
    row.hold, row.name_on_pages = hold, name_on_pages
    save_with_reason(row, "Settings of conflicts", actor=actor)
    detail = {"hold": hold, "name_on_pages": name_on_pages}
    record(verb="conflicts.set", target=row, actor=actor, at=at, detail=detail)
    tell("conflict_settings_changed", {"body_id": body.pk})
    return row


def _held_from(actor: Actor, body: Body) -> bool:
    """Whether papers are held from the actor that a setting would release."""
    held = ItemParticipation.objects.filter(
        item__meeting__body=body, papers_withheld=True, ruling__isnull=True
    )
    return held.filter(person_id=actor.person_id or 0).exists()


@transaction.atomic
def make_standing_ruling(
    *,
    body: Body,
    person: Person,
    organisation: Organisation,
    option: str,
    words: str,
    ruled_by: Person,
    starts_on: date | None,
    actor: Actor,
    at: datetime,
) -> StandingRuling:
    """Rule once on what concerns a partner member's own organisation (DOI-16).

    Its matches then wait for nobody. Both sit in the body; nobody rules on oneself, and
    one ruling at a time holds for a person and an organisation.
    """
    require(may_set_conflicts(actor, body))
    lock(body)
    starts_on = starts_on or localdate(at)
    at_table = people_of(body.pk, max(starts_on, localdate(at)))
    if person.pk not in at_table:
        raise RuleBroken("CONF-5", "Choose a member of this body.", field="person")
    if ruled_by.pk == person.pk or actor.person_id == person.pk:
        raise RuleBroken(
            "DOI-10",
            "Nobody rules on an own interest: choose another.",
            field="ruled_by",
        )
    if ruled_by.pk not in at_table:
        raise RuleBroken("CONF-5", "Choose who presides here.", field="ruled_by")
    if option not in RulingOption.values:
        raise RuleBroken("CONF-5", "Choose how the person takes part.", field="option")
    before = StandingRuling.objects.filter(
        body=body, person=person, organisation=organisation
    )
    if any(row.ends_on is None or row.ends_on >= starts_on for row in before):
        raise RuleBroken(
            "CONF-5",
            f"A standing ruling on {person} and {organisation} is there. End it first.",
            field="organisation",
        )
    office = ruled_by.post_title or "chair"
    row = create_with_reason(
        StandingRuling,
        "Standing ruling",
        actor=actor,
        body=body,
        person=person,
        organisation=organisation,
        option=option,
        words=visible(words).strip()
        or ruling_words(option, who=person.name, presiding=office),
        ruled_by=ruled_by,
        starts_on=starts_on,
    )
    record(verb="conflicts.ruled_standing", target=row, actor=actor, at=at)
    tell("conflict_settings_changed", {"body_id": body.pk})
    return row


@transaction.atomic
def end_standing_ruling(
    *, ruling: StandingRuling, ends_on: date, reason: str, actor: Actor, at: datetime
) -> StandingRuling:
    """Give a standing ruling its last day; matches after it wait for the chair again."""
    locked = StandingRuling.objects.select_related("body").get(pk=ruling.pk)
    require(may_set_conflicts(actor, locked.body))
    lock(locked.body)
    locked.refresh_from_db()
    reason = clean_reason(reason, ask="Say why it ends.", rule="CONF-5")
    if locked.starts_on is not None and ends_on < locked.starts_on:
        raise RuleBroken(
            "CONF-5",
            f"The last day must not be before the first, {locked.starts_on:%-d %B %Y}.",
            field="ends_on",
        )
    if locked.ends_on is not None and ends_on > locked.ends_on:
        raise RuleBroken(
            "CONF-5",
            f"It ends on {locked.ends_on:%-d %B %Y} already; it cannot be made longer.",
            field="ends_on",
        )
    locked.ends_on = ends_on
    save_with_reason(locked, reason, actor=actor)
    record(
        verb="conflicts.standing_ended",
        target=locked,
        actor=actor,
        at=at,
        reason=reason,
    )
    tell("conflict_settings_changed", {"body_id": locked.body_id})
    return locked
