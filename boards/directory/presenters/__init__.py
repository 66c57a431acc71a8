"""The directory as pages and files print it."""

from boards.directory.presenters.common import Standing, span_words, standing
from boards.directory.presenters.organisations import (
    NeighbourRow,
    OrganisationPage,
    OrganisationRow,
    ServiceRow,
    organisation_page,
    organisation_row,
)
from boards.directory.presenters.people import (
    PersonPage,
    PersonRow,
    RoleRow,
    person_page,
    person_row,
)
from boards.directory.presenters.places import (
    PlacePage,
    PlaceRow,
    place_page,
    place_row,
)
from boards.directory.presenters.systems import CouncilRow, SystemPage, system_page

__all__ = [
    "CouncilRow",
    "NeighbourRow",
    "OrganisationPage",
    "OrganisationRow",
    "PersonPage",
    "PersonRow",
    "PlacePage",
    "PlaceRow",
    "RoleRow",
    "ServiceRow",
    "Standing",
    "SystemPage",
    "organisation_page",
    "organisation_row",
    "person_page",
    "person_row",
    "place_page",
    "place_row",
    "span_words",
    "standing",
    "system_page",
]
