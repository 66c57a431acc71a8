"""Organisations are added, changed and closed; never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.directory.enums import OrganisationKind, Service
from boards.directory.models import (
    IntegratedCareSystem,
    Organisation,
    OrganisationService,
)
from boards.directory.permissions import may_keep_directory
from boards.directory.rules import (
    ONE_DAY,
    said,
    upper_tier_of,
    wrong_closing,
)
from boards.directory.services.checking import (
    code_still_free,
    codes_right,
    kind_known,
    locked,
    reason_given,
    service_known,
    span_right,
    unchanged_since,
    words,
)
from boards.directory.services.succession import (
    end_with_services,
    fits_its_successions,
)
from boards.directory.services.systems import ADDED
from ics_portal.core.audit.history import (
    create_with_reason,
    save_with_reason,
    set_many_with_reason,
)
from ics_portal.core.audit.services import record
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

LABELS = {
    "name": "Name",
    "kind": "Kind",
    "short_name": "Short name",
    "ods_code": "ODS code",
    "ons_code": "ONS code",
    "starts_on": "Opened",
    "ends_on": "Closed",
    "is_upper_tier": "Provides social care",
    "note": "Note",
}


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """What is kept of an organisation. ``ends_on`` is its last day.

    ``is_upper_tier`` is None where nobody said it; a council's ONS code then does.
    """

    name: str
    kind: str
    short_name: str = ""
    ods_code: str = ""
    ons_code: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    is_upper_tier: bool | None = None
    note: str = ""

    def checked(self, own_pk: int = 0) -> OrganisationDetails:
        """The same, tidied. Raises RuleBroken (DIR-1 to DIR-5) at the field concerned."""
        name = words(self.name, field="name", what="the name", limit=200)
        short = words(
            self.short_name,
            field="short_name",
            what="the short name",
            limit=80,
            needed=False,
        )
        kind = kind_known(self.kind)
        ods, ons = codes_right(
            ods_code=self.ods_code, ons_code=self.ons_code, kind=kind, own_pk=own_pk
        )
        span_right(self.starts_on, self.ends_on, what=name)
        is_council = kind == OrganisationKind.LOCAL_AUTHORITY
        said_or_read = (
            upper_tier_of(ons) if self.is_upper_tier is None else self.is_upper_tier
        )
        return replace(
            self,
            name=name,
            short_name=short,
            kind=kind.value,
            ods_code=ods,
            ons_code=ons,
            is_upper_tier=said_or_read if is_council else None,
            note=self.note.strip(),
        )


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: str,
    systems: Iterable[IntegratedCareSystem] = (),
    services: Iterable[str] = (),
    short_name: str = "",
    ods_code: str = "",
    ons_code: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_upper_tier: bool | None = None,
    note: str = "",
    reason: str = ADDED,
    actor: Actor,
    at: datetime,
) -> Organisation:
    """Add an organisation, providing ``services`` from its first day to its last.

    A code may be missing; one of a wrong form, or of another organisation, is refused.
    """
    require(may_keep_directory(actor))
    details = OrganisationDetails(
        name=name,
        kind=kind,
        short_name=short_name,
        ods_code=ods_code,
        ons_code=ons_code,
        starts_on=starts_on,
        ends_on=ends_on,
        is_upper_tier=is_upper_tier,
        note=note,
    ).checked()
    with code_still_free():
        organisation = create_with_reason(
            Organisation, reason, actor=actor, **asdict(details)
        )
    if systems := list(systems):
        set_many_with_reason(organisation, "systems", systems, reason, actor=actor)
    for service in sorted({service_known(service) for service in services}):
        create_with_reason(
            OrganisationService,
            reason,
            actor=actor,
            organisation=organisation,
            service=service,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    record(verb="directory.organisation_added", target=organisation, actor=actor, at=at)
    return organisation


@transaction.atomic
def change_organisation(
    *,
    organisation: Organisation,
    details: OrganisationDetails,
    systems: Iterable[IntegratedCareSystem] | None = None,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Organisation:
    """Correct what is kept of an organisation. ``systems`` None leaves them as they are.

    ``seen`` is the newest history row the form showed: EditConflict with both texts when
    somebody changed the organisation since. A day of opening or closing that contradicts
    a recorded succession is refused (DIR-6).
    """
    require(may_keep_directory(actor))
    stored = locked(organisation)
    new = details.checked(own_pk=stored.pk)
    why = reason_given(reason)
    unchanged_since(stored, seen, asdict(new), labels=LABELS)
    fits_its_successions(stored, new)
    for name, value in asdict(new).items():
        setattr(stored, name, value)
    with code_still_free():
        save_with_reason(stored, why, actor=actor)
    if systems is not None:
        wanted = {system.pk: system for system in systems}
        if wanted.keys() != set(stored.systems.values_list("pk", flat=True)):
            set_many_with_reason(stored, "systems", wanted.values(), why, actor=actor)
    record(
        verb="directory.organisation_changed",
        target=stored,
        actor=actor,
        at=at,
        reason=why,
    )
    return stored


@transaction.atomic
def close_organisation(
    *,
    organisation: Organisation,
    on: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Organisation:
    """Close it with its last day; what it provides ends that day too."""
    require(may_keep_directory(actor))
    stored = locked(organisation)
    why = reason_given(reason)
    if problem := wrong_closing(stored.starts_on, stored.ends_on, on, name=stored.name):
        raise RuleBroken("DIR-4", problem, field="on")
    end_with_services(stored, on, why, actor)
    record(
        verb="directory.organisation_closed",
        target=stored,
        actor=actor,
        at=at,
        reason=why,
        detail={"on": on.isoformat()},
    )
    return stored


def open_services(organisation: Organisation) -> str:
    """The services without an end, as a form remembers having shown them."""
    still = organisation.services.filter(ends_on=None)
    return ",".join(still.order_by("service").values_list("service", flat=True))


@transaction.atomic
def say_services(
    *,
    organisation: Organisation,
    services: Iterable[str],
    on: date | None = None,
    reason: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Organisation:
    """Say what an organisation provides from ``on`` on: these services and no others.

    What is no longer named ends the day before; what is new begins that day. Without a
    day, new services have none either, and none can end. ``seen`` is what
    ``open_services`` gave when the form was shown.
    """
    require(may_keep_directory(actor))
    stored = locked(organisation)
    wanted = {service_known(service) for service in services}
    why = reason_given(reason)
    now_open = {row.service: row for row in stored.services.filter(ends_on=None)}
    if seen is not None and seen != open_services(stored) and wanted != set(now_open):
        raise EditConflict(
            "Somebody else changed the services after you opened them.",
            field="services",
            mine=_named(wanted),
            theirs=_named(now_open),
        )
    span_right(stored.starts_on, on, what=f"What {stored.name} provides", field="on")
    if on is not None and stored.ends_on is not None and stored.ends_on < on:
        raise RuleBroken(
            "DIR-4", f"{stored.name} closed on {said(stored.ends_on)}.", field="on"
        )
    for service in sorted(set(now_open) - wanted):
        _end_service(now_open[service], on, why, actor)
    for service in sorted(wanted - set(now_open)):
        _begin_service(stored, Service(service), on, why, actor)
    record(
        verb="directory.services_said",
        target=stored,
        actor=actor,
        at=at,
        reason=why,
        detail={"services": sorted(wanted), "on": on.isoformat() if on else None},
    )
    return stored


def _end_service(
    row: OrganisationService, on: date | None, why: str, actor: Actor
) -> None:
    words_of = row.get_service_display()
    if on is None:
        raise RuleBroken(
            "DIR-4", f"Say from which day {words_of} is not provided.", field="on"
        )
    if row.starts_on is not None and on <= row.starts_on:
        raise RuleBroken(
            "DIR-4",
            f"{words_of} began on {said(row.starts_on)}, so it cannot have ended before"
            f" {said(on)}. Give a later day.",
            field="on",
        )
    row.ends_on = on - ONE_DAY
    save_with_reason(row, why, actor=actor)


def _begin_service(
    stored: Organisation, service: Service, on: date | None, why: str, actor: Actor
) -> None:
    ended = stored.services.filter(service=service).order_by("-ends_on")
    last = ended.values_list("ends_on", flat=True).first()
    if last is not None and (on is None or on <= last):
        raise RuleBroken(
            "DIR-4",
            f"{service.label} was provided until {said(last)}. Give a later day.",
            field="on",
        )
    create_with_reason(
        OrganisationService,
        why,
        actor=actor,
        organisation=stored,
        service=service,
        starts_on=on,
        ends_on=stored.ends_on,
    )


def _named(services: Iterable[str]) -> str:
    return ", ".join(str(Service(one).label) for one in sorted(services)) or "none"
