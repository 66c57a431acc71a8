"""Imports the packages' models so that Django finds them."""

from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.files.models import StoredFile
from ics_portal.core.jobs.models import Job, WorkerPulse
from ics_portal.core.notify.models import Letter, NoticeChoice
from ics_portal.core.outbox.models import OutboxDelivery, OutboxMessage

__all__ = [
    "AuditEvent",
    "Job",
    "Letter",
    "NoticeChoice",
    "OutboxDelivery",
    "OutboxMessage",
    "StoredFile",
    "WorkerPulse",
]
