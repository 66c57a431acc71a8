"""An outcome that most tests record."""

from boards.sittings.enums import OutcomeKind
from boards.sittings.services.outcome_case import OutcomeDetails

APPROVED = OutcomeDetails(kind=OutcomeKind.APPROVED)
