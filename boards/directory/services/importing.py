"""Taking over a table of organisations that somebody has looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from boards.directory.enums import OrganisationKind
from boards.directory.importers import (
    Outcome,
    Plan,
    PlannedRow,
    plan_import,
    read_organisations,
)
from boards.directory.models import (
    IntegratedCareSystem,
    Organisation,
    OrganisationService,
)
from boards.directory.permissions import may_keep_directory
from boards.directory.rules import upper_tier_of
from ics_portal.core.audit.history import (
    bulk_create,
    bulk_update,
    save_with_reason,
    set_many_with_reason,
)
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

IMPORTED = "Imported from a table"
_CHANGED_FIELDS = (
    "name",
    "kind",
    "ods_code",
    "ons_code",
    "starts_on",
    "ends_on",
    "is_upper_tier",
)


class PlanStale(Exception):
    """What would happen now is not what was shown; ``plan`` is what would happen now."""

    def __init__(self, plan: Plan, message: str) -> None:
        super().__init__(message)
        self.plan = plan
        self.message = message


@dataclass(frozen=True, slots=True)
class Imported:
    """How many were added, changed and left out."""

    added: int
    changed: int
    left_out: int


@transaction.atomic
def import_organisations(
    *,
    text: str,
    text_hash: str,
    plan_hash: str,
    into: IntegratedCareSystem | None = None,
    leave_out_doubtful: bool = False,
    actor: Actor,
    at: datetime,
) -> Imported:
    """Do what the preview showed, all of it or nothing.

    The text is read and compared afresh. Raises PlanStale where the text is not the one
    that was shown or the directory changed meanwhile, and RuleBroken (DIR-7) while there
    are doubtful rows that nobody agreed to leave out.
    """
    require(may_keep_directory(actor))
    plan = plan_import(text, read_organisations(text), into=into)
    if plan.text_hash != text_hash:
        raise PlanStale(plan, "This is not the text that was shown. Look at it again.")
    if plan.plan_hash != plan_hash:
        raise PlanStale(
            plan,
            "The directory changed after the table was read. This is what would happen"
            " now; nothing was saved.",
        )
    doubtful = plan.of(Outcome.DOUBTFUL)
    if doubtful and not leave_out_doubtful:
        raise RuleBroken(
            "DIR-7",
            "Say that the doubtful rows are left out, or correct them in the table and"
            " read it again.",
            field="leave_out",
        )
    new, changed = plan.of(Outcome.NEW), plan.of(Outcome.CHANGED)
    _add(new, actor, at)
    _change(changed, actor, at)
    return Imported(len(new), len(changed), len(doubtful))


def _add(rows: tuple[PlannedRow, ...], actor: Actor, at: datetime) -> None:
    added = bulk_create(
        Organisation, [_organisation(each) for each in rows], IMPORTED, actor=actor
    )
    services = [
        OrganisationService(
            organisation=one,
            service=service,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one, each in zip(added, rows, strict=True)
        for service in each.add_services
    ]
    bulk_create(OrganisationService, services, IMPORTED, actor=actor)
    systems = IntegratedCareSystem.objects.in_bulk()
    for one, each in zip(added, rows, strict=True):
        if each.add_system_ids:
            its_own = [systems[pk] for pk in each.add_system_ids]
            set_many_with_reason(one, "systems", its_own, IMPORTED, actor=actor)
        record(
            verb="directory.organisation_added",
            target=one,
            actor=actor,
            at=at,
            reason=IMPORTED,
        )


def _organisation(each: PlannedRow) -> Organisation:
    row = each.row
    is_council = row.kind == OrganisationKind.LOCAL_AUTHORITY
    return Organisation(
        name=row.name,
        kind=row.kind
        or OrganisationKind.OTHER,  # a new row has one, else it is doubted
        ods_code=row.ods_code,
        ons_code=row.ons_code,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_upper_tier=upper_tier_of(row.ons_code) if is_council else None,
    )


def _change(rows: tuple[PlannedRow, ...], actor: Actor, at: datetime) -> None:
    ids = [each.organisation_id for each in rows]
    stored = Organisation.objects.select_for_update().in_bulk(
        [pk for pk in ids if pk is not None]
    )
    fresh_services = []
    for each in rows:
        one = stored[each.organisation_id or 0]
        for change in each.changes:
            setattr(one, change.field, getattr(each.row, change.field))
        if one.is_upper_tier is None and one.kind == OrganisationKind.LOCAL_AUTHORITY:
            one.is_upper_tier = upper_tier_of(one.ons_code)
        fresh_services += [
            OrganisationService(
                organisation=one,
                service=service,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
            )
            for service in each.add_services
        ]
    bulk_update(Organisation, stored.values(), _CHANGED_FIELDS, IMPORTED, actor=actor)
    bulk_create(OrganisationService, fresh_services, IMPORTED, actor=actor)
    for each in rows:
        one = stored[each.organisation_id or 0]
        if any(change.field == "ends_on" for change in each.changes):
            still = one.services.filter(Q(ends_on=None) | Q(ends_on__gt=one.ends_on))
            for row in still:
                row.ends_on = one.ends_on
                save_with_reason(row, IMPORTED, actor=actor)
        if each.add_system_ids:
            systems = IntegratedCareSystem.objects.filter(
                Q(pk__in=each.add_system_ids) | Q(organisations=one)
            ).distinct()
            set_many_with_reason(one, "systems", systems, IMPORTED, actor=actor)
        record(
            verb="directory.organisation_changed",
            target=one,
            actor=actor,
            at=at,
            reason=IMPORTED,
        )
