"""Publishing what was issued: agenda, papers one by one, pack, supplement, minutes, notice.

Files are made and checked before anything is written. A file in which anything withheld
is found goes nowhere, and nothing else of that publishing goes out either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import pikepdf
from django.db import transaction
from django.utils.timezone import localdate

from boards.meetings.enums import Part, PublicationKind
from boards.meetings.models import Meeting, MeetingSettings, Publication
from boards.meetings.permissions import may_publish
from boards.meetings.rules.publication import papers_due_on
from boards.meetings.rules.published_words import (
    HeadingWords,
    NoticeWords,
)
from boards.meetings.services.publication import (
    note_published,
    publish,
    withdraw_publication,
)
from boards.minutes.enums import MinutesState
from boards.minutes.presenters import minutes_words
from boards.minutes.services import mark_as_published, minutes_pdf
from boards.packs.models import Pack
from boards.packs.presenters.published import (
    clock_words,
    minutes_published,
)
from boards.packs.services.outgoing import (
    Outgoing,
    Reading,
    Told,
    outgoing_of,
    read_issued,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.calendar import days_before
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import store_path
from ics_portal.core.files.workspace import work_folder
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import longday

if TYPE_CHECKING:
    from boards.minutes.models import Minutes
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.files.models import StoredFile


def publish_pack(
    *,
    pack: Pack,
    actor: Actor,
    at: datetime,
    late_reason: str = "",
    late_agreed_by: str = "",
    told: Told = lambda done, of, words: None,
) -> list[Publication]:
    """Publish the public edition of an issued pack: agenda, each paper, the whole file,
    and the supplement where it is one. Papers it no longer has are withdrawn.

    Raises RuleBroken for a pack that is not issued or not the one issued last (PUBL-4),
    for a file in which something withheld is found (PUBL-5), and what ``publish`` raises.
    Done twice, the second changes nothing.
    """
    require(may_publish(actor, pack.meeting))
    read = read_issued(pack)
    supplement = read.snapshot.supplement
    reason = late_reason or (supplement.reason if supplement else "")
    agreed = late_agreed_by or (supplement.agreed_by if supplement else "")
    with work_folder() as folder:
        going = outgoing_of(read, folder, told)
        told(len(going), len(going), "Letting it out")
        with transaction.atomic():
            return _let_out(read, going, actor, at, reason, agreed)


def _let_out(
    read: Reading,
    going: Sequence[Outgoing],
    actor: Actor,
    at: datetime,
    late_reason: str,
    late_agreed_by: str,
) -> list[Publication]:
    meeting = read.pack.meeting
    due_on = papers_due(meeting)
    rows = []
    for one in going:
        stored = one.stored
        if one.path is not None:
            stored = store_path(
                path=one.path,
                name=f"Item {one.item_number}, {one.title}.pdf",
                content_type="application/pdf",
                actor_id=actor.user_id,
                at=at,
            )
        rows.append(
            publish(
                meeting=meeting,
                body=meeting.body,
                kind=one.kind,
                key=one.key,
                title=one.title,
                words=one.words,
                stored=stored,
                page_count=one.page_count,
                item_number=one.item_number,
                subject=one.subject,
                due_on=due_on,
                late_reason=late_reason,
                late_agreed_by=late_agreed_by,
                actor=actor,
                at=at,
            )
        )
    _withdraw_others(read, late_reason, actor, at)
    note_published(meeting=meeting, papers_on=localdate(at), actor=actor)
    return rows


def _withdraw_others(read: Reading, reason: str, actor: Actor, at: datetime) -> None:
    """Papers published before that this pack has no more leave a tombstone."""
    gone = Publication.objects.filter(
        meeting=read.pack.meeting_id,
        kind=PublicationKind.PAPER,
        is_current=True,
        withdrawn_at__isnull=True,
    ).exclude(key__in=read.keys.values())
    for publication in gone:
        withdraw_publication(
            publication=publication,
            reason=reason or f"It is not in version {read.pack.version} of the pack.",
            actor=actor,
            at=at,
        )


def papers_due(meeting: Meeting) -> date:
    """The day by which the papers are out."""
    return papers_due_on(meeting.held_on, settings_of(meeting).papers_public_days)


def settings_of(meeting: Meeting) -> MeetingSettings:
    """How the body calls its meetings; the usual where it has said nothing."""
    found = MeetingSettings.objects.filter(body=meeting.body_id).first()
    return found or MeetingSettings(body=meeting.body)


def notice_due(meeting: Meeting) -> date:
    """The last day for the public notice, counted in clear days."""
    return days_before(meeting.held_on, settings_of(meeting).public_notice_clear_days)


def publish_notice(
    *,
    meeting: Meeting,
    text: str = "",
    actor: Actor,
    at: datetime,
    late_reason: str = "",
    late_agreed_by: str = "",
) -> Publication:
    """Publish the notice of a meeting held in public; ``text`` is added to it."""
    says = settings_of(meeting)
    sentence = (
        f"The {meeting.body.long_name or meeting.body} meets in public on"
        f" {longday(meeting.held_on)}, {clock_words(meeting.starts_at)} to"
        f" {clock_words(meeting.ends_at)}, {meeting.place or 'online'}."
    )
    words = NoticeWords(
        heading=_heading(meeting),
        paragraphs=tuple(filter(None, (sentence, text.strip()))),
        how_to_attend=says.how_to_attend,
        contact=says.contact,
        stream_link=meeting.stream_link,
    )
    return publish(
        meeting=meeting,
        body=meeting.body,
        kind=PublicationKind.NOTICE,
        key="notice",
        title="Notice of meeting",
        words=words,
        subject=f"boards.Meeting:{meeting.pk}",
        due_on=notice_due(meeting),
        late_reason=late_reason,
        late_agreed_by=late_agreed_by,
        actor=actor,
        at=at,
    )


def publish_minutes(*, minutes: Minutes, actor: Actor, at: datetime) -> Publication:
    """Publish the minutes of part 1, marked unconfirmed until they are agreed (PUB-04).

    Raises RuleBroken for those of part 2 and for a draft the chair has not approved
    (PUBL-6).
    """
    require(may_publish(actor, minutes.meeting, body_id=minutes.body_id))
    check_minutes_go_out(minutes)
    # From now on they are unconfirmed, on paper too, until a meeting accepts them.
    minutes = mark_as_published(minutes=minutes, actor=actor, at=at)
    plain = minutes_words(minutes)
    stored = minutes_pdf(minutes=minutes, actor=actor, at=at)
    with transaction.atomic():
        row = publish(
            meeting=minutes.meeting,
            body=minutes.body,
            kind=PublicationKind.MINUTES,
            key="minutes",
            title=plain["heading"]["title"],
            words=minutes_published(_heading(minutes.meeting), plain),
            stored=stored,
            page_count=_pages_in(stored),
            subject=f"boards.Minutes:{minutes.pk}",
            actor=actor,
            at=at,
        )
        if minutes.body_id == minutes.meeting.body_id:
            day = localdate(at)
            note_published(meeting=minutes.meeting, minutes_on=day, actor=actor)
    return row


def check_minutes_go_out(minutes: Minutes) -> None:
    """Raise RuleBroken for minutes of part 2, and for a draft nobody approved (PUBL-6)."""
    if minutes.part != Part.ONE:
        raise RuleBroken("PUBL-6", "The minutes of part 2 are not published.")
    if minutes.state == MinutesState.DRAFT:
        raise RuleBroken("PUBL-6", "The chair approves the draft before it goes out.")


def _pages_in(stored: StoredFile) -> int:
    with pikepdf.open(stored.file.path) as pdf:
        return len(pdf.pages)


def _heading(meeting: Meeting) -> HeadingWords:
    body = meeting.body
    return HeadingWords(
        system=body.system.name,
        body=body.name,
        long_name=body.long_name,
        meeting_type=str(meeting.get_meeting_type_display()),
        held_on=meeting.held_on.isoformat(),
        starts_at=clock_words(meeting.starts_at),
        ends_at=clock_words(meeting.ends_at),
        place=meeting.place or "Online",
        chair=str(meeting.chair) if meeting.chair else "",
        asks_whom=f"{Role.SECRETARY.label}, {body.system.name}",
    )
