"""Every change to papers, each in one transaction.

Preparing a file is ``services.conversion``: only the worker loads it, since it brings
the whole PDF engine with it.
"""

from boards.papers.services.imports import import_cover_sheet
from boards.papers.services.papers import (
    PaperIncomplete,
    accept_paper,
    add_paper,
    move_paper,
    request_paper,
    restore_paper,
    return_paper,
    set_deadline,
    submit_paper,
    withdraw_paper,
)
from boards.papers.services.people import Named, named
from boards.papers.services.redacting import (
    drop_failed_version,
    drop_redacted,
    set_without_sheet,
)
from boards.papers.services.renewing import Renewal, prepare_anew
from boards.papers.services.rows import move_row, remove_row
from boards.papers.services.sheet import SavedSheet, save_cover_sheet
from boards.papers.services.templates import choose_form, save_template, usual_template
from boards.papers.services.versions import (
    close_ended_job,
    read_by,
    retry_version,
    set_current,
    upload_version,
)

__all__ = [
    "Named",
    "PaperIncomplete",
    "Renewal",
    "SavedSheet",
    "accept_paper",
    "add_paper",
    "choose_form",
    "close_ended_job",
    "drop_failed_version",
    "drop_redacted",
    "import_cover_sheet",
    "move_paper",
    "move_row",
    "named",
    "prepare_anew",
    "read_by",
    "remove_row",
    "request_paper",
    "restore_paper",
    "retry_version",
    "return_paper",
    "save_cover_sheet",
    "save_template",
    "set_current",
    "set_deadline",
    "set_without_sheet",
    "submit_paper",
    "upload_version",
    "usual_template",
    "withdraw_paper",
]
