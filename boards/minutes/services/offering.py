"""The minutes as a paper of the next agenda, under its item for the minutes."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes
from boards.minutes.permissions import may_draft_minutes
from boards.minutes.rules import AGREED, short_day
from boards.minutes.selectors import item_to_accept_at
from boards.minutes.services.printing import minutes_pdf
from boards.papers.enums import PaperKind, PaperState
from boards.papers.models import Paper
from boards.papers.services import add_paper, upload_version
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require


def offer_minutes_as_paper(*, minutes: Minutes, actor: Actor, at: datetime) -> Paper:
    """Put the PDF under the item for the minutes of the next agenda, as a paper (MNT-8).

    Offered again, it is a new version of the same paper. The PDF that is kept
    is taken, else it is printed before any transaction; it becomes ready for the pack by the papers' own job.
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
    stored = minutes_pdf(minutes=minutes, actor=actor, at=at)
    with stored.file.open("rb") as file:
        upload = SimpleUploadedFile(
            stored.original_name, file.read(), content_type=stored.content_type
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
