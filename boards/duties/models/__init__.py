"""What law and framework require, what shows it, and how others see it."""

from boards.duties.models.duty import DutyOwner, Evidence, LocalDuty
from boards.duties.models.involvement import Involvement
from boards.duties.models.maturity import (
    MaturityAssessment,
    MaturityScale,
    MaturityScore,
)
from boards.duties.models.oversight import OversightRating, RegulatoryAction
from boards.duties.models.transition import Milestone, Workstream

__all__ = [
    "DutyOwner",
    "Evidence",
    "Involvement",
    "LocalDuty",
    "MaturityAssessment",
    "MaturityScale",
    "MaturityScore",
    "Milestone",
    "OversightRating",
    "RegulatoryAction",
    "Workstream",
]
