"""The office's pages: accepting, returning, withdrawing, deadlines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boards.papers import services
from boards.papers.forms import CommentForm, DeadlineForm
from boards.papers.models import Paper
from boards.papers.permissions import may_review_paper, may_withdraw_paper
from boards.papers.presenters import review_page
from boards.papers.selectors import (
    appendices_missing,
    number_and_presenters,
    paper_or_404,
    remarks_of,
    sheet_for_print,
    stops_of,
    what_was_read,
)
from boards.papers.views.common import (
    head_of,
    meeting_context,
    versions_of,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest

COMMENT = "Comment for the authors"
COMMENT_HINT = (
    "Needed to return the paper, and to accept one that lacks an appendix it cites."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Everything that speaks for or against a paper, and the two buttons."""
    paper = paper_or_404(request.actor, paper_id)
    require(may_review_paper(request.actor, paper))
    form = CommentForm(request.POST or None, label=COMMENT, hint=COMMENT_HINT)
    if request.method == "POST" and form.is_valid():
        try:
            said = _decide(request, paper, form.cleaned_data["comment"])
        except RuleBroken as broken:
            field = broken.field if broken.field in form.fields else None
            form.add_error(field, broken.message)
        else:
            messages.success(request, said)
            return redirect("papers:list", meeting_id=paper.item.meeting_id)
    # Before anything else is read: what changes from here on is not what was shown.
    read = what_was_read(paper)
    paper = paper_or_404(request.actor, paper_id)
    number, owners = number_and_presenters(paper)
    head = head_of(request, paper, number=number)
    context = {
        "paper": paper,
        "head": head,
        "read": read,
        "page": review_page(
            head,
            paper,
            stops=stops_of(paper),
            remarks=remarks_of(paper),
            appendices=appendices_missing(paper),
        ),
        "form": form,
        "sheet": sheet_for_print(paper, item_number=number, owners=owners),
        "versions": versions_of(paper, head),
        **meeting_context(request, paper.item.meeting_id),
    }
    status = 422 if form.errors else 200
    return render(request, "boards/papers/review.html", context, status=status)


def _decide(request: PortalRequest, paper: Paper, comment: str) -> str:
    facts: dict[str, Any] = {"paper": paper, "comment": comment, "actor": request.actor}
    if request.POST.get("act") == "return":
        services.return_paper(**facts, at=timezone.now())
        return f"{paper.title} is back with its authors."
    read = request.POST.get("read", "")
    services.accept_paper(**facts, read=read, at=timezone.now())
    return f"{paper.title} is accepted for the pack."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PortalRequest, paper_id: int) -> HttpResponse:
    """One confirm page that says what withdrawing does, then the act."""
    paper = paper_or_404(request.actor, paper_id)
    require(may_withdraw_paper(request.actor, paper))
    form = CommentForm(request.POST or None, label="Why it is withdrawn")
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_paper(
                paper=paper,
                reason=form.cleaned_data["comment"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            field = broken.field if broken.field in form.fields else None
            form.add_error(field, broken.message)
        else:
            messages.success(request, f"{paper.title} is withdrawn.")
            return redirect("papers:list", meeting_id=paper.item.meeting_id)
    context = {
        "paper": paper,
        "form": form,
        **meeting_context(request, paper.item.meeting_id),
    }
    status = 422 if form.errors else 200
    return render(request, "boards/papers/withdraw.html", context, status=status)


@require_POST
def restore(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Take a withdrawn paper up again."""
    paper = paper_or_404(request.actor, paper_id)
    services.restore_paper(paper=paper, actor=request.actor, at=timezone.now())
    messages.success(request, f"{paper.title} is a draft again.")
    return redirect(paper)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deadline(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Change the day a paper is due."""
    paper = paper_or_404(request.actor, paper_id)
    require(may_review_paper(request.actor, paper))
    form = DeadlineForm(request.POST or None, initial={"due_on": paper.due_on})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_deadline(
                paper=paper,
                due_on=form.cleaned_data["due_on"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.add_error("due_on", broken.message)
        else:
            messages.success(request, "The deadline is changed.")
            return redirect(paper)
    context = {
        "paper": paper,
        "form": form,
        **meeting_context(request, paper.item.meeting_id),
    }
    status = 422 if form.errors else 200
    return render(request, "boards/papers/deadline.html", context, status=status)
