"""Whose public site this is, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from boards.bodies.models import Body
from boards.directory.models import IntegratedCareSystem
from boards.meetings.models import PublicSite
from ics_portal.core.files.models import StoredFile
from ics_portal.core.web.jinja import organisation_name


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the frame of every public page needs, and the statements under it."""

    name: str
    licence: str
    about: str
    contact: str
    accessibility_contact: str
    accessibility_known: str
    accessibility_tested_on: date | None
    accessibility_tested_how: str
    mark: StoredFile | None
    mark_words: str

    @property
    def has_mark(self) -> bool:
        """Whether the organisation uploaded a picture of its own."""
        return self.mark is not None


def main_system() -> IntegratedCareSystem | None:
    """The system whose public site this is: the first whose bodies meet in public."""
    public_bodies = Body.objects.filter(system=OuterRef("pk"), meets_in_public=True)
    return (
        IntegratedCareSystem.objects.filter(Exists(public_bodies))
        .order_by("pk")
        .first()
    )


def site_of(system: IntegratedCareSystem) -> PublicSite:
    """What the office has said of the system's pages, or the defaults, not saved."""
    kept = PublicSite.objects.select_related("mark").filter(system=system).first()
    return kept or PublicSite(system=system)


def site_words() -> SiteWords:
    """For the frame of a page: two queries, whatever it shows."""
    system = main_system()
    site = site_of(system) if system else PublicSite()
    return SiteWords(
        name=organisation_name(),
        licence=site.licence,
        about=site.about,
        contact=site.contact,
        accessibility_contact=site.accessibility_contact,
        accessibility_known=site.accessibility_known,
        accessibility_tested_on=site.accessibility_tested_on,
        accessibility_tested_how=site.accessibility_tested_how,
        mark=site.mark if system else None,
        mark_words=site.mark_words,
    )
