"""One item: all that is kept of it, and what may befall it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.meetings import services
from boards.meetings.forms import DeferForm, ItemForm, ReasonForm, RuleForm
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.permissions import may_edit_agenda
from boards.meetings.presenters import ItemPage, item_page
from boards.meetings.selectors import meeting_or_404
from boards.meetings.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    attempt,
    back_to,
    editable,
    item_of,
    posted,
)
from boards.meetings.views.presenting import presented_page
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.forms.narrowing import asks_to_narrow, narrow
from ics_portal.core.web.requests import PortalRequest

LISTS = ("purposes", "parties")


@never_cache
def item(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Read an item; the office changes it here. Who comes to present it alone, and sees
    nothing of its meeting, gets a page of its own."""
    if not Meeting.objects.visible_to(request.actor).filter(pk=meeting_id).exists():
        return presented_page(request, meeting_id, item_id)
    meeting = meeting_or_404(request.actor, meeting_id)
    row = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    page = item_page(meeting, row, request.actor)
    if page is None:
        raise Http404
    shown = services.shown_fields(row)
    form = ItemForm(
        posted(request),
        meeting=meeting,
        chosen=list(row.purposes.all()),
        initial=_initial(shown),
    )
    if request.method == "POST":
        require(may_edit_agenda(request.actor, meeting))
        if asks_to_narrow(request.POST):
            return _item_page(request, page, _as_typed(request, form), shown)
        return _save(request, meeting, row, form, page, shown)
    return _item_page(request, page, form, shown)


def _as_typed(request: PortalRequest, form: ItemForm) -> ItemForm:
    """The form as it was sent, not looked at yet: it was sent to find something."""
    for name in form.fields:
        form.initial[name] = (
            request.POST.getlist(name) if name in LISTS else request.POST.get(name, "")
        )
    form.is_bound = False
    return form


def _initial(shown: dict[str, str]) -> dict[str, Any]:
    return {
        name: [pk for pk in text.split(",") if pk] if name in LISTS else text
        for name, text in shown.items()
    }


def _save(
    request: PortalRequest,
    meeting: Meeting,
    row: AgendaItem,
    form: ItemForm,
    page: ItemPage,
    shown: dict[str, str],
) -> HttpResponse:
    if not form.is_valid():
        return _item_page(request, page, form, shown, status=UNPROCESSABLE)
    values = {
        name: _as_text(request, name)
        for name in services.ITEM_FIELDS
        if name in form.fields
    }
    was = {
        name: request.POST[f"was-{name}"]
        for name in values
        if f"was-{name}" in request.POST
    }
    try:
        services.edit_item(
            item=row,
            values=values,
            was=was,
            reason=form.cleaned_data.get("reason", ""),
            actor=request.actor,
            at=timezone.now(),
        )
    except RuleBroken as problem:
        form.refuse(problem)
        return _item_page(request, page, form, shown, status=UNPROCESSABLE)
    except EditConflict as conflict:
        return _item_page(
            request, page, form, shown, status=CONFLICT, conflict=conflict
        )
    messages.success(request, "Saved.")
    return redirect(row)


def _as_text(request: PortalRequest, name: str) -> str:
    if name in LISTS:
        return ",".join(request.POST.getlist(name))
    return request.POST.get(name, "")


def _item_page(
    request: PortalRequest,
    page: ItemPage,
    form: ItemForm,
    shown: dict[str, str],
    *,
    status: int = 200,
    conflict: EditConflict | None = None,
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "narrowed": narrow(form["parties"], request.POST),
        "was": _was(request, shown, conflict),
        "conflict": conflict,
        "presenters": page.item.presenters.select_related("person"),
        "back_url": back_to(page.meeting, page.item.pk),
    }
    return render(request, "boards/meetings/item.html", context, status=status)


def _was(
    request: PortalRequest, shown: dict[str, str], conflict: EditConflict | None
) -> dict[str, str]:
    """What the form compares with when it is sent again.

    What was first shown stays, so that nobody's change is overwritten unseen; only for
    the field whose two texts are shown now, saving again means: mine.
    """
    was = {name: request.POST.get(f"was-{name}", text) for name, text in shown.items()}
    if conflict is not None:
        was[conflict.field] = conflict.theirs
    return was


@require_POST
def add_sub_item(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Add a sub-item; the first takes over the minutes of its item."""
    meeting = editable(request, meeting_id)
    parent = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    title = request.POST.get("title", "")
    is_first = not parent.sub_items.exists()
    try:
        services.add_item(
            meeting=meeting,
            parent=parent,
            title=title,
            minutes=parent.minutes if is_first else 5,
            item_format=parent.item_format,
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            at=timezone.now(),
        )
    except RuleBroken as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, f"Added {title.strip()}.")
    return redirect(parent)


@never_cache
def remove(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Take an item off the agenda for good, asked once."""
    return _confirm(
        request,
        meeting_id,
        item_id,
        heading="Remove",
        act="Remove the item",
        consequences=[
            "The items after it move up.",
            "Undo on the agenda brings it back.",
        ],
        do=lambda row, data, by: services.remove_item(item=row, **by),
    )


@never_cache
def withdraw(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Withdraw an item with a reason."""
    return _confirm(
        request,
        meeting_id,
        item_id,
        heading="Withdraw",
        act="Withdraw the item",
        consequences=[
            "Before the agenda is issued the items after it move up.",
            "Once issued it keeps its number and is listed as withdrawn.",
        ],
        make_form=lambda request, meeting: ReasonForm(posted(request)),
        do=lambda row, data, by: services.withdraw_item(
            item=row, reason=data["reason"], **by
        ),
    )


@never_cache
def defer(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Leave an item to a later meeting, which is then offered it."""
    return _confirm(
        request,
        meeting_id,
        item_id,
        heading="Defer",
        act="Defer the item",
        consequences=["It is offered to the later meeting until somebody takes it up."],
        make_form=lambda request, meeting: DeferForm(
            posted(request),
            meeting=meeting,
            reason_required=meeting.numbers_frozen_at is not None,
        ),
        do=lambda row, data, by: services.defer_item(
            item=row, to_meeting=data["to_meeting"], reason=data["reason"], **by
        ),
    )


@require_POST
def restore(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put a deferred or withdrawn item back."""
    meeting = editable(request, meeting_id)
    return attempt(
        request,
        meeting,
        lambda at: services.restore_item(
            item=item_of(meeting, item_id),
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            at=at,
        ),
        item_id=item_id,
    )


def _confirm(
    request: PortalRequest,
    meeting_id: int,
    item_id: int,
    *,
    heading: str,
    act: str,
    consequences: list[str],
    do: Callable[[AgendaItem, dict[str, Any], dict[str, Any]], Any],
    make_form: Callable[[PortalRequest, Meeting], RuleForm] | None = None,
) -> HttpResponse:
    meeting = editable(request, meeting_id)
    row = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    form = make_form(request, meeting) if make_form else RuleForm(posted(request))
    at: datetime = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            do(
                row,
                getattr(form, "cleaned_data", {}),
                {"actor": request.actor, "at": at},
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            return redirect(back_to(meeting))
    context = {
        "heading": f"{heading} “{row.title}”",
        "caption": str(meeting),
        "action": request.path,
        "act": act,
        "danger": heading == "Remove",
        "back_url": row.get_absolute_url(),
        "consequences": consequences,
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/confirm.html", context, status=status)
