"""What is read: papers, their versions and their cover sheets."""

from boards.papers.models.cover_sheet import (
    CoverSheet,
    CoverSheetTemplate,
    ImplicationAnswer,
    Recommendation,
    RouteRow,
)
from boards.papers.models.paper import Paper, PaperMove, PaperPerson, PaperVersion

__all__ = [
    "CoverSheet",
    "CoverSheetTemplate",
    "ImplicationAnswer",
    "Paper",
    "PaperMove",
    "PaperPerson",
    "PaperVersion",
    "Recommendation",
    "RouteRow",
]
