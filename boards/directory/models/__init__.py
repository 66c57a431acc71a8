"""Who exists: systems, places, organisations and people."""

from boards.directory.models.organisation import (
    Organisation,
    OrganisationService,
    OrganisationSuccession,
)
from boards.directory.models.person import Bar, OutsideRole, Person
from boards.directory.models.system import IntegratedCareSystem, Place

__all__ = [
    "Bar",
    "IntegratedCareSystem",
    "Organisation",
    "OrganisationService",
    "OrganisationSuccession",
    "OutsideRole",
    "Person",
    "Place",
]
