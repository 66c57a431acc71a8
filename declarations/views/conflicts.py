"""The conflicts of a meeting: seen, ruled on, dismissed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.directory.models import Person
from boards.meetings.enums import ItemState
from boards.meetings.models import AgendaItem, ItemParticipation, ItemParty, Meeting
from boards.meetings.permissions import may_edit_agenda, may_rule
from boards.meetings.rules.rulings import ruling_words
from boards.meetings.selectors import meeting_heading, meeting_or_404
from boards.meetings.views.common import UNPROCESSABLE, posted
from declarations.enums import ConflictState
from declarations.forms.conflicts import DismissForm, RulingForm
from declarations.models import Conflict
from declarations.permissions import may_dismiss, may_keep_register, may_see_conflicts
from declarations.presenters.conflicts import conflicts_page, nature_for_minutes
from declarations.selectors.overlaps import people_at
from declarations.selectors.suggestions import suggested_parties
from declarations.services.concerns import say_concerns
from declarations.services.conflicts import (
    dismiss_conflict,
    refresh_conflicts,
    rule_on_conflict,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.verdicts import require
from ics_portal.core.web.acts import Act, carry_out
from ics_portal.core.web.requests import PortalRequest


@never_cache
def conflicts(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """What of whom meets which item; each person sees one's own, the office all."""
    meeting = meeting_or_404(request.actor, meeting_id)
    has_parties = ItemParty.objects.filter(item__meeting=meeting).exists()
    edits = may_edit_agenda(request.actor, meeting)
    page = conflicts_page(
        meeting,
        request.actor,
        has_parties=has_parties,
        suggested=suggested_parties(meeting) if edits else None,
    )
    context = {"page": page, "keeps": may_keep_register(request.actor, meeting.body)}
    return render(request, "declarations/conflicts.html", context)


@require_POST
def concerns(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Say that items concern the organisations that were ticked."""
    meeting = meeting_or_404(request.actor, meeting_id)
    chosen = [
        (int(item), int(organisation))
        for item, _, organisation in (
            value.partition("-") for value in request.POST.getlist("concerns")
        )
        if whole(item) is not None and whole(organisation) is not None
    ]
    try:
        added = say_concerns(
            meeting=meeting, chosen=chosen, actor=request.actor, at=timezone.now()
        )
    except RuleBroken as problem:
        messages.error(request, problem.message)
    else:
        messages.success(
            request,
            f"Said of {added}, and looked again." if added else "Tick what to say.",
        )
    return redirect("declarations:conflicts", meeting_id=meeting.pk)


@require_POST
def look_again(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Match again, for an interest or an organisation that came meanwhile."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_see_conflicts(request.actor, meeting))
    found = refresh_conflicts(meeting=meeting, at=timezone.now())
    messages.success(request, f"Looked again: {len(found)} found.")
    return redirect("declarations:conflicts", meeting_id=meeting.pk)


@never_cache
def rule(
    request: PortalRequest, meeting_id: int, item_id: int, person_id: int
) -> HttpResponse:
    """Rule on what one person holds at one item."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_see_conflicts(request.actor, meeting))
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    # Several things of one person may meet one item.
    concerned = Person.objects.filter(conflicts__item=item).distinct()
    person = get_object_or_404(concerned, pk=person_id)
    require(may_rule(request.actor, meeting, person))
    rows = _open(item, person)
    form = RulingForm(
        posted(request),
        people=_who_may_rule(meeting, person),
        initial=_initial(meeting, item, person, rows),
    )
    if request.method == "POST" and form.is_valid():
        ruled_by = form.cleaned_data["ruled_by"]
        office = ruled_by.post_title or "chair"
        words = ruling_words(
            form.cleaned_data["option"], who=person.name, presiding=office
        )
        try:
            rule_on_conflict(
                item=item,
                person=person,
                ruled_by=ruled_by,
                details=form.details(words, office),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"Ruled on {person.name} at “{item.title}”.")
            return redirect("declarations:conflicts", meeting_id=meeting.pk)
    context = {
        "form": form,
        "meeting": meeting,
        "heading": f"Rule on {person.name}",
        "caption": f"{item.title} · {meeting_heading(meeting).caption}",
        "reasons": [row.why for row in rows],
        "action": request.path,
        "act": "Record the ruling",
        "back_url": back_to(meeting),
        "defer_url": _defer_url(request, meeting, item),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "declarations/rule.html", context, status=status)


def _defer_url(request: PortalRequest, meeting: Meeting, item: AgendaItem) -> str:
    """Deferring is a decision about the item, so it is made where agendas are (DOI-09)."""
    if not may_edit_agenda(request.actor, meeting) or item.state != ItemState.LIVE:
        return ""
    at = {"meeting_id": meeting.pk, "item_id": item.pk}
    return reverse("meetings:defer", kwargs=at)


def _open(item: AgendaItem, person: Person) -> list[Conflict]:
    rows = Conflict.objects.filter(item=item, person=person)
    rows = rows.select_related("interest")
    return list(rows.exclude(state__in=[ConflictState.GONE, ConflictState.DISMISSED]))


def _who_may_rule(meeting: Meeting, person: Person) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=people_at(meeting) - {person.pk})


def _initial(
    meeting: Meeting, item: AgendaItem, person: Person, rows: list[Conflict]
) -> dict[str, Any]:
    now = (
        ItemParticipation.objects.filter(item=item, person=person)
        .select_related("ruling")
        .first()
    )
    is_new = any(row.state == ConflictState.FOUND for row in rows)
    if now and now.ruling and not is_new:
        # Ruled on before: what was said then. The sentence is written afresh.
        return {
            "nature": now.ruling.nature,
            "papers_withheld": now.papers_withheld,
            "declared_at_start": str(int(now.ruling.declared_at_start)),
            "ruled_by": now.ruling.ruled_by_id,
            "option": now.ruling.option,
        }
    chair = meeting.chair_id if meeting.chair_id != person.pk else None
    return {
        "nature": "; ".join(dict.fromkeys(nature_for_minutes(row) for row in rows)),
        "papers_withheld": bool(now and now.papers_withheld),
        "declared_at_start": "1",
        "ruled_by": chair,
        "option": next((row.suggested for row in rows if row.suggested), ""),
    }


@never_cache
def dismiss(request: PortalRequest, meeting_id: int, conflict_id: int) -> HttpResponse:
    """Say that a match is no conflict, and why."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_see_conflicts(request.actor, meeting))
    conflict = get_object_or_404(
        Conflict.objects.visible_to(request.actor).select_related(
            "item__meeting", "person"
        ),
        pk=conflict_id,
        item__meeting=meeting,
    )
    require(may_dismiss(request.actor, conflict))
    act = Act(
        heading=f"No conflict of {conflict.person.name}",
        words="Note as no conflict",
        said="Noted as no conflict.",
        back_url=back_to(meeting),
        # Several things of one person may meet one item: each has a page of its own.
        caption=f"{Truncator(conflict.why).chars(80)} · {conflict.item.title} · "
        + meeting_heading(meeting).caption,
        consequences=[
            conflict.why,
            "Papers held back for this alone are open to the person again.",
        ],
        template="declarations/conflict_act.html",
    )
    do = partial(dismiss_conflict, conflict=conflict)
    return carry_out(request, DismissForm(posted(request)), act, do, meeting=meeting)


def back_to(meeting: Meeting) -> str:
    """The conflicts of the meeting."""
    return reverse("declarations:conflicts", kwargs={"meeting_id": meeting.pk})
