"""Publishing and withdrawing: the one way anything reaches the public pages.

A publication is words and, mostly, a file. What the words are for each kind is said by
the classes of ``boards.meetings.rules.published_words``: NoticeWords, AgendaWords (with
PublishedSection, PublishedItem, PublishedPaper), PaperWords (with SheetPart), PackWords,
SupplementWords and MinutesWords; ``words_of(kind, publication.words)`` reads them back.
Public pages read ``Publication.objects.public(at)`` and nothing else.

``key`` and ``kind`` name a thing of one body at one meeting: publishing it again takes the
place of what stands there, which is kept.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from boards.meetings.models import Meeting, Publication
from boards.meetings.permissions import may_publish
from boards.meetings.rules.publication import check_late, is_late
from boards.meetings.rules.published_words import WORDS_OF, PublishedWords
from boards.meetings.rules.words import clean_reason
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.files.models import StoredFile


def check_public(meeting: Meeting) -> None:
    """Raise RuleBroken for a meeting that is not held in public (PUBL-2)."""
    if not meeting.held_in_public:
        raise RuleBroken(
            "PUBL-2",
            "This meeting is not held in public, so nothing of it is published.",
        )


@transaction.atomic
def publish(
    *,
    meeting: Meeting,
    body: Body,
    kind: str,
    key: str,
    title: str,
    words: PublishedWords,
    stored: StoredFile | None = None,
    page_count: int | None = None,
    item_number: str = "",
    subject: str = "",
    due_on: date | None = None,
    late_reason: str = "",
    late_agreed_by: str = "",
    actor: Actor,
    at: datetime,
) -> Publication:
    """Let the public read this from now on; what stood in its place is kept, replaced.

    The same words and the same file again change nothing and give what stands already.
    Raises RuleBroken for a meeting not held in public (PUBL-2), and where it goes out
    late and nobody says why or who agreed (PUBL-1).
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(may_publish(actor, meeting, body_id=body.pk))
    check_public(meeting)
    if not isinstance(words, WORDS_OF[kind]):
        raise TypeError(f"A publication of kind {kind} does not say {type(words)}.")
    plain = words.to_json()
    standing = Publication.objects.filter(
        meeting=meeting, body=body, kind=kind, key=key, is_current=True
    ).first()
    if standing is not None and _says(standing, title, plain, stored):
        return standing
    today = localdate(at)
    late_reason, late_agreed_by = (
        visible(text).strip() for text in (late_reason, late_agreed_by)
    )
    # What was out in time stays in time: a corrected copy is not late again.
    first_due = due_on if standing is None else None
    check_late(
        due_on=first_due, today=today, reason=late_reason, agreed_by=late_agreed_by
    )
    late = is_late(first_due, today)
    if standing is not None:
        standing.is_current = False
        save_with_reason(standing, "Replaced", actor=actor)
    row = create_with_reason(
        Publication,
        "Published",
        actor=actor,
        meeting=meeting,
        body=body,
        kind=kind,
        key=key,
        item_number=item_number,
        title=title,
        words=plain,
        stored=stored,
        page_count=page_count,
        subject=subject,
        due_on=due_on,
        published_at=at,
        published_by_id=actor.user_id,
        published_by_name=actor.name,
        late_reason=late_reason if late else "",
        late_agreed_by=late_agreed_by if late else "",
    )
    if standing is not None:
        standing.replaced_by = row
        save_with_reason(standing, "Replaced", actor=actor)
    record(
        verb="published",
        target=row,
        actor=actor,
        at=at,
        reason=row.late_reason,
        detail={"kind": kind, "key": key, "sha256": stored.sha256 if stored else ""},
    )
    return row


@transaction.atomic
def withdraw_publication(
    *, publication: Publication, reason: str, actor: Actor, at: datetime
) -> Publication:
    """Take it from the public pages, where a line says so and why; row and file stay.

    Raises RuleBroken without a reason, and for what is replaced or withdrawn already
    (PUBL-3).
    """
    row = (
        Publication.objects.select_for_update(of=("self",))
        .select_related("meeting")
        .get(pk=publication.pk)
    )
    require(may_publish(actor, row.meeting, body_id=row.body_id))
    if row.withdrawn_at is not None:
        raise RuleBroken("PUBL-3", f"{row.title} is withdrawn already.")
    if not row.is_current:
        raise RuleBroken(
            "PUBL-3",
            f"{row.title} was replaced by a newer copy. Withdraw that one.",
        )
    row.withdrawn_reason = clean_reason(
        reason, ask="Say why it is withdrawn: the public reads this.", rule="PUBL-3"
    )
    row.withdrawn_at, row.withdrawn_by_id = at, actor.user_id
    save_with_reason(row, row.withdrawn_reason, actor=actor)
    record(
        verb="publication_withdrawn",
        target=row,
        actor=actor,
        at=at,
        reason=row.withdrawn_reason,
    )
    return row


@transaction.atomic
def note_published(
    *,
    meeting: Meeting,
    papers_on: date | None = None,
    minutes_on: date | None = None,
    actor: Actor,
) -> Meeting:
    """Keep on the meeting the first day its papers or its minutes were out."""
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(may_publish(actor, locked))
    changed = False
    if papers_on is not None and locked.papers_published_on is None:
        locked.papers_published_on, changed = papers_on, True
    if minutes_on is not None and locked.minutes_published_on is None:
        locked.minutes_published_on, changed = minutes_on, True
    return save_with_reason(locked, "Published", actor=actor) if changed else locked


def _says(
    standing: Publication,
    title: str,
    plain: dict[str, object],
    stored: StoredFile | None,
) -> bool:
    """Whether what stands there is this already, word for word and byte for byte."""
    if standing.withdrawn_at is not None or standing.title != title:
        return False
    if standing.words != plain:
        return False
    if standing.stored is None or stored is None:
        return standing.stored is stored
    return bool(standing.stored.sha256 == stored.sha256)
