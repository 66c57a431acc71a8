"""Two records: history (what a row said on a day) and events (who did what, and why)."""

from ics_portal.core.audit.history import (
    bulk_create,
    bulk_update,
    create_with_reason,
    delete_with_reason,
    keeps_history,
    save_with_reason,
    set_many_with_reason,
)
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.audit.registry import UNTRACKED, untracked
from ics_portal.core.audit.services import record

__all__ = [
    "UNTRACKED",
    "AuditEvent",
    "bulk_create",
    "bulk_update",
    "create_with_reason",
    "delete_with_reason",
    "keeps_history",
    "record",
    "save_with_reason",
    "set_many_with_reason",
    "untracked",
]
