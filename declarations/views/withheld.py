"""Other records that are withheld under the ruling on an item: added, and opened again."""

from __future__ import annotations

from collections.abc import Set
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.directory.models import Person
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.selectors import meeting_heading, meeting_or_404
from boards.meetings.views.common import UNPROCESSABLE, posted
from boards.meetings.withholding import (
    AGENDA_ITEM,
    RecordChoice,
    RecordKind,
    withheld_records,
)
from declarations.forms.withheld import OpenRecordForm, WithholdForm, chosen_record
from declarations.models import WithheldRecord
from declarations.permissions import may_add_to_ruling
from declarations.selectors.withheld import records_at
from declarations.services.withheld import take_back_record, withhold_record
from declarations.views.conflicts import back_to
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.acts import Act, carry_out
from ics_portal.core.web.requests import PortalRequest

LONGEST = 100


@never_cache
def withhold(
    request: PortalRequest, meeting_id: int, item_id: int, person_id: int
) -> HttpResponse:
    """Choose another record, narrowed by words, and say why it is withheld as well."""
    meeting = meeting_or_404(request.actor, meeting_id)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    concerned = Person.objects.filter(participations__item=item)
    person = get_object_or_404(concerned, pk=person_id)
    require(may_add_to_ruling(request.actor, meeting, person.pk))
    words = request.GET.get("words", "").replace("\0", "")[:LONGEST]
    data = posted(request)
    sent = data.get("record", "") if data else ""
    named = {(AGENDA_ITEM, item.pk)} | {
        (row.kind, row.record_id)
        for row in records_at(meeting).get((item.pk, person.pk), ())
    }
    found = _found(meeting, words, sent, named)
    form = WithholdForm(data, found=found)
    if request.method == "POST" and form.is_valid():
        kind, record_id = form.chosen()
        try:
            row = withhold_record(
                item=item,
                person=person,
                kind=kind,
                record_id=record_id,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(
                request, f"“{row.words}” is withheld from {person.name} as well."
            )
            return redirect("declarations:conflicts", meeting_id=meeting.pk)
    context = {
        "form": form,
        "heading": f"Withhold more from {person.name}",
        "caption": f"{item.title} · {meeting_heading(meeting).caption}",
        "meeting": meeting,
        "words": words,
        "is_empty": not any(rows for _, rows in found),
        "action": request.get_full_path(),
        "act": "Withhold it",
        "back_url": back_to(meeting),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "declarations/withhold.html", context, status=status)


def _found(
    meeting: Meeting, words: str, sent: str, named: Set[tuple[str, int]]
) -> list[tuple[RecordKind, list[RecordChoice]]]:
    """What there is to choose from by kind, without what is withheld already; what was
    sent stays chosen, listed or not."""
    sent_kind, sent_id = chosen_record(sent)
    found = []
    for kind in withheld_records.kinds():
        rows = [
            row
            for row in kind.choices(meeting.body_id, words)
            if (kind.key, row.record_id) not in named
        ]
        if kind.key == sent_kind and sent_id not in {
            None,
            *(r.record_id for r in rows),
        }:
            row = kind.one(meeting.body_id, sent_id or 0)
            rows = [row, *rows] if row else rows
        found.append((kind, rows))
    return found


@never_cache
def open_record(
    request: PortalRequest,
    meeting_id: int,
    item_id: int,
    person_id: int,
    record_id: int,
) -> HttpResponse:
    """Take back that a record is withheld as well, and say why."""
    meeting = meeting_or_404(request.actor, meeting_id)
    row = get_object_or_404(
        WithheldRecord.objects.standing().select_related("participation__person"),
        pk=record_id,
        participation__item=item_id,
        participation__item__meeting=meeting,
        participation__person=person_id,
    )
    person = row.participation.person
    require(may_add_to_ruling(request.actor, meeting, person.pk))
    act = Act(
        heading=f"Open again to {person.name}",
        words="Open it again",
        said=f"“{row.words}” is open to {person.name} again.",
        back_url=back_to(meeting),
        caption=meeting_heading(meeting).caption,
        consequences=[
            row.words,
            "The person reads it as before. That it was withheld stays on record.",
        ],
        template="declarations/conflict_act.html",
    )
    do = partial(take_back_record, row=row)
    return carry_out(request, OpenRecordForm(posted(request)), act, do, meeting=meeting)
