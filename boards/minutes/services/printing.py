"""The minutes as a PDF file that is kept."""

from __future__ import annotations

from datetime import datetime

from boards.minutes.documents import minutes_document
from boards.minutes.models import Minutes
from boards.minutes.presenters import minutes_words
from ics_portal.accounts.actor import Actor
from ics_portal.core.files import StoredFile, store_path
from ics_portal.core.files.workspace import work_folder
from ics_portal.core.pdf import render_pdf


def minutes_pdf(*, minutes: Minutes, actor: Actor, at: datetime) -> StoredFile:
    """The PDF of the minutes as they stand; the signed file where they are signed, until
    a correction is recorded beside it.

    Printing takes a second or so: call it before the transaction of your own change.
    """
    if minutes.stored is not None and not _corrected_since(minutes):
        return minutes.stored
    document = minutes_document(minutes_words(minutes))
    with work_folder() as folder:
        path = folder / "minutes.pdf"
        path.write_bytes(render_pdf(document))
        return store_path(
            path=path,
            name=document.filename,
            content_type="application/pdf",
            actor_id=actor.user_id,
            at=at,
        )


def _corrected_since(minutes: Minutes) -> bool:
    signed_at = minutes.signed_at
    return (
        signed_at is not None
        and minutes.corrections.filter(recorded_at__gt=signed_at).exists()
    )
