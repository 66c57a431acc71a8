"""Changes to the directory: systems, places, organisations and people."""

from boards.directory.services.importing import (
    Imported,
    PlanStale,
    import_organisations,
)
from boards.directory.services.organisations import (
    OrganisationDetails,
    add_organisation,
    change_organisation,
    close_organisation,
    open_services,
    say_services,
)
from boards.directory.services.people import (
    OutsideRoleDetails,
    add_outside_role,
    add_person,
    change_outside_role,
    change_person,
    confirm_outside_roles,
    end_bar,
    end_outside_role,
    record_bar,
)
from boards.directory.services.places import (
    PlaceDetails,
    add_place,
    change_place,
    close_place,
)
from boards.directory.services.succession import correct_succession, record_succession
from boards.directory.services.systems import (
    add_system,
    change_system,
    confirm_footprint,
)

__all__ = [
    "Imported",
    "OrganisationDetails",
    "OutsideRoleDetails",
    "PlaceDetails",
    "PlanStale",
    "add_organisation",
    "add_outside_role",
    "add_person",
    "add_place",
    "add_system",
    "change_organisation",
    "change_outside_role",
    "change_person",
    "change_place",
    "change_system",
    "close_organisation",
    "close_place",
    "confirm_footprint",
    "confirm_outside_roles",
    "correct_succession",
    "end_bar",
    "end_outside_role",
    "import_organisations",
    "open_services",
    "record_bar",
    "record_succession",
    "say_services",
]
