"""Opening a paper: its page, its files, its cover sheet as it will print."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.papers import services
from boards.papers.documents import cover_sheet_document
from boards.papers.presenters import version_view
from boards.papers.selectors import (
    file_of,
    jobs_of,
    number_and_presenters,
    paper_or_404,
    sheet_given_to,
    version_or_404,
)
from boards.papers.views.common import (
    head_of,
    meeting_context,
    versions_of,
)
from ics_portal.core.files import file_response
from ics_portal.core.files.names import content_disposition
from ics_portal.core.jobs import worker_is_alive
from ics_portal.core.pdf import render_pdf
from ics_portal.core.web.printing import too_many_prints
from ics_portal.core.web.requests import PortalRequest

STOP_POLLING = 286  # htmx: swap this answer in and ask no more


@never_cache
@require_safe
def detail(request: PortalRequest, paper_id: int) -> HttpResponse:
    """The cover sheet as it will print and the file, as much as this reader may see."""
    paper = paper_or_404(request.actor, paper_id)
    number, owners = number_and_presenters(paper)
    head = head_of(request, paper, number=number)
    current = paper.current_version
    context = {
        "paper": paper,
        "head": head,
        "sheet": sheet_given_to(
            request.actor, paper, item_number=number, owners=owners
        ),
        "owners": owners,
        "current": version_view(current, current_id=current.pk) if current else None,
        "versions": versions_of(paper, head) if head.works_with else (),
        "moves": paper.moves.all() if head.works_with else (),
        **meeting_context(request, paper.item.meeting_id),
    }
    return render(request, "boards/papers/detail.html", context)


@never_cache
@require_safe
def versions(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Every version with what changed, who sent it, when, and its SHA-256."""
    paper = paper_or_404(request.actor, paper_id)
    number, _ = number_and_presenters(paper)
    head = head_of(request, paper, number=number)
    if not head.works_with:
        return redirect(paper)
    context = {
        "paper": paper,
        "head": head,
        "versions": versions_of(paper, head),
        **meeting_context(request, paper.item.meeting_id),
    }
    return render(request, "boards/papers/versions.html", context)


@require_safe
def file(
    request: PortalRequest, paper_id: int, number: int, which: str
) -> HttpResponseBase:
    """The file as it was uploaded, or the part as the pack sets it."""
    version = version_or_404(request.actor, paper_id, number)
    stored, name = file_of(request.actor, version, which)
    services.read_by(
        version=version, actor=request.actor, at=timezone.now(), what=which
    )
    return file_response(stored, filename=name, request=request, inline=which == "part")


@require_safe
def picture(request: PortalRequest, paper_id: int, number: int) -> HttpResponseBase:
    """The first page of a version, small."""
    version = version_or_404(request.actor, paper_id, number)
    if version.picture is None:
        raise Http404
    return file_response(
        version.picture,
        filename=version.picture.original_name,
        request=request,
        inline=True,
    )


@never_cache
@require_safe
def progress(request: PortalRequest, paper_id: int, number: int) -> HttpResponse:
    """How far the preparing of a version is; asked for every second until it ends."""
    version = version_or_404(request.actor, paper_id, number)
    paper = paper_or_404(request.actor, paper_id)
    head = head_of(request, paper, number="")
    job = next(iter(jobs_of([version]).values()), None)
    view = version_view(
        version,
        current_id=paper.current_version_id,
        job=job,
        may_retry=bool(head.may_edit),
    )
    context = {
        "version": view,
        "worker_is_alive": worker_is_alive(timezone.now()),
        "paper_url": paper.get_absolute_url(),
    }
    status = 200 if view.is_active else STOP_POLLING
    return render(request, "boards/papers/_version.html", context, status=status)


@never_cache
@require_safe
def printed(request: PortalRequest, paper_id: int) -> HttpResponse:
    """The cover sheet as PDF: as the pack would set it now, or has it for members."""
    paper = paper_or_404(request.actor, paper_id)
    number, owners = number_and_presenters(paper)
    sheet = sheet_given_to(request.actor, paper, item_number=number, owners=owners)
    if sheet is None:
        raise Http404
    if (refusal := too_many_prints(request)) is not None:
        return refusal
    document = cover_sheet_document(sheet)
    answer = HttpResponse(render_pdf(document), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition(document.filename, inline=True)
    return answer
