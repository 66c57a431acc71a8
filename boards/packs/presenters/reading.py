"""Issued packs as their readers see them: the pack, or a copy of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from boards.packs.enums import CopyState, Edition
from boards.packs.models import Pack, PackFile, ReaderCopyFor
from boards.packs.presenters.pages import FileLink, file_links
from ics_portal.core.web.words import filesize, longday, moment, plural

if TYPE_CHECKING:
    from boards.meetings.models import Meeting
    from ics_portal.core.jobs import Job

LOOKED_AT = "The board office is looking at it. Until then the other papers can be read one by one."


@dataclass(frozen=True, slots=True)
class WaitingCopy:
    """A copy of one's own that cannot be opened yet. ``done`` of ``of`` steps; ``of`` is 0
    where nobody knows, and ``is_stuck`` says that the office has to look."""

    words: str
    says: str
    done: int = 0
    of: int = 0
    is_stuck: bool = False


@dataclass(frozen=True, slots=True)
class ReaderPack:
    """An issued pack as a member's list shows it. ``left_out`` says what a copy of one's
    own is without, and by whose ruling."""

    heading: str
    day: str
    version: int
    issued: str
    files: tuple[FileLink, ...]
    changes: tuple[str, ...]
    meeting_url: str
    left_out: tuple[str, ...] = ()
    waiting: tuple[WaitingCopy, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether something of it is being made now."""
        return any(not copy.is_stuck for copy in self.waiting)


def reader_packs(
    files: Iterable[PackFile],
    copies: Iterable[ReaderCopyFor] = (),
    jobs: Mapping[object, Job] | None = None,
) -> tuple[ReaderPack, ...]:
    """The issued packs somebody may read, the latest meeting first; ``jobs`` are those
    that make the copies, by id."""
    own: dict[int, list[ReaderCopyFor]] = {}
    shared: dict[int, list[PackFile]] = {}
    packs: dict[int, Pack] = {}
    for file in files:
        shared.setdefault(file.pack_id, []).append(file)
        packs[file.pack_id] = file.pack
    for row in copies:
        own.setdefault(row.copy.pack_id, []).append(row)
        packs.setdefault(row.copy.pack_id, row.copy.pack)
    listed = sorted(
        packs.values(),
        key=lambda pack: (pack.meeting.held_on, pack.version),
        reverse=True,
    )
    return tuple(
        _reader_pack(pack, shared.get(pack.pk, ()), own.get(pack.pk, ()), jobs or {})
        for pack in listed
    )


def _reader_pack(
    pack: Pack,
    files: Sequence[PackFile],
    copies: Sequence[ReaderCopyFor],
    jobs: Mapping[object, Job],
) -> ReaderPack:
    meeting = pack.meeting
    readable = [row for row in copies if is_readable(row)]
    links = [_copy_link(row) for row in readable]
    return ReaderPack(
        heading=f"{meeting.get_meeting_type_display()} {meeting.body}",
        day=meeting_day(meeting),
        version=pack.version,
        issued=moment(pack.issued_at),
        files=(*links, *file_links(pack, files)),
        changes=_changes(files, readable),
        meeting_url=meeting.get_absolute_url(),
        left_out=tuple(
            f"{row.words}: withheld {row.by}"
            for given in copies
            for row in given.copy.omitted.all()
        ),
        waiting=tuple(_waiting(row, jobs) for row in copies if not is_readable(row)),
    )


def is_readable(row: ReaderCopyFor) -> bool:
    """Whether its file is there, as ``ReaderCopyForQuerySet.readable_by`` has it."""
    named = not row.copy.with_names or row.stored_id is not None
    return row.copy.is_released and named


def _changes(
    files: Sequence[PackFile], copies: Sequence[ReaderCopyFor]
) -> tuple[str, ...]:
    """What is new in the files this reader has, and in no other."""
    manifests = [
        *(row.copy.manifest for row in copies),
        *(file.manifest for file in files),
    ]
    words = [
        change["words"] for each in manifests for change in each.get("changes", ())
    ]
    return tuple(dict.fromkeys(words))


def _copy_link(row: ReaderCopyFor) -> FileLink:
    copy = row.copy
    stored = row.stored or copy.stored
    where = {
        "meeting_id": copy.pack.meeting_id,
        "version": copy.pack.version,
        "edition": copy.edition,
    }
    return FileLink(
        words=f"{Edition(copy.edition).label}: your copy",
        facts=f"{plural(copy.page_count or 0, 'page')}, "
        f"{filesize(stored.size if stored else 0)}",
        url=reverse("packs:own_copy", kwargs=where),
        manifest_url=reverse("packs:own_copy_manifest", kwargs=where),
        sha256=stored.sha256 if stored else "",
        accessible=copy.manifest.get("accessible", {}).get("words", ""),
        claims_ua=bool(copy.manifest.get("file", {}).get("states_pdf_ua")),
        edition=copy.edition,
    )


def _waiting(row: ReaderCopyFor, jobs: Mapping[object, Job]) -> WaitingCopy:
    copy = row.copy
    words = f"{Edition(copy.edition).label}: your copy"
    if copy.state in (CopyState.BLOCKED, CopyState.FAILED):
        return WaitingCopy(words, LOOKED_AT, is_stuck=True)
    job = jobs.get(copy.job_id)
    if job is None or not job.is_active:
        return WaitingCopy(words, "It is being made.")
    return WaitingCopy(words, job.message or "It is being made.", job.done, job.of)


def meeting_day(meeting: Meeting) -> str:
    """``Wednesday 2 December 2020``"""
    return longday(meeting.held_on)
