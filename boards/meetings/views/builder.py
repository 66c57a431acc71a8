"""The builder's one page and everything its table does."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.meetings import services
from boards.meetings.enums import ItemFormat, ItemState, StandingItem
from boards.meetings.models import AgendaItem, AgendaTemplate
from boards.meetings.presenters import Trouble, builder_page
from boards.meetings.selectors import numbered_agenda
from boards.meetings.views.common import (
    UNPROCESSABLE,
    answer,
    attempt,
    back_to,
    editable,
    item_of,
    quick_form,
    remember_choices,
    section_of,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.web.requests import PortalRequest

ROW_FIELDS = ("title", "owners", "purposes", "item_format", "minutes")
STEPS = {"up": -1, "down": 1}


@never_cache
@require_safe
def builder(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The builder, or the agenda to read for those who do not build it."""
    meeting = editable(request, meeting_id)
    page = builder_page(meeting, request.actor, today=timezone.localdate())
    context = {"page": page, "quick": quick_form(request, meeting)}
    return render(request, "boards/meetings/agenda_edit.html", context)


@require_POST
def add(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Add the row that was typed, and remember its choices for the next."""
    meeting = editable(request, meeting_id)
    form = quick_form(request, meeting, request.POST)
    if not form.is_valid():
        return answer(request, meeting, form=form, status=UNPROCESSABLE)
    data = form.cleaned_data
    after = data.get("after")
    at = timezone.now()
    try:
        item = services.add_item(
            meeting=meeting,
            title=data["title"],
            section=data.get("section"),
            after=item_of(meeting, int(after)) if after else None,
            purpose_ids=[data["purposes"].pk] if data["purposes"] else [],
            item_format=data["item_format"] or ItemFormat.VERBAL,
            minutes=data["minutes"] or 5,
            reason=data.get("reason", ""),
            actor=request.actor,
            at=at,
        )
    except RuleBroken as problem:
        form.refuse(problem)
        return answer(request, meeting, form=form, status=UNPROCESSABLE)
    remember_choices(request, meeting, form)
    number = next(
        line.number for line in numbered_agenda(meeting.pk) if line.item_id == item.pk
    )
    return answer(
        request,
        meeting,
        item_id=item.pk,
        announce=f"Added item {number}, {item.title}.",
        moved=True,
        with_forms=True,
    )


@require_POST
def save_row(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Save what was changed in a row; each field is compared with what was shown."""
    meeting = editable(request, meeting_id)
    typed = {name: request.POST[name] for name in ROW_FIELDS if name in request.POST}
    was = {name: request.POST.get(f"was-{name}", "") for name in typed}
    return attempt(
        request,
        meeting,
        lambda at: services.edit_item(
            item=item_of(meeting, item_id),
            values=typed,
            was=was,
            actor=request.actor,
            at=at,
        ),
        item_id=item_id,
        typed=typed,
    )


@never_cache
def move(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Move by arrow, by dropping, or to a place chosen from a list."""
    meeting = editable(request, meeting_id)
    if request.method != "POST":
        return _choose_place(request, meeting_id, item_id)

    def act(at: datetime) -> None:
        item = item_of(meeting, item_id)
        by: dict[str, Any] = {"actor": request.actor, "at": at}
        if step := STEPS.get(request.POST.get("direction", "")):
            services.step_item(item=item, step=step, **by)
        elif "place" in request.POST:
            services.move_item(item=item, **by | _place(request.POST["place"]))
        else:
            above = _row_key(request.POST.get("after", ""))
            below = _row_key(request.POST.get("before", ""))
            services.drop_item(
                item=item,
                above_id=above.get("item"),
                above_section_id=above.get("section"),
                below_id=below.get("item"),
                **by,
            )

    return attempt(request, meeting, act, item_id=item_id, moved=True)


def _choose_place(
    request: PortalRequest, meeting_id: int, item_id: int
) -> HttpResponse:
    meeting = editable(request, meeting_id)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    lines = [line for line in numbered_agenda(meeting.pk) if line.is_heard]
    here = next((line for line in lines if line.item_id == item.pk), None)
    subs = {each.pk for each in AgendaItem.objects.filter(parent=item)}
    others = [
        line
        for line in lines
        if line.part == item.part and line.item_id not in {item.pk, *subs}
    ]
    context = {
        "meeting": meeting,
        "item": item,
        "here": here,
        "places": [
            (
                title,
                [
                    (f"before-{line.item_id}", f"before {line.number}, {line.title}")
                    for line in lines
                ],
            )
            for title, lines in groupby(others, key=lambda line: line.section_title)
        ],
        "sections": [
            (f"section-{row.pk}", f"at the end of {row.title}")
            for row in meeting.sections.all()
        ],
        "parents": [
            (f"under-{line.item_id}", f"as a sub-item of {line.number}, {line.title}")
            for line in others
            if not line.is_sub_item and not subs
        ],
        "back_url": back_to(meeting, item_id),
    }
    return render(request, "boards/meetings/move.html", context)


def _place(text: str) -> dict[str, int]:
    """``before-12``, ``section-3`` or ``under-7`` as ``move_item`` takes it."""
    kind, _, pk = text.partition("-")
    names = {"before": "before_id", "section": "section_id", "under": "parent_id"}
    number = whole(pk)
    if kind not in names or number is None:
        raise RuleBroken("MTG-9", "Choose a place from the list.", field="place")
    return {names[kind]: number}


def _row_key(text: str) -> dict[str, int]:
    """The row ``12`` is an item, ``section-3`` a heading; anything else is no row."""
    kind, _, pk = text.rpartition("-")
    number = whole(pk)
    if number is None or kind not in {"", "section"}:
        return {}
    return {kind or "item": number}


@require_POST
def set_purpose(
    request: PortalRequest, meeting_id: int, item_id: int, purpose_id: int
) -> HttpResponse:
    """Give an item one purpose: the cure of a warning, in one step."""
    meeting = editable(request, meeting_id)
    return attempt(
        request,
        meeting,
        lambda at: services.set_item_purposes(
            item=item_of(meeting, item_id),
            purpose_ids=[purpose_id],
            actor=request.actor,
            at=at,
        ),
        item_id=item_id,
    )


@require_POST
def set_format(
    request: PortalRequest, meeting_id: int, item_id: int, item_format: str
) -> HttpResponse:
    """Let the agenda say how an item comes: the cure of a warning, in one step."""
    meeting = editable(request, meeting_id)
    return attempt(
        request,
        meeting,
        lambda at: services.edit_item(
            item=item_of(meeting, item_id),
            values={"item_format": item_format},
            was={},
            actor=request.actor,
            at=at,
        ),
        item_id=item_id,
    )


@require_POST
def add_declarations(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Add the item no agenda is without, before business."""
    meeting = editable(request, meeting_id)
    has_them = AgendaItem.objects.filter(
        meeting=meeting, standing=StandingItem.DECLARATIONS, state=ItemState.LIVE
    )
    if has_them.exists():
        return answer(request, meeting)
    return attempt(
        request,
        meeting,
        lambda at: services.add_item(
            meeting=meeting,
            title="Declarations of Interest",
            owners=["Chair"],
            purpose_ids=list(
                meeting.body.purposes.filter(word="Note").values_list("pk", flat=True)
            ),
            item_format=ItemFormat.ATTACHED,
            actor=request.actor,
            at=at,
        ),
    )


@require_POST
def undo(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Undo this person's last change."""
    meeting = editable(request, meeting_id)
    try:
        change = services.undo_last_change(
            meeting=meeting, actor=request.actor, at=timezone.now()
        )
    except RuleBroken as problem:
        trouble = Trouble(message=problem.message)
        return answer(request, meeting, trouble=trouble, status=UNPROCESSABLE)
    said = f"Undone: {change.summary}"
    return answer(request, meeting, said=said, with_forms="sections" in change.before)


@require_POST
def start(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Fill an empty agenda from a template or from the last meeting."""
    meeting = editable(request, meeting_id)

    def act(at: datetime) -> None:
        by: dict[str, Any] = {"meeting": meeting, "actor": request.actor, "at": at}
        if template_id := request.POST.get("template", ""):
            template = AgendaTemplate.objects.filter(
                body=meeting.body, pk=whole(template_id) or 0
            ).first()
            if template is None:
                raise RuleBroken("MTG-9", "Choose a template of this body.")
            services.start_from_template(template=template, **by)
        else:
            services.start_from_last_meeting(**by)

    return attempt(request, meeting, act)


@require_POST
def add_section(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Add a heading at the end."""
    meeting = editable(request, meeting_id)
    title = request.POST.get("section_title", "")
    return attempt(
        request,
        meeting,
        lambda at: services.add_section(
            meeting=meeting,
            title=title,
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            at=at,
        ),
        typed={"section_title": title},
        with_forms=True,
    )


@require_POST
def move_section(
    request: PortalRequest, meeting_id: int, section_id: int
) -> HttpResponse:
    """Move a heading with its items one place."""
    meeting = editable(request, meeting_id)
    step = STEPS.get(request.POST.get("direction", ""), 1)
    response = attempt(
        request,
        meeting,
        lambda at: services.move_section(
            section=section_of(meeting, section_id),
            step=step,
            actor=request.actor,
            at=at,
        ),
    )
    if response.status_code == 302:
        return redirect(f"{back_to(meeting)}#row-section-{section_id}")
    return response
