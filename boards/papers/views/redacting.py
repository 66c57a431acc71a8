"""What the public gets instead of a paper: a redacted version beside the full one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boards.papers import services
from boards.papers.forms import RedactedForm
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
    paper = paper_or_404(request.actor, paper_id)
    require(may_redact(request.actor, paper))
    form = RedactedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.upload_version(
                paper=paper,
                upload=form.cleaned_data["file"],
                note=form.cleaned_data["note"],
                redacted=True,
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
    number, _ = number_and_presenters(paper)
    head = head_of(request, paper, number=number)
    context = {
        "paper": paper,
        "head": head,
        "form": form,
        "versions": [one for one in versions_of(paper, head) if one.is_redacted],
        **meeting_context(request, paper.item.meeting_id),
    }
    status = 422 if form.errors else 200
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
