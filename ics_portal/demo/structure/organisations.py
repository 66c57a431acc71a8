"""What providers do, and the statutory body that took over from the groups."""

from __future__ import annotations

from boards.directory.enums import OrganisationKind, Service, SuccessionKind
from boards.directory.models import Organisation
from boards.directory.services import (
    add_organisation,
    close_organisation,
    record_succession,
    say_services,
)
from ics_portal.demo.structure.telling import (
    CCGS_LAST_DAY,
    LAWFUL_FROM,
    TRUSTS,
    Telling,
)


def say_what_providers_do(telling: Telling) -> None:
    for name, services in TRUSTS.items():
        say_services(
            organisation=telling.organisation(name),
            services=[Service(service) for service in services],
            reason="As the board's papers of 2020 describe them",
            **telling.by,
        )


def found_nhs_body(telling: Telling) -> Organisation:
    """The statutory body, which took over from the clinical commissioning groups."""
    body = add_organisation(
        name="NHS Lancashire and South Cumbria Integrated Care Board",
        short_name="ICB",
        kind=OrganisationKind.ICB,
        ods_code="QE1",
        ons_code="E54000048",
        starts_on=LAWFUL_FROM,
        systems=[telling.system],
        **telling.by,
    )
    groups = Organisation.objects.filter(
        systems=telling.system, kind=OrganisationKind.CCG
    )
    for group in groups:
        record_succession(
            predecessor=group,
            successor=body,
            kind=SuccessionKind.TRANSFER,
            on=LAWFUL_FROM,
            reason="Functions passed to the integrated care board",
            **telling.by,
        )
        group.refresh_from_db()
        if group.ends_on is None:
            close_organisation(
                organisation=group,
                on=CCGS_LAST_DAY,
                reason="Functions passed to the integrated care board",
                **telling.by,
            )
    return body
