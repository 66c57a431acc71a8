"""A ruling made in the room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.directory.models import Person
from boards.meetings.models import AgendaItem, ItemParticipation, Meeting
from boards.meetings.rules.rulings import ruling_words
from boards.meetings.selectors import number_of_item
from boards.meetings.views.common import UNPROCESSABLE, posted
from boards.sittings.forms.run import RoomRulingForm
from boards.sittings.permissions import may_run_meeting
from boards.sittings.selectors.events import presiding_at
from boards.sittings.selectors.people import at_table, chairable
from boards.sittings.services.rulings import rule_in_room
from boards.sittings.views.common import back_to_run, seen
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@never_cache
def rule(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Write down what the person presiding ruled on somebody and this item."""
    meeting = seen(request, meeting_id)
    require(may_run_meeting(request.actor, meeting))
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    item.meeting = meeting
    form = RoomRulingForm(
        posted(request),
        people=at_table(meeting),
        members=chairable(meeting),
        initial=_initial(request, meeting, item),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, item, form)
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            name = form.cleaned_data["person"].name
            messages.success(request, f"Ruled on {name} at this item.")
            return redirect(back_to_run(meeting, item.pk))
    number = number_of_item(item)
    what = f"Item {number} · {item.title}" if number else item.title
    context = {
        "form": form,
        "meeting": meeting,
        "heading": "Record a ruling",
        "caption": f"{what} · {meeting}",
        "act_words": "Record the ruling",
        "action": request.get_full_path(),
        "back_url": back_to_run(meeting, item.pk),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/sittings/step.html", context, status=status)


def _record(request: PortalRequest, item: AgendaItem, form: RoomRulingForm) -> None:
    data = form.cleaned_data
    person, ruled_by = data["person"], data["ruled_by"]
    office = ruled_by.post_title or "chair"
    words = ruling_words(data["option"], who=person.name, presiding=office)
    rule_in_room(
        item=item,
        person=person,
        ruled_by=ruled_by,
        details=form.details(words, office),
        actor=request.actor,
        at=timezone.now(),
    )


def _initial(
    request: PortalRequest, meeting: Meeting, item: AgendaItem
) -> dict[str, Any]:
    presiding = presiding_at(meeting, item, timezone.now())
    initial: dict[str, Any] = {"declared_at_start": "0", "explained": True}
    person = Person.objects.filter(pk=whole(request.GET.get("person") or "") or 0)
    if found := person.first():
        now = ItemParticipation.objects.filter(item=item, person=found).first()
        initial |= {"person": found, "nature": now.reason if now else ""}
    if presiding is not None and presiding != found:
        initial["ruled_by"] = presiding
    return initial
