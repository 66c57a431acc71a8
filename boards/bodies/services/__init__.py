"""Changes to bodies, one file per subject."""

from boards.bodies.services.founding import (
    USUAL_PURPOSES,
    PurposeWord,
    establish_body,
    set_purposes,
)
from boards.bodies.services.roles import assign_role, end_role

__all__ = [
    "USUAL_PURPOSES",
    "PurposeWord",
    "assign_role",
    "end_role",
    "establish_body",
    "set_purposes",
]
