"""The fixed words of what happens at the table."""

from __future__ import annotations

from django.db.models import TextChoices


class AttendanceKind(TextChoices):
    """As what somebody is at a meeting; only members and their deputies vote (MIN-03)."""

    MEMBER = "member", "Member"
    DEPUTY = "deputy", "Deputy"
    ATTENDEE = "attendee", "In attendance"
    OBSERVER = "observer", "Observer"


class AttendanceState(TextChoices):
    """Whether somebody is there."""

    EXPECTED = "expected", "Expected"
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent without apologies"


class EventKind(TextChoices):
    """What happened to the sitting as a whole, each at its time."""

    OPENED = "opened", "Meeting opened"
    ADJOURNED = "adjourned", "Meeting adjourned"
    RESUMED = "resumed", "Meeting resumed"
    CLOSED = "closed", "Meeting closed"
    PRESIDES = "presides", "Takes the chair"
    ITEM_BEGUN = "item_begun", "Item begun"
    ITEM_ENDED = "item_ended", "Item ended"
    INQUORATE = "inquorate", "Found not quorate"
    PUBLIC_EXCLUDED = "excluded", "Public excluded"
    PUBLIC_BACK = "public_back", "Public admitted again"


class WayOut(TextChoices):
    """What a meeting does that may not decide (nhs-practice 3.2)."""

    DEFER = "defer", "Defer the item"
    REFER = "refer", "Refer it to a committee that can decide"
    CALL_AGAIN = "call_again", "Call the meeting again"
    DISCUSS = "discuss", "Discuss without deciding"


class OutcomeKind(TextChoices):
    """What became of a recommendation or an item (MIN-12)."""

    NOTED = "noted", "Noted"
    RECEIVED = "received", "Received"
    DISCUSSED = "discussed", "Discussed"
    ASSURED = "assured", "Took assurance"
    ENDORSED = "endorsed", "Endorsed"
    SUPPORTED = "supported", "Supported"
    AGREED = "agreed", "Agreed"
    APPROVED = "approved", "Approved"
    RATIFIED = "ratified", "Ratified"
    TRUE_RECORD = "true_record", "Accepted as a true record"
    NOT_APPROVED = "not_approved", "Not approved"
    DEFERRED = "deferred", "Deferred"
    REFERRED = "referred", "Referred to another body"
    NONE_RECORDED = "none_recorded", "None recorded"


DECIDES = (
    OutcomeKind.ENDORSED,
    OutcomeKind.SUPPORTED,
    OutcomeKind.AGREED,
    OutcomeKind.APPROVED,
    OutcomeKind.RATIFIED,
    OutcomeKind.TRUE_RECORD,
    OutcomeKind.NOT_APPROVED,
)
"""Outcomes that are decisions: they need a quorum, and are written into the log."""
