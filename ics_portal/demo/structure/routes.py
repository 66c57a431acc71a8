"""The way proposals about places take, as the papers of the source name it (ICP-20)."""

from __future__ import annotations

from boards.bodies.models import Body
from boards.bodies.services import lay_route
from ics_portal.demo.structure.telling import PLACES_FROM, Telling

WAY = ("icp-development-advisory-group", "system-leadership-executive", "ics-board")


def lay_routes(telling: Telling) -> None:
    by_slug = {body.slug: body for body in Body.objects.filter(slug__in=WAY)}
    lay_route(
        system=telling.system,
        subject="Proposals on the development of places",
        bodies=[by_slug[slug] for slug in WAY],
        source="L&SC pack, 2 December 2020",
        starts_on=PLACES_FROM,
        **telling.by,
    )
