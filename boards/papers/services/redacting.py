"""What the public gets of a paper that has a redacted version (PAPER-12)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boards.papers.enums import VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.permissions import may_redact
from boards.papers.rules import tidy
from boards.papers.services.locks import lock_paper
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import record as audit
from ics_portal.core.audit import save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

LONGEST_REASON = 1000


@transaction.atomic
def drop_redacted(*, paper: Paper, actor: Actor, at: datetime) -> Paper:
    """Give the public no redacted version any more; the uploads are kept.

    A confidential paper is then not published at all, and another one in full.
    """
    paper = lock_paper(paper)
    require(may_redact(actor, paper))
    if paper.public_version_id is None:
        raise RuleBroken("PAPER-12", "This paper has no redacted version.")
    paper.public_version = None
    save_with_reason(
        paper,
        "The public gets no redacted version",
        actor=actor,
        update_fields=["public_version"],
    )
    audit(
        verb="paper.redaction_dropped",
        target=paper,
        actor=actor,
        at=at,
        body_id=paper.item.meeting.body_id,
    )
    return paper


@transaction.atomic
def drop_failed_version(
    *, version: PaperVersion, reason: str, actor: Actor, at: datetime
) -> PaperVersion:
    """Wait no more for a redacted version that could not be used; the upload is kept.

    The public gets what it would without it, so the reason is asked for. Raises RuleBroken
    for any other version, and without a reason.
    """
    paper = lock_paper(version.paper)
    require(may_redact(actor, paper))
    now = PaperVersion.objects.select_related("paper__item__meeting").get(pk=version.pk)
    if not now.is_redacted or now.state != VersionState.FAILED or now.dropped_reason:
        raise RuleBroken(
            "PAPER-12", "Only a redacted version that could not be used is dropped."
        )
    reason = tidy(reason)
    if not reason:
        raise RuleBroken("PAPER-12", "Say why it is dropped.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(
            "PAPER-12",
            f"Shorten the reason to {LONGEST_REASON:,} letters.",
            field="reason",
        )
    now.dropped_reason = reason
    save_with_reason(now, "Dropped", actor=actor, update_fields=["dropped_reason"])
    audit(
        verb="paper.redaction_dropped",
        target=now,
        actor=actor,
        at=at,
        reason=reason,
        body_id=paper.item.meeting.body_id,
    )
    return now


@transaction.atomic
def set_without_sheet(
    *, paper: Paper, without_sheet: bool, actor: Actor, at: datetime
) -> Paper:
    """Choose whether the public gets the cover sheet with the redacted version."""
    paper = lock_paper(paper)
    require(may_redact(actor, paper))
    say_without_sheet(paper, without_sheet, actor=actor, at=at)
    return paper


def say_without_sheet(
    paper: Paper, without_sheet: bool, *, actor: Actor, at: datetime
) -> None:
    """The same of a paper that is locked; what stands already is not written again."""
    if paper.without_sheet == without_sheet:
        return
    paper.without_sheet = without_sheet
    words = "The public gets no cover sheet" if without_sheet else "The sheet goes out"
    save_with_reason(paper, words, actor=actor, update_fields=["without_sheet"])
    audit(
        verb="paper.public_sheet_set",
        target=paper,
        actor=actor,
        at=at,
        detail={"without_sheet": without_sheet},
        body_id=paper.item.meeting.body_id,
    )
