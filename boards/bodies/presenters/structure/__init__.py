"""The system on one day as its pages show it: boxes, rules and what changed."""

from boards.bodies.presenters.structure.comparison import Change, change_days, compared
from boards.bodies.presenters.structure.findings import (
    Chip,
    Counts,
    FindingRow,
    FindingSection,
    chip_of,
    counted,
    rows,
    sections,
)
from boards.bodies.presenters.structure.map import (
    Box,
    BoxGroup,
    Node,
    Structure,
    line_of,
    nested,
    standing,
    structure,
)

__all__ = [
    "Box",
    "BoxGroup",
    "Change",
    "Chip",
    "Counts",
    "FindingRow",
    "FindingSection",
    "Node",
    "Structure",
    "change_days",
    "chip_of",
    "compared",
    "counted",
    "line_of",
    "nested",
    "rows",
    "sections",
    "standing",
    "structure",
]
