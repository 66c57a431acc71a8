"""Readers' copies: who is given which, and what takes the place of what.

``refresh_copies`` compares what is withheld now with what was given, and asks the worker
for what is missing. It may be called again at any time: it changes nothing that is right.
Making a copy is ``services.copy_build``, which only the worker loads.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from boards.meetings.models import AgendaItem
from boards.packs.enums import CopyState, Edition, EntryKind
from boards.packs.models import OmittedItem, Pack, PackEntry, ReaderCopy, ReaderCopyFor
from boards.packs.naming import names_on_pages
from boards.packs.permissions import may_build_pack
from boards.packs.rules import label_span
from boards.packs.rules.copies import Omissions, distinct_sets, omissions_key
from boards.packs.rules.states import COPY_STATES
from boards.packs.selectors.copies import items_with_pages, names_of, omissions_of
from boards.packs.selectors.supplement import last_issued
from boards.packs.services.copy_letters import tell_office
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.jobs import Job, JobState, start_job
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

COPY = "packs.copy"
# Laying out, putting together, checking, naming.
COPY_STEPS = 4
NOTHING_WITHHELD = "Nothing of this pack is withheld from the reader any more."
OTHERWISE_WITHHELD = "What is withheld from the reader has changed."
NOT_MADE = "The copy could not be made."


def refresh_copies_of_meeting(*, meeting_id: int, at: datetime) -> None:
    """The same for the pack that was issued last, and for those of later meetings whose
    log prints actions of this one; nothing where none was issued."""
    items = AgendaItem.objects.filter(meeting_id=meeting_id).values("pk")
    later = Pack.objects.issued().filter(logged_items__item_id_then__in=items)
    meetings = {meeting_id, *later.values_list("meeting_id", flat=True)}
    for each in sorted(meetings):
        pack = last_issued(each)
        if pack is not None:
            refresh_copies(pack_id=pack.pk, actor=SYSTEM_ACTOR, at=at)


@transaction.atomic
def refresh_copies(*, pack_id: int, actor: Actor, at: datetime) -> list[ReaderCopy]:
    """Give every reader from whom something of an issued pack is withheld the copy without
    it, and take the place of one given before. Gives the copies that are asked for anew.

    One copy for each distinct set of omissions, whoever reads it (PACK-10). What was
    superseded stays on record and can be opened by its reader no more.
    """
    pack = (
        Pack.objects.select_for_update(of=("self",))
        .select_related("meeting__body")
        .get(pk=pack_id)
    )
    if not pack.is_issued:
        return []
    withheld = omissions_of(pack, localdate(at))
    wanted: dict[tuple[str, int], ReaderCopy] = {}
    asked: dict[int, ReaderCopy] = {}
    for edition, item_ids in items_with_pages(pack).items():
        for omissions, people in distinct_sets(withheld, item_ids).items():
            copy, is_new = _copy_of(pack, edition, omissions, actor, at)
            if is_new:
                asked[copy.pk] = copy
            wanted.update({(edition, person_id): copy for person_id in people})
    for copy in _give(pack, wanted, actor, at):
        asked.setdefault(copy.pk, copy)
    for copy in asked.values():
        _ask(copy, actor, at)
    return list(asked.values())


def _copy_of(
    pack: Pack, edition: Edition, omissions: Omissions, actor: Actor, at: datetime
) -> tuple[ReaderCopy, bool]:
    key = omissions_key(omissions)
    found = ReaderCopy.objects.filter(pack=pack, edition=edition, omissions_key=key)
    if copy := found.first():
        return copy, False
    copy = create_with_reason(
        ReaderCopy,
        "Copy asked for",
        actor=actor,
        pack=pack,
        edition=edition,
        omissions_key=key,
        with_names=names_on_pages.wanted(pack.meeting.body_id),
        asked_at=at,
        asked_by_id=actor.user_id,
        asked_by_name=actor.name,
    )
    entries = list(
        PackEntry.objects.filter(
            pack=pack,
            edition=edition,
            item_id_then__in=[each.item_id for each in omissions],
        )
    )
    logs = list(
        PackEntry.objects.filter(
            pack=pack, edition=edition, kind=EntryKind.ACTION_LOG
        ).exclude(first_label="")
    )
    by = {each.item_id: each.by for each in omissions}
    for item_id, words in by.items():
        own = [entry for entry in entries if entry.item_id_then == item_id]
        # One of an earlier meeting has no number here: it has lines in the log.
        pages = own or logs
        OmittedItem.objects.create(
            copy=copy,
            item_id_then=item_id,
            item_number=own[0].item_number if own else "",
            pages=_pages_of(pages),
            by=words,
        )
    return copy, True


def _pages_of(entries: list[PackEntry]) -> str:
    if not entries:
        return ""
    first, last = entries[0].first_label, entries[-1].last_label
    return label_span(first.split("–")[0], last.split("–")[-1])


def _give(
    pack: Pack,
    wanted: dict[tuple[str, int], ReaderCopy],
    actor: Actor,
    at: datetime,
) -> list[ReaderCopy]:
    """Write who is given what. Gives the copies that a reader more is to be named in."""
    given = ReaderCopyFor.objects.current().filter(copy__pack=pack)
    for row in given.select_related("copy", "person"):
        copy = wanted.get((row.copy.edition, row.person_id))
        if copy is not None and copy.pk == row.copy_id:
            del wanted[row.copy.edition, row.person_id]
            continue
        row.superseded_at, row.superseded_by_id = at, actor.user_id
        row.superseded_why = OTHERWISE_WITHHELD if copy else NOTHING_WITHHELD
        save_with_reason(row, "Copy superseded", actor=actor)
        _note("pack.copy_superseded", row, pack, actor, at)
    names = names_of({person_id for _, person_id in wanted})
    unnamed = []
    for (_, person_id), copy in wanted.items():
        row = create_with_reason(
            ReaderCopyFor,
            "Copy given",
            actor=actor,
            copy=copy,
            person_id=person_id,
            name_then=names[person_id],
            given_at=at,
            given_by_id=actor.user_id,
        )
        _note("pack.copy_given", row, pack, actor, at)
        if copy.is_released and copy.with_names:
            unnamed.append(copy)
    return unnamed


def _note(
    verb: str, row: ReaderCopyFor, pack: Pack, actor: Actor, at: datetime
) -> None:
    record(
        verb=verb,
        target=row.copy,
        actor=actor,
        at=at,
        body_id=pack.meeting.body_id,
        detail={"person_id": row.person_id, "version": pack.version},
    )


def _ask(copy: ReaderCopy, actor: Actor, at: datetime) -> Job:
    pack = copy.pack
    job = start_job(
        kind=COPY,
        title=f"A reader's copy of the pack of {pack.meeting}, version {pack.version}",
        payload={"copy_id": copy.pk},
        actor=actor,
        at=at,
        of=COPY_STEPS,
        subject_url=pack.get_absolute_url(),
        subject_label=str(pack.meeting),
        body_id=pack.meeting.body_id,
    )
    copy.job_id = job.pk
    save_with_reason(copy, "Asked of the worker", actor=actor)
    return job


@transaction.atomic
def make_copy_again(*, copy: ReaderCopy, actor: Actor, at: datetime) -> ReaderCopy:
    """Once more, after a copy was kept back or failed and what was wrong was mended."""
    copy = (
        ReaderCopy.objects.select_for_update(of=("self",))
        .select_related("pack__meeting__body")
        .get(pk=copy.pk)
    )
    require(may_build_pack(actor, copy.pack.meeting))
    copy.state = COPY_STATES.move(copy.state, CopyState.BUILDING)
    copy.failure = ""
    save_with_reason(copy, "Copy asked for again", actor=actor)
    record(
        verb="pack.copy_asked_again",
        target=copy,
        actor=actor,
        at=at,
        body_id=copy.body_id,
    )
    _ask(copy, actor, at)
    return copy


@transaction.atomic
def settle_copy(
    *, copy_id: int, at: datetime, failure: str = "", job_id: uuid.UUID | None = None
) -> bool:
    """Close a copy that is not made as failed, and write to the office; False where it
    has ended already."""
    copy = (
        ReaderCopy.objects.select_for_update(of=("self",))
        .select_related("pack__meeting__body")
        .filter(pk=copy_id)
        .first()
    )
    if copy is None or copy.state != CopyState.BUILDING:
        return False
    if job_id is not None and copy.job_id != job_id:
        return False
    copy.state = COPY_STATES.move(copy.state, CopyState.FAILED)
    copy.failure = failure or NOT_MADE
    save_with_reason(copy, "Copy not made", actor=SYSTEM_ACTOR)
    tell_office(copy, at=at)
    return True


def settle_copy_after_job(
    *, job_id: uuid.UUID, state: JobState, failure: str, at: datetime
) -> bool:
    """The same when the job has ended, whoever ended it."""
    if state not in (JobState.FAILED, JobState.CANCELLED):
        return False
    copy = ReaderCopy.objects.filter(job_id=job_id).first()
    return copy is not None and settle_copy(
        copy_id=copy.pk, at=at, failure=failure, job_id=job_id
    )
