"""The minutes as a paper of the next agenda, under its item for the minutes."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from boards.minutes.documents import minutes_document
from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes
from boards.minutes.permissions import may_draft_minutes
from boards.minutes.presenters import minutes_words
from boards.minutes.rules import AGREED, short_day
from boards.minutes.selectors import item_to_accept_at
from boards.papers.enums import PaperKind, PaperState
from boards.papers.models import Paper
from boards.papers.services import add_paper, upload_version
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken
from ics_portal.core.pdf import render_pdf
from ics_portal.core.verdicts import require


def offer_minutes_as_paper(*, minutes: Minutes, actor: Actor, at: datetime) -> Paper:
    """Put the PDF under the item for the minutes of the next agenda, as a paper (MNT-8).

    Offered again, it is a new version of the same paper. The PDF is printed and stored
    before any transaction; it becomes ready for the pack by the papers' own job.
    """
    require(may_draft_minutes(actor, minutes.body_id))
    if minutes.state == MinutesState.DRAFT or minutes.state in AGREED:
        raise RuleBroken(
            "MNT-8",
            "Minutes go on the next agenda once the chair has approved them, and until"
            " they are accepted.",
        )
    item = item_to_accept_at(minutes)
    if item is None:
        raise RuleBroken(
            "MNT-8",
            "No later meeting of this body has an agenda with an item for the minutes"
            " yet.",
        )
    document = minutes_document(minutes_words(minutes))
    upload = SimpleUploadedFile(
        document.filename, render_pdf(document), content_type="application/pdf"
    )
    paper = Paper.objects.filter(item=item, kind=PaperKind.MINUTES).exclude(
        state=PaperState.WITHDRAWN
    ).first() or add_paper(
        item=item,
        actor=actor,
        at=at,
        kind=PaperKind.MINUTES,
        title=f"Minutes of {short_day(minutes.meeting.held_on)}",
        due_on=item.meeting.held_on,
    )
    upload_version(
        paper=paper, upload=upload, note="From the minutes", actor=actor, at=at
    )
    return paper
