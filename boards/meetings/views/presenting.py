"""Who comes for one item alone: naming them, and the page that they get."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.meetings.forms.presenting import PresenterForm
from boards.meetings.models import AgendaItem, Presenter
from boards.meetings.permissions import may_edit_agenda
from boards.meetings.selectors.presenting import presented_or_404
from boards.meetings.services.presenting import drop_presenter, name_presenter
from boards.meetings.views.common import UNPROCESSABLE, editable, posted
from ics_portal.core.errors import RuleBroken
from ics_portal.core.panels import panels_for
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest

WHAT_THEY_SEE = (
    "Who is no member of the body sees this item and its papers, once they are issued,"
    " and nothing else of the meeting."
)


def presented_page(
    request: PortalRequest, meeting_id: int, item_id: int
) -> HttpResponse:
    """The one item, for who comes to present it; for everybody else it is not there."""
    shown = presented_or_404(request.actor, item_id, meeting_id)
    if request.method not in ("GET", "HEAD"):
        require(may_edit_agenda(request.actor, shown.item.meeting))
    panels = panels_for("meetings.presented", actor=request.actor, thing=shown.item)
    context = {"shown": shown, "panels": panels}
    return render(request, "boards/meetings/presented.html", context)


@never_cache
def name(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Say who comes to present an item."""
    meeting = editable(request, meeting_id)
    row = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    form = PresenterForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            name_presenter(
                item=row,
                person=form.cleaned_data["person"],
                role_title=form.cleaned_data["role_title"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            person = form.cleaned_data["person"]
            messages.success(request, f"{person} presents the item.")
            return redirect(row)
    context = {
        "heading": f"Who presents “{row.title}”",
        "caption": str(meeting),
        "action": request.path,
        "act": "Name the presenter",
        "danger": False,
        "back_url": row.get_absolute_url(),
        "consequences": [WHAT_THEY_SEE],
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/confirm.html", context, status=status)


@require_POST
def drop(
    request: PortalRequest, meeting_id: int, item_id: int, presenter_id: int
) -> HttpResponse:
    """Take a presenter off an item."""
    meeting = editable(request, meeting_id)
    row = get_object_or_404(
        Presenter.objects.select_related("item", "person"),
        item__meeting=meeting,
        item_id=item_id,
        pk=presenter_id,
    )
    drop_presenter(presenter=row, actor=request.actor, at=timezone.now())
    messages.success(request, f"{row.person} no longer presents the item.")
    return redirect(row.item)
