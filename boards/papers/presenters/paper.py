"""One paper: its heading, its versions, and what its reviewer must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from boards.meetings.permissions import may_see_meeting
from boards.meetings.selectors import meeting_heading
from boards.papers.enums import VersionState
from boards.papers.models import Paper, PaperMove, PaperVersion
from boards.papers.permissions import (
    may_accept_paper,
    may_edit_paper,
    may_redact,
    may_restore_paper,
    may_return_paper,
    may_review_paper,
    may_submit_paper,
    may_withdraw_paper,
    works_with,
)
from boards.papers.presenters.words import (
    VERSION_CHIPS,
    Chip,
    due_words,
    is_awaited,
    state_chip,
)
from boards.papers.rules import Remark, Stop, is_final_failure
from ics_portal.accounts.actor import Actor
from ics_portal.core.jobs import Job
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.words import filesize, moment, plural

ACTIVE = (VersionState.WAITING, VersionState.CONVERTING)


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every page of a paper begins with, and what the reader may do there."""

    paper_id: int
    title: str
    caption: str
    chip: Chip
    crumbs: tuple[tuple[str, str], ...]
    confidential: bool
    is_stand_in: bool
    works_with: bool
    may_edit: Verdict
    may_submit: Verdict
    may_review: Verdict
    may_accept: Verdict
    may_return: Verdict
    may_withdraw: Verdict
    may_restore: Verdict
    may_redact: Verdict


@dataclass(frozen=True, slots=True)
class VersionView:
    """One upload. ``steps`` are those of the conversion_steps component.

    ``picture_url`` and ``part_url`` are empty until it is ready; ``sha256`` is the
    original's. ``is_active`` asks the page to look again; ``dropped`` says why a redacted
    one that could not be used is not waited for.
    """

    number: int
    state: str
    chip: Chip
    is_active: bool
    is_current: bool
    is_redacted: bool
    is_public: bool
    when: str
    who: str
    note: str
    original_name: str
    size: str
    virus_check: str
    sha256: str
    pages: str
    accessible: bool | None
    remedy: str
    failure: str
    cure: str
    steps: tuple[dict[str, Any], ...]
    original_url: str
    part_url: str
    picture_url: str
    progress_url: str
    retry_url: str
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the secretary looks at before accepting a paper."""

    head: PaperHead
    stops: tuple[Stop, ...]
    remarks: tuple[Remark, ...]
    unclear: tuple[str, ...]
    moves: tuple[PaperMove, ...]
    appendices: tuple[str, ...]


def paper_head(
    paper: Paper, actor: Actor, today: date, *, number: str, missing: int = 0
) -> PaperHead:
    """The heading; ``number`` is the item's, ``missing`` counts what a draft lacks."""
    meeting = paper.item.meeting
    heading = meeting_heading(meeting)
    item = f"Item {number} · " if number else ""
    with_it = works_with(actor, paper)
    due = due_words(paper.due_on, today) if with_it and is_awaited(paper) else ""
    return PaperHead(
        paper_id=paper.pk,
        title=paper.title,
        caption=f"{item}{heading.body}, {heading.day_words}"
        + (f" · {due}" if due else ""),
        chip=state_chip(paper, missing),
        crumbs=(
            ("Home", "/"),
            ("Meetings", reverse("meetings:list")),
            *_way_here(paper, actor, f"{heading.body}, {heading.day_words}"),
        ),
        confidential=paper.confidential,
        is_stand_in=paper.is_stand_in,
        works_with=with_it,
        may_edit=may_edit_paper(actor, paper),
        may_submit=may_submit_paper(actor, paper),
        may_review=may_review_paper(actor, paper),
        may_accept=may_accept_paper(actor, paper),
        may_return=may_return_paper(actor, paper),
        may_withdraw=may_withdraw_paper(actor, paper),
        may_restore=may_restore_paper(actor, paper),
        may_redact=may_redact(actor, paper),
    )


def _way_here(
    paper: Paper, actor: Actor, meeting_words: str
) -> tuple[tuple[str, str], ...]:
    """By way of the meeting; for who sees one item of it alone, by way of that."""
    meeting = paper.item.meeting
    if not may_see_meeting(actor, meeting):
        return ((paper.item.title, paper.item.get_absolute_url()),)
    papers = reverse("papers:list", kwargs={"meeting_id": meeting.pk})
    return ((meeting_words, meeting.get_absolute_url()), ("Papers", papers))


def version_view(
    version: PaperVersion,
    *,
    current_id: int | None,
    public_id: int | None = None,
    job: Job | None = None,
    may_retry: bool = False,
    remedy: str = "",
) -> VersionView:
    """One version; ``job`` tells how far one that is being prepared is."""
    here = {"paper_id": version.paper_id, "number": version.number}
    state = VersionState(version.state)
    ready = state == VersionState.READY

    def address(name: str, **more: str) -> str:
        return reverse(name, kwargs={**here, **more})

    return VersionView(
        number=version.number,
        state=state,
        chip=VERSION_CHIPS[state],
        is_active=state in ACTIVE,
        is_current=version.pk == current_id,
        is_redacted=version.is_redacted,
        is_public=version.pk == public_id,
        when=moment(version.uploaded_at),
        who=version.uploaded_by_name,
        note=version.note,
        original_name=version.original.original_name,
        size=filesize(version.original.size),
        virus_check=version.original.virus_check,
        sha256=version.original.sha256,
        pages=plural(version.page_count, "page") if version.page_count else "",
        accessible=version.accessible,
        remedy=remedy,
        failure=version.failure,
        cure=version.cure,
        steps=_steps(version, job),
        original_url=address("papers:file", which="original"),
        part_url=address("papers:file", which="part") if ready else "",
        picture_url=address("papers:picture") if version.picture_id else "",
        progress_url=address("papers:progress"),
        retry_url=address("papers:retry")
        if may_retry
        and not version.dropped_reason
        and state == VersionState.FAILED
        and not is_final_failure(version.steps)
        else "",
        dropped=version.dropped_reason,
    )


def _steps(version: PaperVersion, job: Job | None) -> tuple[dict[str, Any], ...]:
    if version.state not in ACTIVE:
        return tuple(version.steps)
    if job is not None and job.steps:
        return tuple(job.steps)
    return ({"label": "Prepared", "words": "Waiting to begin", "state": "waiting"},)


def version_views(
    versions: list[PaperVersion],
    *,
    current_id: int | None,
    public_id: int | None = None,
    jobs: Mapping[UUID, Job],
    may_retry: bool,
    remedy: str = "",
) -> tuple[VersionView, ...]:
    """The versions given, newest first; ``remedy`` is the current one's."""
    newest_first = sorted(versions, key=lambda version: -version.number)
    return tuple(
        version_view(
            version,
            current_id=current_id,
            public_id=public_id,
            job=jobs.get(version.job_id) if version.job_id else None,
            may_retry=may_retry,
            remedy=remedy if version.pk == current_id else "",
        )
        for version in newest_first
    )


def review_page(
    head: PaperHead,
    paper: Paper,
    *,
    stops: tuple[Stop, ...],
    remarks: tuple[Remark, ...],
    appendices: tuple[str, ...],
) -> ReviewPage:
    """Everything that speaks for or against the paper, in one place."""
    sheet = getattr(paper, "cover_sheet", None)
    found = sheet.imported.get("unclear", []) if sheet and sheet.imported else []
    return ReviewPage(
        head=head,
        stops=stops,
        remarks=remarks,
        unclear=tuple(row["message"] for row in found),
        moves=tuple(paper.moves.all()),
        appendices=appendices,
    )
