"""What others do about a declaration: reviewing it, and deciding on an objection."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boards.meetings.rules.words import clean_reason
from declarations.enums import InterestState, Showing
from declarations.models import Interest
from declarations.permissions import (
    may_decide_showing,
    may_declare_for,
    may_review_interest,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require


@transaction.atomic
def review_interest(
    *, interest: Interest, words: str = "", actor: Actor, at: datetime
) -> Interest:
    """Say that a declaration was looked at, with what was agreed, if anything."""
    locked = _locked(interest)
    require(may_review_interest(actor, locked))
    if locked.state != InterestState.DECLARED:
        raise RuleBroken(
            "DCL-5",
            "Nothing waits for review here: it was reviewed or withdrawn meanwhile.",
        )
    locked.state, locked.state_reason = InterestState.REVIEWED, words.strip()
    locked.reviewed_at, locked.reviewed_by_id = at, actor.user_id
    save_with_reason(locked, words.strip() or "Reviewed", actor=actor)
    record(verb="interests.reviewed", target=locked, actor=actor, at=at, reason=words)
    return locked


@transaction.atomic
def object_to_publication(
    *, interest: Interest, reason: str, actor: Actor, at: datetime
) -> Interest:
    """Ask that an interest is not published, and why; it is held back until decided.

    The lawful basis of publication is a duty, not consent (nhs-practice 6.3): only a
    real risk of harm, or a legal bar, is a reason.
    """
    locked = _locked(interest)
    require(may_declare_for(actor, locked.person))
    if locked.showing != Showing.PUBLIC or locked.state == InterestState.WITHDRAWN:
        raise RuleBroken(
            "DCL-6", "Only what is published can be objected to, and once at a time."
        )
    locked.objection = clean_reason(
        reason, ask="Say what harm publishing it would do.", rule="DCL-6"
    )
    locked.showing = Showing.ASKED
    save_with_reason(locked, "Objection to publication", actor=actor)
    # The reason itself is for those who decide; the audit trail has more readers.
    record(verb="interests.objected", target=locked.person, actor=actor, at=at)
    return locked


@transaction.atomic
def decide_objection(
    *, interest: Interest, withhold: bool, reason: str, actor: Actor, at: datetime
) -> Interest:
    """Withhold an entry, or publish it, and say why; somebody else than its person does.

    What is withheld may be published later in the same way.
    """
    locked = _locked(interest)
    require(may_decide_showing(actor, locked))
    if locked.showing not in (Showing.ASKED, Showing.WITHHELD):
        raise RuleBroken("DCL-6", "Nobody objects to publishing this.")
    locked.showing_reason = clean_reason(
        reason, ask="Say why, for the record.", rule="DCL-6"
    )
    locked.showing = Showing.WITHHELD if withhold else Showing.PUBLIC
    locked.showing_decided_at, locked.showing_decided_by_id = at, actor.user_id
    save_with_reason(locked, locked.showing_reason, actor=actor)
    record(
        verb="interests.withheld" if withhold else "interests.published",
        target=locked.person,
        actor=actor,
        at=at,
    )
    return locked


def _locked(interest: Interest) -> Interest:
    rows = Interest.objects.select_for_update(of=("self",)).select_related("person")
    locked: Interest = rows.get(pk=interest.pk)
    return locked
