"""Changes to minutes: drafting, typing, approving, confirming, signing, printing."""

from boards.minutes.services.approving import (
    approve_minutes,
    mark_as_published,
    mark_minutes,
    settle_mark,
    take_back,
)
from boards.minutes.services.confirming import (
    CorrectionDraft,
    confirm_minutes,
    record_correction,
    sign_minutes,
)
from boards.minutes.services.drafting import draft_minutes
from boards.minutes.services.editing import (
    SavedMinutes,
    accept_entries,
    save_minutes,
    settle_entry,
)
from boards.minutes.services.importing import import_minutes, plan_import
from boards.minutes.services.offering import offer_minutes_as_paper
from boards.minutes.services.printing import ask_for_pdf, kept_pdf, minutes_pdf

__all__ = [
    "CorrectionDraft",
    "SavedMinutes",
    "accept_entries",
    "approve_minutes",
    "ask_for_pdf",
    "confirm_minutes",
    "draft_minutes",
    "import_minutes",
    "kept_pdf",
    "mark_as_published",
    "mark_minutes",
    "minutes_pdf",
    "offer_minutes_as_paper",
    "plan_import",
    "record_correction",
    "save_minutes",
    "settle_entry",
    "settle_mark",
    "sign_minutes",
    "take_back",
]
