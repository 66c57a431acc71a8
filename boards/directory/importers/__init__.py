"""Tables of organisations: read, compared with the directory, shown before they are taken."""

from boards.directory.importers.comparing import (
    CellChange,
    Outcome,
    Plan,
    PlannedRow,
    plan_import,
)
from boards.directory.importers.reading import (
    COLUMNS,
    MOST_BYTES,
    MOST_ROWS,
    SHIPPED,
    Reading,
    decoded,
    read_organisations,
    shipped_table,
    tidy_text,
)
from boards.directory.importers.rows import ReadOrganisation

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "MOST_ROWS",
    "SHIPPED",
    "CellChange",
    "Outcome",
    "Plan",
    "PlannedRow",
    "ReadOrganisation",
    "Reading",
    "decoded",
    "plan_import",
    "read_organisations",
    "shipped_table",
    "tidy_text",
]
