"""The pack of a meeting: see, build, watch, issue, open."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from boards.meetings.contributions import warnings_for
from boards.meetings.models import Meeting
from boards.meetings.presenters.stages import stages_for
from boards.meetings.selectors import meeting_heading, meeting_or_404
from boards.packs import services
from boards.packs.enums import Edition, FileKind, PackState
from boards.packs.models import Pack
from boards.packs.permissions import may_build_pack, may_issue_pack, may_see_builds
from boards.packs.presenters.building import BuildPage, build_page, left_out_of
from boards.packs.presenters.copies import copy_rows
from boards.packs.presenters.pages import (
    OverviewPage,
    contents_now,
    pack_page,
    version_rows,
)
from boards.packs.presenters.reading import reader_packs
from boards.packs.rules import Snapshot
from boards.packs.selectors import (
    build_before,
    file_or_404,
    job_of,
    pack_or_404,
    packs_for_reader,
    packs_of,
    readable_files,
    take_snapshot,
    withheld_from,
)
from boards.packs.selectors.copies import (
    copies_of,
    jobs_of,
    last_issued_packs,
    own_copies,
    readers_of_copies,
)
from boards.papers.selectors import pack_papers
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files.download import file_response
from ics_portal.core.files.names import content_disposition
from ics_portal.core.jobs import Job, worker_is_alive
from ics_portal.core.web.requests import PortalRequest

STOP_POLLING = 286  # htmx: swap this answer in and ask no more


@never_cache
@require_safe
def overview(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """What a pack would hold now, and the versions there are; or, for readers, what was
    issued to them."""
    meeting = meeting_or_404(request.actor, meeting_id)
    if not may_see_builds(request.actor, meeting):
        return _readers_overview(request, meeting)
    now = timezone.now()
    papers = pack_papers(meeting.pk)
    snapshot = take_snapshot(
        meeting, asked_at=now, asked_by=request.actor.name, papers=papers
    )
    packs = list(packs_of(request.actor, meeting))
    page = OverviewPage(
        contents=contents_now(snapshot, papers),
        warnings=tuple(warnings_for(meeting.pk, timezone.localdate())),
        versions=version_rows(packs),
        may_build=may_build_pack(request.actor, meeting),
        running=next((p for p in packs if p.state == PackState.BUILDING), None),
        worker_is_alive=worker_is_alive(now),
        can_supplement=any(p.is_issued for p in packs),
    )
    context = meeting_context(request, meeting) | {"page": page}
    return render(request, "boards/packs/overview.html", context)


def _readers_overview(request: PortalRequest, meeting: Meeting) -> HttpResponse:
    files = [
        file
        for file in packs_for_reader(request.actor)
        if file.pack.meeting_id == meeting.pk
    ]
    rows = list(
        own_copies(
            request.actor, last_issued_packs(request.actor, meeting_id=meeting.pk)
        )
    )
    packs = reader_packs(files, rows, jobs_of(rows))
    context = meeting_context(request, meeting) | {
        "packs": packs,
        "is_waiting": any(pack.is_waiting for pack in packs),
        "has_copy": bool(rows),
        "withheld": withheld_from(request.actor, meeting),
        "reason": may_see_builds(request.actor, meeting).reason,
    }
    return render(request, "boards/packs/reader.html", context)


@require_POST
def build(request: PortalRequest, meeting_id: int) -> HttpResponse:
    meeting = meeting_or_404(request.actor, meeting_id)
    try:
        pack = services.start_build(
            meeting=meeting, actor=request.actor, at=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("packs:overview", meeting_id=meeting.pk)
    return redirect(pack)


@never_cache
@require_safe
def detail(request: PortalRequest, meeting_id: int, version: int) -> HttpResponse:
    """One build: how far it is, why it failed, or what it holds."""
    pack, job = _with_its_job(request.actor, meeting_id, version)
    if not may_see_builds(request.actor, pack.meeting):
        return redirect("packs:overview", meeting_id=meeting_id)
    context = meeting_context(request, pack.meeting)
    if not pack.is_built:
        building = {"page": _build_page(request, pack, job)}
        return render(request, "boards/packs/building.html", context | building)
    open_to_issue = may_issue_pack(request.actor, pack)
    page = pack_page(
        pack,
        list(pack.entries.all()),
        readable_files(request.actor, pack),
        before=build_before(pack),
        objections=services.objections_to(pack) if open_to_issue else (),
        remarks=services.remarks_on(pack) if open_to_issue else (),
        may_issue=open_to_issue,
    )
    copies = copy_rows(copies_of(request.actor, pack)) if pack.is_issued else ()
    context |= {"page": page, "copies": copies}
    return render(request, "boards/packs/detail.html", context)


@never_cache
@require_safe
def progress(request: PortalRequest, meeting_id: int, version: int) -> HttpResponse:
    """The moving part of a build; when it has ended the page is asked for again."""
    pack, job = _with_its_job(request.actor, meeting_id, version)
    if not may_see_builds(request.actor, pack.meeting):
        raise Http404  # the rows name every paper, withheld ones too
    page = _build_page(request, pack, job)
    if pack.state == PackState.BUILDING and job and job.is_active:
        return render(request, "boards/packs/_progress.html", {"page": page})
    answer = render(
        request, "boards/packs/_progress.html", {"page": page}, status=STOP_POLLING
    )
    answer["HX-Refresh"] = "true"
    return answer


@require_POST
def cancel(request: PortalRequest, meeting_id: int, version: int) -> HttpResponse:
    pack = pack_or_404(request.actor, meeting_id, version)
    services.cancel_build(pack=pack, actor=request.actor, at=timezone.now())
    return redirect(pack)


@require_POST
def retry(request: PortalRequest, meeting_id: int, version: int) -> HttpResponse:
    pack = pack_or_404(request.actor, meeting_id, version)
    try:
        services.retry_build(pack=pack, actor=request.actor, at=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect(pack)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: PortalRequest, meeting_id: int, version: int) -> HttpResponse:
    """One confirm page that says what issuing does, then the act."""
    pack = pack_or_404(request.actor, meeting_id, version)
    if request.method == "POST":
        try:
            services.issue_pack(pack=pack, actor=request.actor, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, f"Version {pack.version} is issued to members.")
        return redirect(pack)
    verdict = may_issue_pack(request.actor, pack)
    objections = services.objections_to(pack) if verdict else []
    if not verdict or objections:
        messages.error(request, verdict.reason or objections[0].message)
        return redirect(pack)
    context = meeting_context(request, pack.meeting) | {
        "pack": pack,
        "of_copies": readers_of_copies(pack, timezone.localdate()),
        "remarks": services.remarks_on(pack),
        "has_part_two": pack.files.filter(edition=Edition.PRIVATE).exists(),
        "left_out": left_out_of(Snapshot.from_json(pack.snapshot)),
        "warnings": warnings_for(pack.meeting_id, timezone.localdate()),
    }
    return render(request, "boards/packs/issue.html", context)


@require_safe
def download(
    request: PortalRequest, meeting_id: int, version: int, edition: str
) -> HttpResponseBase:
    return _hand_out(request, meeting_id, version, edition, FileKind.WHOLE)


def _hand_out(
    request: PortalRequest, meeting_id: int, version: int, edition: str, kind: FileKind
) -> HttpResponseBase:
    file = file_or_404(
        request.actor, meeting_id, version, edition_or_404(edition), kind
    )
    services.note_reading(
        file=file,
        actor=request.actor,
        at=timezone.now(),
        wanted_range=request.headers.get("Range", ""),
    )
    return file_response(
        file.stored,
        filename=file.stored.original_name,
        request=request,
        inline=True,
    )


@require_safe
def download_supplement(
    request: PortalRequest, meeting_id: int, version: int, edition: str
) -> HttpResponseBase:
    """What a supplement brings, by itself."""
    return _hand_out(request, meeting_id, version, edition, FileKind.SUPPLEMENT)


@require_safe
def manifest(
    request: PortalRequest, meeting_id: int, version: int, edition: str
) -> HttpResponse:
    alone = request.GET.get("of") == FileKind.SUPPLEMENT
    kind = FileKind.SUPPLEMENT if alone else FileKind.WHOLE
    file = file_or_404(
        request.actor, meeting_id, version, edition_or_404(edition), kind
    )
    answer = HttpResponse(
        json.dumps(file.manifest, indent=2, ensure_ascii=False),
        content_type="application/json",
    )
    name = file.stored.original_name.removesuffix(".pdf")
    answer["Content-Disposition"] = content_disposition(f"{name}, manifest.json")
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """The packs issued to this person, the latest meeting first."""
    rows = list(own_copies(request.actor, last_issued_packs(request.actor)))
    files = packs_for_reader(request.actor)
    context = {"packs": reader_packs(files, rows, jobs_of(rows))}
    return render(request, "boards/packs/mine.html", context)


def edition_or_404(value: str) -> Edition:
    """An edition as an address names it."""
    try:
        return Edition(value)
    except ValueError as error:
        raise Http404 from error


def _with_its_job(
    actor: Actor, meeting_id: int, version: int
) -> tuple[Pack, Job | None]:
    """A build with its job, as they belong together.

    The worker writes the pack first and ends the job afterwards. Where the job has ended
    and the pack still waits, the pack was read before the one and the job after the
    other: the page would say for ever that the build was lost.
    """
    pack = pack_or_404(actor, meeting_id, version)
    job = job_of(pack)
    if pack.state == PackState.BUILDING and not (job and job.is_active):
        pack = pack_or_404(actor, meeting_id, version)
    return pack, job


def _build_page(request: PortalRequest, pack: Pack, job: Job | None) -> BuildPage:
    return build_page(
        pack,
        list(pack.entries.all()),
        job,
        actor=request.actor,
        at=timezone.now(),
    )


def meeting_context(request: PortalRequest, meeting: Meeting) -> dict[str, object]:
    """What every page of a meeting's pack needs."""
    return {
        "meeting": meeting,
        "heading": meeting_heading(meeting),
        "stages": stages_for(meeting.pk, request.actor),
    }
