"""Taking published minutes over: read them, show what would be written, write it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boards.meetings.enums import Part
from boards.minutes import services
from boards.minutes.forms import ImportForm
from boards.minutes.importers import ImportedItem, NotMinutes, read_minutes
from boards.minutes.permissions import may_draft_minutes, may_edit_minutes
from boards.minutes.presenters import address_of
from boards.minutes.selectors import minutes_of
from boards.minutes.services.importing import ImportPlan
from boards.minutes.views.common import UNPROCESSABLE, Asked, asked_for, page_context
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import plural


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Take the table, show what it would write, and write it when asked to.

    What was sent, by file too, stays in the field until it is written.
    """
    asked = asked_for(request, meeting_id)
    if asked.part != Part.ONE:
        raise Http404
    require(may_draft_minutes(request.actor, asked.body.pk))
    if (there := minutes_of(asked.meeting, asked.body)) is not None:
        require(may_edit_minutes(request.actor, there))
    if request.method != "POST":
        return _page(request, asked, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, asked, form)
    try:
        items = _read(form.table())
        plan = services.plan_import(meeting=asked.meeting, body=asked.body, items=items)
        if plan.faults or "save" not in request.POST:
            return _page(request, asked, form, plan=plan)
        services.import_minutes(
            meeting=asked.meeting,
            body=asked.body,
            items=items,
            actor=request.actor,
            at=timezone.now(),
        )
    except RuleBroken as problem:
        form.refuse(problem)
        return _page(request, asked, form)
    messages.success(request, f"Took over {plural(len(items), 'item')}.")
    return redirect(address_of("edit", meeting_id, body_id=asked.body_id))


def _read(text: str) -> tuple[ImportedItem, ...]:
    try:
        return read_minutes(text)
    except NotMinutes as problem:
        raise RuleBroken("MNT-9", str(problem), field="text") from problem


def _page(
    request: PortalRequest,
    asked: Asked,
    form: ImportForm,
    *,
    plan: ImportPlan | None = None,
) -> HttpResponse:
    if plan is not None and plan.faults:
        wrong = plural(plan.faults, "row has", "rows have")
        form.add_error("text", f"{wrong} no item on the agenda. Nothing is taken over.")
    context = {
        "form": form,
        "plan": plan,
        "back_url": address_of("read", asked.meeting.pk, body_id=asked.body_id),
        "action": address_of("import", asked.meeting.pk, body_id=asked.body_id),
        **page_context(request, asked),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/minutes/import.html", context, status=status)
