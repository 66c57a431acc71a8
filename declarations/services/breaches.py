"""Recording what was not declared or handled as it should, and publishing it unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.directory.models import Person
from declarations.models import Breach
from declarations.permissions import may_keep_register
from declarations.rules.breaches import check_breach, named_in
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachDetails:
    """What happened on which day, what came of it, and what was done."""

    happened_on: date | None
    what: str
    impact: str
    action: str


@transaction.atomic
def record_breach(
    *, body: Body, details: BreachDetails, actor: Actor, at: datetime
) -> Breach:
    """Write it down for the office; nobody else sees it before it is published.

    Raises RuleBroken (BRE-1) with the field at fault.
    """
    require(may_keep_register(actor, body))
    breach = create_with_reason(
        Breach,
        "Recorded",
        actor=actor,
        body=body,
        **_fields(details, today=localdate(at)),
    )
    record(verb="declarations.breach_recorded", target=breach, actor=actor, at=at)
    return breach


@transaction.atomic
def change_breach(
    *, breach: Breach, details: BreachDetails, actor: Actor, at: datetime
) -> Breach:
    """Put right what was written; once published it stays as it is (BRE-2)."""
    now = _of_the_office(breach, actor)
    for name, value in _fields(details, today=localdate(at)).items():
        setattr(now, name, value)
    save_with_reason(now, "Changed", actor=actor)
    record(verb="declarations.breach_changed", target=now, actor=actor, at=at)
    return now


@transaction.atomic
def publish_breach(*, breach: Breach, actor: Actor, at: datetime) -> Breach:
    """Show it in the public register; refused while it names anybody (BRE-3)."""
    now = _of_the_office(breach, actor)
    for field in ("what", "impact", "action"):
        if names := named_in(getattr(now, field), _names(now.body)):
            raise RuleBroken(
                "BRE-3",
                f"A breach is published without names. Take out: {', '.join(names)}.",
                field=field,
            )
    now.published_at, now.published_by_id = at, actor.user_id
    save_with_reason(now, "Published", actor=actor)
    record(verb="declarations.breach_published", target=now, actor=actor, at=at)
    return now


def _of_the_office(breach: Breach, actor: Actor) -> Breach:
    require(may_keep_register(actor, breach.body))
    now = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if now.published_at is not None:
        raise RuleBroken("BRE-2", "This was published, and stays as it was published.")
    return now


def _names(body: Body) -> list[str]:
    """Everybody who has, or had, a part in the body."""
    people = Person.objects.filter(
        Q(body_roles__body=body) | Q(appointments__seat__body=body)
    )
    return list(people.distinct().values_list("name", flat=True))


def _fields(details: BreachDetails, *, today: date) -> dict[str, object]:
    words = {
        name: visible(getattr(details, name)).strip()
        for name in ("what", "impact", "action")
    }
    check_breach(details.happened_on, words, today=today)
    return {"happened_on": details.happened_on, **words}
