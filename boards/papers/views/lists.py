"""Lists of papers, and adding one to a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.permissions import may_see_private_items
from boards.meetings.selectors import (
    NumberedItem,
    meeting_heading,
    meeting_or_404,
    numbered_agenda,
)
from boards.meetings.services import set_item_purposes
from boards.papers import services
from boards.papers.forms import NewPaperForm
from boards.papers.models import Paper
from boards.papers.permissions import may_add_paper, may_ask_others
from boards.papers.presenters import my_papers_page, papers_page
from boards.papers.rules import lines_of
from boards.papers.selectors import (
    item_numbers,
    my_papers,
    paper_or_404,
    papers_by_item,
    remedies,
)
from boards.papers.views.common import meeting_context
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest


@never_cache
@require_safe
def listing(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The papers of a meeting that this person may open, under their items."""
    meeting = meeting_or_404(request.actor, meeting_id)
    groups = papers_by_item(request.actor, meeting)
    every = [paper for group in groups for paper in group.papers]
    page = papers_page(
        groups, meeting, request.actor, timezone.localdate(), remedies(every)
    )
    context = {
        "meeting": meeting,
        "heading": meeting_heading(meeting),
        "page": page,
        **meeting_context(request, meeting.pk),
    }
    return render(request, "boards/papers/list.html", context)


@never_cache
@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """The papers this person is named on."""
    pages = paginate(my_papers(request.actor), request)
    numbers = item_numbers(paper.item.meeting_id for paper in pages.items)
    rows = my_papers_page(pages.items, request.actor, timezone.localdate(), numbers)
    return render(request, "boards/papers/mine.html", {"pages": pages, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Ask for a paper, or bring one."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_add_paper(request.actor, meeting))
    asks = may_ask_others(request.actor, meeting)
    form = NewPaperForm(
        request.POST or None,
        items=_items_to_choose(request, meeting),
        asks_others=bool(asks),
        initial={"item": request.GET.get("item")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            paper = _add(request, meeting, form, asks=bool(asks))
        except RuleBroken as broken:
            field = broken.field if broken.field in form.fields else None
            form.add_error(field, broken.message)
        else:
            messages.success(request, _said(paper, asks=bool(asks)))
            if asks:
                return redirect("papers:list", meeting_id=meeting.pk)
            return redirect("papers:edit", paper_id=paper.pk)
    context = {
        "meeting": meeting,
        "heading": meeting_heading(meeting),
        "form": form,
        "asks": asks,
        **meeting_context(request, meeting.pk),
    }
    status = 422 if form.errors else 200
    return render(request, "boards/papers/new.html", context, status=status)


def _items_to_choose(request: PortalRequest, meeting: Meeting) -> list[NumberedItem]:
    private = may_see_private_items(request.actor, meeting)
    return [item for item in numbered_agenda(meeting.pk) if private or item.part == 1]


def _add(
    request: PortalRequest, meeting: Meeting, form: NewPaperForm, *, asks: bool
) -> Paper:
    typed = form.cleaned_data
    add = services.request_paper if asks else services.add_paper
    return add(
        item=get_object_or_404(AgendaItem, pk=typed["item"], meeting=meeting),
        title=typed["title"],
        kind=typed["kind"],
        authors=services.named(
            lines_of(typed.get("authors", "")),
            body_id=meeting.body_id,
            on=timezone.localdate(),
        ),
        due_on=typed.get("due_on"),
        actor=request.actor,
        at=timezone.now(),
    )


def _said(paper: Paper, *, asks: bool) -> str:
    if asks:
        return f"{paper.title} is asked for. Its authors see it under My papers."
    return f"{paper.title} is begun. What you type is saved as you go."


@require_POST
def move(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Put a paper before or behind its neighbour under the same item."""
    paper = paper_or_404(request.actor, paper_id)
    services.move_paper(
        paper=paper,
        up=request.POST.get("direction") == "up",
        actor=request.actor,
        at=timezone.now(),
    )
    response = redirect("papers:list", meeting_id=paper.item.meeting_id)
    response["Location"] += f"#paper-{paper.pk}"
    return response


@require_POST
def set_purpose(
    request: PortalRequest, meeting_id: int, item_id: int, purpose_id: int
) -> HttpResponse:
    """Let the agenda ask what the paper asks: in place of one weaker word, or beside
    several (AGD-05)."""
    meeting = meeting_or_404(request.actor, meeting_id)
    item = get_object_or_404(AgendaItem, pk=item_id, meeting=meeting)
    purpose = get_object_or_404(meeting.body.purposes, pk=purpose_id)
    there = list(item.purposes.values_list("pk", flat=True))
    kept = there if len(there) > 1 else []
    set_item_purposes(
        item=item,
        purpose_ids=[*kept, purpose.pk],
        actor=request.actor,
        at=timezone.now(),
        reason=f"The paper asks to {purpose.word.lower()}",
    )
    messages.success(request, f"{item.title} now says {purpose.word}.")
    return redirect("meetings:agenda_edit", meeting_id=meeting.pk)
