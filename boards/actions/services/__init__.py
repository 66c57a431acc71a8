"""Changes to the action log."""

from boards.actions.services.ending import (
    close_action,
    keep_open,
    reopen_action,
    supersede_action,
)
from boards.actions.services.importing import ImportOutcome, import_log
from boards.actions.services.raising import raise_action
from boards.actions.services.reminding import remind
from boards.actions.services.working import (
    Progress,
    action_words,
    change_action,
    propose_closure,
    revise_date,
    update_action,
)

__all__ = [
    "ImportOutcome",
    "Progress",
    "action_words",
    "change_action",
    "close_action",
    "import_log",
    "keep_open",
    "propose_closure",
    "raise_action",
    "remind",
    "reopen_action",
    "revise_date",
    "supersede_action",
    "update_action",
]
