"""Publishing what was issued: agenda, papers one by one, pack, supplement, minutes, notice.

Files are made and checked before anything is written. A file in which anything withheld
is found goes nowhere, and nothing else of that publishing goes out either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
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
    PublishedWords,
)
from boards.meetings.services.publication import (
    note_published,
    publish,
    withdraw_publication,
)
from boards.minutes.enums import MinutesState
from boards.minutes.presenters import minutes_words
from boards.minutes.services import mark_as_published, minutes_pdf
from boards.packs.enums import Edition, EntryKind, FileKind
from boards.packs.models import Pack, PackEntry, PackFile, RenderedPart
from boards.packs.presenters.printed import pack_title, running_head
from boards.packs.presenters.published import (
    PAPER_KINDS,
    agenda_words,
    clock_words,
    minutes_published,
    pack_words,
    paper_words,
    supplement_words,
)
from boards.packs.rules import Snapshot
from boards.packs.rules.markers import allowed_text, forbidden_markers
from boards.packs.selectors.publishing import file_names_of
from boards.papers.models import PaperVersion
from ics_portal.accounts.actor import Role
from ics_portal.core.calendar import days_before
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import store_path
from ics_portal.core.files.workspace import work_folder
from ics_portal.core.pdf import (
    AssemblyError,
    AssemblyPlan,
    LabelRun,
    LabelStyle,
    PartRecord,
    PlannedPart,
    StalePart,
    assemble,
    release_check,
)
from ics_portal.core.verdicts import require
from ics_portal.core.web.words import longday

if TYPE_CHECKING:
    from boards.minutes.models import Minutes
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.files.models import StoredFile

_LABEL = re.compile(r"(\D*)(\d+)([a-z]*)")


@dataclass(slots=True)
class _Outgoing:
    """One thing ready to go; ``path`` is a file made for it, ``stored`` one there is."""

    kind: str
    key: str
    title: str
    words: PublishedWords
    subject: str
    item_number: str = ""
    path: Path | None = None
    stored: StoredFile | None = None
    page_count: int | None = None


@dataclass(slots=True)
class _Reading:
    """An issued pack, read once."""

    pack: Pack
    snapshot: Snapshot
    rows: list[PackEntry]
    files: dict[str, PackFile]
    keys: dict[int, str] = field(default_factory=dict)
    markers: list[str] = field(default_factory=list)


def publish_pack(
    *,
    pack: Pack,
    actor: Actor,
    at: datetime,
    late_reason: str = "",
    late_agreed_by: str = "",
) -> list[Publication]:
    """Publish the public edition of an issued pack: agenda, each paper, the whole file,
    and the supplement where it is one. Papers it no longer has are withdrawn.

    Raises RuleBroken for a pack that is not issued or not the one issued last (PUBL-4),
    for a file in which something withheld is found (PUBL-5), and what ``publish`` raises.
    """
    meeting = pack.meeting
    require(may_publish(actor, meeting))
    read = _read(pack)
    supplement = read.snapshot.supplement
    reason = late_reason or (supplement.reason if supplement else "")
    agreed = late_agreed_by or (supplement.agreed_by if supplement else "")
    with work_folder() as folder:
        going = _outgoing(read, folder)
        for one in going:
            _check_release(one, read.markers)
        with transaction.atomic():
            return _let_out(read, going, actor, at, reason, agreed)


def _read(pack: Pack) -> _Reading:
    newest = Pack.objects.issued().filter(meeting=pack.meeting_id).order_by("-version")
    last = newest.values_list("version", flat=True).first()
    if last is None or not pack.is_issued:
        raise RuleBroken("PUBL-4", "Issue this version to members before it goes out.")
    if last != pack.version:
        raise RuleBroken(
            "PUBL-4", f"Version {last} is the one issued last. Publish it."
        )
    snapshot = Snapshot.from_json(pack.snapshot)
    public = pack.files.filter(edition=Edition.PUBLIC).select_related("stored")
    read = _Reading(
        pack=pack,
        snapshot=snapshot,
        rows=list(pack.entries.filter(edition=Edition.PUBLIC)),
        files={file.kind: file for file in public},
    )
    read.keys = _keys(pack.meeting_id, read.rows)
    words = [agenda_words(snapshot, read.rows, read.keys).to_json()]
    read.markers = forbidden_markers(
        snapshot,
        file_names_of(snapshot),
        allowed=allowed_text(words),
    )
    return read


def _keys(meeting_id: int, rows: Sequence[PackEntry]) -> dict[int, str]:
    """The public key of each paper; one that was published before keeps its key."""
    known = dict(
        Publication.objects.filter(
            meeting_id=meeting_id, kind=PublicationKind.PAPER
        ).values_list("subject", "key")
    )
    keys: dict[int, str] = {}
    taken = set(known.values())
    for row in rows:
        if row.kind not in PAPER_KINDS or row.paper_id_then is None:
            continue
        key = known.get(_subject(row.paper_id_then), "")
        ordinal = 0
        while not key or (key in taken and key not in known.values()):
            ordinal += 1
            candidate = f"item-{row.item_number}-{ordinal}"
            key = "" if candidate in taken else candidate
        taken.add(key)
        keys[row.paper_id_then] = key
    return keys


def _subject(paper_id: int) -> str:
    return f"boards.Paper:{paper_id}"


def _outgoing(read: _Reading, folder: Path) -> list[_Outgoing]:
    snapshot, rows = read.snapshot, read.rows
    subject = f"boards.Pack:{read.pack.pk}"
    whole = read.files[FileKind.WHOLE]
    going = [
        _Outgoing(
            PublicationKind.AGENDA,
            "agenda",
            "Agenda",
            agenda_words(snapshot, rows, read.keys),
            subject,
        )
    ]
    for row in rows:
        if row.kind in PAPER_KINDS and row.paper_id_then in read.keys:
            going.append(_paper(read, row, folder))
    going.append(
        _Outgoing(
            PublicationKind.PACK,
            "pack",
            "Public papers in one file",
            pack_words(snapshot, whole, rows),
            subject,
            stored=whole.stored,
            page_count=whole.page_count,
        )
    )
    added = read.files.get(FileKind.SUPPLEMENT)
    if snapshot.supplement and added:
        number = snapshot.supplement.number
        going.append(
            _Outgoing(
                PublicationKind.SUPPLEMENT,
                f"supplement-{number}",
                f"Supplement {number}",
                supplement_words(snapshot, added, rows, read.keys),
                subject,
                stored=added.stored,
                page_count=added.page_count,
            )
        )
    return going


def _paper(read: _Reading, row: PackEntry, folder: Path) -> _Outgoing:
    """A paper as a file of its own, with the page numbers it has in the pack."""
    path, record = _part_of(row)
    title = f"{row.title}, {pack_title(read.snapshot, Edition.PUBLIC)}"
    out = folder / f"{read.keys[row.paper_id_then or 0]}.pdf"
    plan = AssemblyPlan(
        title=title,
        parts=(
            PlannedPart(
                path=path,
                record=record,
                key=record.key,
                title=row.title,
                labels=(_labels(row.first_label),),
                running_item=f"Item {row.item_number} · {row.title}",
            ),
        ),
        header=running_head(read.snapshot, Edition.PUBLIC),
        footer="Public copy",
        pdf_date=read.snapshot.asked_at,
    )
    try:
        result = assemble(plan, out)
    except (AssemblyError, StalePart, OSError) as fault:
        raise RuleBroken(
            "PUBL-4",
            f"The file of {row.title} could not be made. Build the pack again.",
        ) from fault
    return _Outgoing(
        PublicationKind.PAPER,
        read.keys[row.paper_id_then or 0],
        row.title,
        paper_words(read.snapshot, row, read.rows),
        _subject(row.paper_id_then or 0),
        item_number=row.item_number,
        path=out,
        page_count=result.pages,
    )


def _labels(first_label: str) -> LabelRun:
    found = _LABEL.fullmatch(first_label)
    if found is None:
        raise TypeError(f"{first_label} is no page label of a pack.")
    part, number, letters = found.groups()
    if not letters:
        return LabelRun(LabelStyle.DECIMAL, part, int(number))
    ordinal = (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1
    return LabelRun(LabelStyle.LETTERS, f"{part}{number}", ordinal)


def _part_of(row: PackEntry) -> tuple[Path, PartRecord]:
    """The bytes that were set in the pack."""
    if row.kind == EntryKind.ACTION_LOG:
        part = (
            RenderedPart.objects.filter(stored__sha256=row.part_sha256)
            .select_related("stored")
            .first()
        )
        if part is not None:
            return Path(part.stored.file.path), PartRecord.from_json(part.record)
    version = (
        PaperVersion.objects.filter(
            paper_id=row.paper_id_then or 0, number=row.paper_version_number or 0
        )
        .select_related("part")
        .first()
    )
    if version is None or version.part is None:
        raise RuleBroken(
            "PUBL-4", f"The file of {row.title} is not there. Build the pack again."
        )
    return Path(version.part.file.path), PartRecord.from_json(version.record)


def _check_release(one: _Outgoing, markers: Iterable[str]) -> None:
    path = one.path or (Path(one.stored.file.path) if one.stored else None)
    if path is None:
        return
    try:
        faults = release_check(path, markers)
    except (pikepdf.PdfError, OSError) as fault:
        raise RuleBroken(
            "PUBL-5", f"{one.title}: the file cannot be read, so it does not go out."
        ) from fault
    if faults:
        raise RuleBroken(
            "PUBL-5",
            f"{one.title} is not published: “{faults[0].marker}” is withheld and was"
            f" found in {faults[0].where}. Nothing went out.",
        )


def _let_out(
    read: _Reading,
    going: Sequence[_Outgoing],
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


def _withdraw_others(read: _Reading, reason: str, actor: Actor, at: datetime) -> None:
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
    require(may_publish(actor, minutes.meeting))
    if minutes.part != Part.ONE:
        raise RuleBroken("PUBL-6", "The minutes of part 2 are not published.")
    if minutes.state == MinutesState.DRAFT:
        raise RuleBroken("PUBL-6", "The chair approves the draft before it goes out.")
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
        note_published(meeting=minutes.meeting, minutes_on=localdate(at), actor=actor)
    return row


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
