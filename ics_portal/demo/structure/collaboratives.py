"""Collaboratives of providers, and what they are for."""

from __future__ import annotations

from boards.bodies.enums import BodyKind, Form
from boards.bodies.models import Body
from boards.bodies.services import add_member, add_objective, take_form
from ics_portal.demo.structure.telling import PLACES_FROM, TRUSTS, Telling


def set_up_collaboratives(telling: Telling) -> None:
    acute = [name for name, services in TRUSTS.items() if "acute" in services]
    every = [*acute, "Lancashire and South Cumbria NHS Foundation Trust"]
    for name, slug, code, form, members, starts_on in (
        (
            "Provider Collaboration Board",
            "provider-collaboration-board",
            "PCB",
            Form.PROVIDER_LEADERSHIP_BOARD,
            every,
            PLACES_FROM,
        ),
        (
            "Pathology Collaboration Board",
            "pathology-collaboration-board",
            "PATH",
            Form.SHARED_LEADERSHIP,
            acute,
            PLACES_FROM,
        ),
    ):
        body = telling.body(
            name, BodyKind.PROVIDER_COLLABORATIVE, slug, code, starts_on=starts_on
        )
        for member in members:
            add_member(
                body=body,
                organisation=telling.organisation(member),
                starts_on=starts_on,
                **telling.by,
            )
        take_form(body=body, form=form, starts_on=starts_on, **telling.by)
    for slug, text in (
        ("provider-collaboration-board", "Restore elective care together"),
        ("pathology-collaboration-board", "One pathology service for four trusts"),
    ):
        add_objective(
            body=Body.objects.get(slug=slug),
            text=f"{text} (illustrative)",
            priority="Recovery and restoration of services",
            starts_on=PLACES_FROM,
            **telling.by,
        )
