"""Changes to the directory: systems, organisations and people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.directory.models import IntegratedCareSystem, Organisation, Person
from boards.directory.permissions import may_keep_directory
from boards.directory.rules import is_ods_form, tidy_code
from ics_portal.core.audit.history import (
    create_with_reason,
    set_many_with_reason,
)
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.accounts.models import User

ADDED = "Added to the directory"


@transaction.atomic
def add_system(
    *,
    name: str,
    short_name: str,
    starts_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> IntegratedCareSystem:
    """Add an integrated care system."""
    require(may_keep_directory(actor))
    system = create_with_reason(
        IntegratedCareSystem,
        ADDED,
        actor=actor,
        name=visible(name).strip(),
        short_name=visible(short_name).strip(),
        starts_on=starts_on,
    )
    record(verb="directory.system_added", target=system, actor=actor, at=at)
    return system


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: str,
    systems: Iterable[IntegratedCareSystem] = (),
    short_name: str = "",
    ods_code: str = "",
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Organisation:
    """Add an organisation. A code may be missing; one of a wrong form is refused."""
    require(may_keep_directory(actor))
    code = tidy_code(ods_code)
    if code and not is_ods_form(code):
        raise RuleBroken(
            "DIR-1",
            f"“{code}” is not an ODS code: give 3 to 6 letters and digits, or none.",
            field="ods_code",
        )
    if code and Organisation.objects.filter(ods_code=code).exists():
        raise RuleBroken(
            "DIR-2",
            f"The code {code} belongs to another organisation.",
            field="ods_code",
        )
    organisation = create_with_reason(
        Organisation,
        ADDED,
        actor=actor,
        name=visible(name).strip(),
        kind=kind,
        short_name=visible(short_name).strip(),
        ods_code=code,
        note=note,
    )
    set_many_with_reason(organisation, "systems", systems, ADDED, actor=actor)
    record(verb="directory.organisation_added", target=organisation, actor=actor, at=at)
    return organisation


@transaction.atomic
def add_person(
    *,
    name: str,
    post_title: str = "",
    organisation: Organisation | None = None,
    user: User | None = None,
    actor: Actor,
    at: datetime,
) -> Person:
    """Add a person; ``user`` is their sign-in, where they have one."""
    require(may_keep_directory(actor))
    person = create_with_reason(
        Person,
        ADDED,
        actor=actor,
        name=visible(name).strip(),
        post_title=visible(post_title).strip(),
        organisation=organisation,
        user=user,
    )
    record(verb="directory.person_added", target=person, actor=actor, at=at)
    return person
