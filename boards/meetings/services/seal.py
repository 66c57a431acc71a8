"""The register of sealing: one use of a body's seal after another."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.bodies.services.frame import lock
from boards.meetings.models import Decision, SealUse
from boards.meetings.permissions import may_record_decision
from boards.meetings.rules.words import one_line
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require


@dataclass(frozen=True, slots=True, kw_only=True)
class SealDetails:
    """What was sealed, between whom, when, and who attested it."""

    sealed_on: date
    document: str
    attested_by: str
    parties: str = ""
    decision_id: int | None = None


@transaction.atomic
def record_seal_use(
    *, body: Body, details: SealDetails, actor: Actor, at: datetime
) -> SealUse:
    """Enter a use of the seal under the next number of the body (DEC-10)."""
    require(may_record_decision(actor, body))
    lock(body)
    details = replace(
        details,
        document=one_line(details.document),
        attested_by=one_line(details.attested_by),
        parties=one_line(details.parties),
    )
    _check(body, details, today=localdate(at))
    last = SealUse.objects.filter(body=body).aggregate(last=Max("number"))["last"]
    made = create_with_reason(
        SealUse,
        "Seal used",
        actor=actor,
        body=body,
        number=(last or 0) + 1,
        **asdict(details),
    )
    record(verb="seal_used", target=made, actor=actor, at=at)
    return made


def _check(body: Body, details: SealDetails, *, today: date) -> None:
    needed = {
        "document": (details.document, "Say what was sealed."),
        "attested_by": (details.attested_by, "Say who attested the sealing."),
    }
    for field, (words, ask) in needed.items():
        if not words:
            raise RuleBroken("DEC-10", ask, field=field)
        if len(words) > 300:
            raise RuleBroken("DEC-10", "Shorten it to 300 letters.", field=field)
    if len(details.parties) > 300:
        raise RuleBroken("DEC-10", "Shorten it to 300 letters.", field="parties")
    if details.sealed_on > today:
        raise RuleBroken(
            "DEC-10", "Give the day it was sealed, today or before.", field="sealed_on"
        )
    if details.decision_id is None:
        return
    decision = Decision.objects.filter(pk=details.decision_id, body=body).first()
    if decision is None:
        raise RuleBroken(
            "DEC-10", "Choose a decision of the same body.", field="decision"
        )
    if decision.decided_on > details.sealed_on:
        raise RuleBroken(
            "DEC-10",
            f"The decision is of {decision.decided_on:%-d %B %Y}: nothing was sealed by"
            " it before.",
            field="sealed_on",
        )
