"""What the views of the builder share: finding, trying, answering."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from boards.meetings.enums import ItemFormat, Part
from boards.meetings.forms import LateItemForm, QuickAddForm
from boards.meetings.models import AgendaItem, AgendaSection, Meeting
from boards.meetings.permissions import may_edit_agenda
from boards.meetings.presenters import Trouble, builder_page
from boards.meetings.selectors import (
    latest_change,
    meeting_or_404,
    numbered_agenda,
    who_changed,
)
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import clock

UNPROCESSABLE = 422
CONFLICT = 409


def editable(request: PortalRequest, meeting_id: int) -> Meeting:
    """The meeting, if this person may see it (else 404) and edit its agenda (else 403)."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_edit_agenda(request.actor, meeting))
    return meeting


def posted(request: PortalRequest) -> QueryDict | None:
    """What was sent, even if that is nothing; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def item_of(meeting: Meeting, item_id: int) -> AgendaItem:
    """The item, or a stand-in where it has gone: the services then say so in words."""
    item = AgendaItem.objects.filter(meeting=meeting, pk=item_id).first()
    if item is None:
        return AgendaItem(pk=item_id, meeting=meeting)
    item.meeting = meeting
    return item


def section_of(meeting: Meeting, section_id: int) -> AgendaSection:
    """The same for a section."""
    section = AgendaSection.objects.filter(meeting=meeting, pk=section_id).first()
    if section is None:
        return AgendaSection(pk=section_id, meeting=meeting)
    section.meeting = meeting
    return section


def attempt(
    request: PortalRequest,
    meeting: Meeting,
    act: Callable[[datetime], Any],
    *,
    item_id: int | None = None,
    typed: Mapping[str, str] | None = None,
    moved: bool = False,
    with_forms: bool = False,
) -> HttpResponse:
    """Do it, and answer with the agenda as it is now; or with why not, beside the row.

    ``typed`` is what must not be lost when it is refused.
    """
    at = timezone.now()
    try:
        act(at)
    except RuleBroken as problem:
        trouble = Trouble(
            message=problem.message,
            item_id=item_id,
            field=problem.field,
            typed=typed or {},
        )
        return answer(
            request,
            meeting,
            trouble=trouble,
            status=UNPROCESSABLE,
            with_forms=with_forms,
        )
    except EditConflict as conflict:
        trouble = Trouble(
            message=conflict.message,
            item_id=item_id,
            field=conflict.field,
            typed=typed or {},
            mine=conflict.mine,
            theirs=conflict.theirs,
            **_who(meeting, item_id, conflict.field),
        )
        return answer(request, meeting, trouble=trouble, status=CONFLICT)
    change = latest_change(meeting, request.actor.user_id)
    said = change.summary if change and change.changed_at == at else ""
    return answer(
        request,
        meeting,
        item_id=item_id,
        announce=said,
        moved=moved and bool(said),
        with_forms=with_forms,
    )


def _who(meeting: Meeting, item_id: int | None, field: str) -> dict[str, str]:
    change = who_changed(meeting.pk, item_id or 0, field)
    if change is None:
        return {}
    return {"who": change.changed_by_name, "when": clock(change.changed_at)}


def answer(
    request: PortalRequest,
    meeting: Meeting,
    *,
    trouble: Trouble | None = None,
    form: QuickAddForm | None = None,
    status: int = 200,
    item_id: int | None = None,
    announce: str = "",
    said: str = "",
    moved: bool = False,
    with_forms: bool = False,
) -> HttpResponse:
    """The whole agenda with its side for htmx; a page, or a way back to it, for others.

    ``with_forms`` draws the forms beside the agenda afresh too; otherwise what is being
    typed into them stays.
    """
    is_fine = status == 200
    if is_fine and not request.htmx:
        if said:
            messages.success(request, said)
        return redirect(back_to(meeting, item_id))
    meeting = meeting_or_404(request.actor, meeting.pk)
    page = builder_page(
        meeting,
        request.actor,
        today=timezone.localdate(),
        trouble=trouble,
        moved_id=item_id if moved else None,
        said=said,
    )
    template = "_answer" if request.htmx else "agenda_edit"
    response = render(
        request,
        f"boards/meetings/{template}.html",
        {
            "page": page,
            "quick": form or quick_form(request, meeting),
            "with_forms": with_forms or form is not None,
        },
        status=status,
    )
    sentence = trouble.message if trouble else said or announce
    if request.htmx and sentence:
        response["HX-Trigger"] = json.dumps({"announce": sentence})
    return response


def back_to(meeting: Meeting, item_id: int | None = None) -> str:
    """The builder's address, at the row if there is one."""
    address = reverse("meetings:agenda_edit", args=[meeting.pk])
    return f"{address}#row-{item_id}" if item_id else address


def quick_form(
    request: PortalRequest, meeting: Meeting, data: Any = None
) -> QuickAddForm:
    """The row for the next item, with the choices made for the last one."""
    kept = request.session.get(_session_key(meeting), {})
    kept = {"item_format": ItemFormat.VERBAL, "minutes": "5", **kept}
    if "purposes" not in kept:
        gentlest = meeting.body.purposes.filter(retired=False).order_by("strength")
        kept["purposes"] = gentlest.values_list("pk", flat=True).first()
    if meeting.numbers_frozen_at is None:
        form = QuickAddForm(data, meeting=meeting, initial=kept)
        sections: Any = form.fields["section"]
        if kept.get("section") not in {str(row.pk) for row in sections.queryset}:
            form.initial["section"] = _usual_section(list(sections.queryset))
        return form
    lines = numbered_agenda(meeting.pk)
    places = [(str(line.item_id), f"{line.number} {line.title}"[:60]) for line in lines]
    public = [str(line.item_id) for line in lines if line.part == Part.ONE]
    kept.setdefault("after", public[-1] if public else "")
    return LateItemForm(data, meeting=meeting, places=places, initial=kept)


def remember_choices(
    request: PortalRequest, meeting: Meeting, form: QuickAddForm
) -> None:
    """Keep section, purpose, format and minutes for the next row."""
    names = ("section", "purposes", "item_format", "minutes", "after")
    request.session[_session_key(meeting)] = {
        name: str(form.data.get(name, "")) for name in names if name in form.fields
    }


def _usual_section(sections: list[AgendaSection]) -> int | None:
    """New business goes above the closing section."""
    if not sections:
        return None
    return sections[-2].pk if len(sections) > 1 else sections[0].pk


def _session_key(meeting: Meeting) -> str:
    return f"quick-add-{meeting.pk}"
