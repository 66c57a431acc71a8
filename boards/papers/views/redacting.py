"""What the public gets instead of a paper: a redacted version beside the full one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boards.papers import services
from boards.papers.enums import VersionState
from boards.papers.forms import DropForm, RedactedForm
from boards.papers.models import CoverSheet, Paper
from boards.papers.permissions import may_redact
from boards.papers.selectors import number_and_presenters, paper_or_404
from boards.papers.views.common import head_of, meeting_context, versions_of
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def redacted(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Upload a version the public may read, and see which one it gets."""
    paper = _paper(request, paper_id)
    form = RedactedForm(
        request.POST or None, request.FILES or None, has_sheet=_has_open_sheet(paper)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.upload_version(
                paper=paper,
                upload=form.cleaned_data["file"],
                note=form.cleaned_data["note"],
                redacted=True,
                without_sheet=form.without_sheet,
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.add_error(
                broken.field if broken.field in form.fields else None, broken.message
            )
        else:
            messages.success(
                request,
                "The redacted version is being prepared. The next pack gives it to the "
                "public.",
            )
            return redirect("papers:redacted", paper_id=paper.pk)
    return _page(request, paper, form=form)


def _paper(request: PortalRequest, paper_id: int) -> Paper:
    paper = paper_or_404(request.actor, paper_id)
    require(may_redact(request.actor, paper))
    return paper


def _has_open_sheet(paper: Paper) -> bool:
    """Whether there is a sheet to choose about: that of a confidential paper never
    goes out."""
    return not paper.confidential and CoverSheet.objects.filter(paper=paper).exists()


def _page(
    request: PortalRequest,
    paper: Paper,
    *,
    form: RedactedForm | None = None,
    drop: DropForm | None = None,
) -> HttpResponse:
    has_sheet = _has_open_sheet(paper)
    form = form or RedactedForm(has_sheet=has_sheet)
    number, _ = number_and_presenters(paper)
    head = head_of(request, paper, number=number)
    versions = [one for one in versions_of(paper, head) if one.is_redacted]
    newest = versions[0] if versions else None
    waits = newest is not None and newest.state == VersionState.FAILED
    context = {
        "paper": paper,
        "head": head,
        "form": form,
        "has_sheet": has_sheet,
        "failed": newest if waits and newest and not newest.dropped else None,
        "drop": drop or DropForm(),
        "versions": versions,
        **meeting_context(request, paper.item.meeting_id),
    }
    status = 422 if form.errors or (drop is not None and drop.errors) else 200
    return render(request, "boards/papers/redacted.html", context, status=status)


@require_POST
def drop_redacted(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Give the public no redacted version any more."""
    paper = paper_or_404(request.actor, paper_id)
    try:
        services.drop_redacted(paper=paper, actor=request.actor, at=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        what = "is not published" if paper.confidential else "is published in full"
        messages.success(request, f"From the next pack on, {paper.title} {what}.")
    return redirect("papers:redacted", paper_id=paper.pk)


@require_POST
def drop_failed(request: PortalRequest, paper_id: int, number: int) -> HttpResponse:
    """Wait no more for a redacted version that could not be used, for a reason."""
    paper = _paper(request, paper_id)
    version = paper.versions.filter(number=number).first()
    if version is None:
        raise Http404
    form = DropForm(request.POST)
    if form.is_valid():
        try:
            services.drop_failed_version(
                version=version,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.refuse(broken)
    if form.errors:
        return _page(request, paper, drop=form)
    messages.success(request, f"Version {number} is dropped and keeps nothing back.")
    return redirect("papers:redacted", paper_id=paper.pk)


@require_POST
def public_sheet(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Give the public the cover sheet with the redacted version, or none."""
    paper = _paper(request, paper_id)
    without = request.POST.get("sheet") != "with"
    services.set_without_sheet(
        paper=paper, without_sheet=without, actor=request.actor, at=timezone.now()
    )
    what = "no cover sheet" if without else "the cover sheet as it is"
    messages.success(request, f"From the next pack on the public gets {what}.")
    return redirect("papers:redacted", paper_id=paper.pk)
