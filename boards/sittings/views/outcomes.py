"""Recording and changing the outcomes of an item."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.bodies.models import Body
from boards.bodies.services.seen import mark_of
from boards.meetings.models import AgendaItem
from boards.meetings.permissions import may_record_decision
from boards.meetings.presenters import stages_for
from boards.meetings.selectors import (
    body_asked_for,
    meeting_or_404,
    number_of_item,
    with_body,
)
from boards.meetings.views.common import CONFLICT, UNPROCESSABLE, posted
from boards.sittings.forms.outcomes import OutcomeForm
from boards.sittings.models import Outcome
from boards.sittings.presenters.outcomes import line_key, outcome_panel
from boards.sittings.rules.outcomes import moment_of, offered_kinds, own_kind
from boards.sittings.selectors.deciding import course_of, deciding_at
from boards.sittings.selectors.outcomes import (
    AskedRow,
    asked_of_item,
    asked_rows_for,
    outcomes_of,
    reserved_to_others,
)
from boards.sittings.services.outcome_case import OutcomeDetails
from boards.sittings.services.outcomes import (
    change_outcome as change,
)
from boards.sittings.services.outcomes import (
    outcome_state,
    record_as_recommended,
    record_outcome,
)
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import plural


@dataclass(frozen=True, slots=True)
class _Place:
    """The item, the body whose outcomes are recorded, and the way back."""

    item: AgendaItem
    body: Body
    back: str


def _place(request: PortalRequest, meeting_id: int, item_id: int) -> _Place:
    meeting = meeting_or_404(request.actor, meeting_id)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    item.meeting = meeting
    body = body_asked_for(request.actor, meeting, request.GET.get("body", ""))
    require(may_record_decision(request.actor, body))
    return _Place(item, body, _run_page(item, body))


def _run_page(item: AgendaItem, body: Body) -> str:
    """The item on the run page, as this body has it."""
    at_item = {"meeting_id": item.meeting_id, "item_id": item.pk}
    address = reverse("sittings:run_item", kwargs=at_item)
    return with_body(address, item.meeting, body)


@never_cache
def outcomes(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """All outcomes of an item; sent, the ones chosen by radios are recorded at once."""
    place = _place(request, meeting_id, item_id)
    problems: list[str] = []
    if request.method == "POST":
        try:
            made = _record_chosen(request, place)
        except RuleBroken as problem:
            problems.append(problem.message)
        else:
            if made:
                messages.success(request, f"Recorded {plural(made, 'outcome')}.")
                return redirect(place.back)
            problems.append("Choose an outcome for at least one recommendation.")
    context = {
        "outcomes": outcome_panel(
            place.item, request.actor, timezone.now(), body=place.body
        ),
        "problems": problems,
        "chosen": dict(request.POST.items()),
        **_frame(request, place),
    }
    status = UNPROCESSABLE if problems else 200
    return render(request, "boards/sittings/outcomes.html", context, status=status)


@transaction.atomic
def _record_chosen(request: PortalRequest, place: _Place) -> int:
    at, made = timezone.now(), 0
    rows = [
        row.recommendation
        for row in asked_rows_for(request.actor, place.item, place.body)
    ]
    done = {one.recommendation_id for one in outcomes_of(place.item, place.body)}
    for recommendation in rows or [None]:
        key = line_key(recommendation.pk if recommendation else None)
        kind = request.POST.get(key, "")
        if not kind:
            continue
        if recommendation is not None and recommendation.pk in done:
            # Somebody recorded it meanwhile: what is there stays.
            continue
        record_outcome(
            item=place.item,
            body=place.body,
            recommendation=recommendation,
            details=OutcomeDetails(kind=kind),
            actor=request.actor,
            at=at,
        )
        made += 1
    return made


@require_POST
def as_recommended(
    request: PortalRequest, meeting_id: int, item_id: int
) -> HttpResponse:
    """Everything of the item as it was recommended, in one step."""
    place = _place(request, meeting_id, item_id)
    try:
        made = record_as_recommended(
            item=place.item,
            body=place.body,
            actor=request.actor,
            at=timezone.now(),
        )
    except RuleBroken as problem:
        context = {
            "outcomes": outcome_panel(
                place.item, request.actor, timezone.now(), body=place.body
            ),
            "problems": [problem.message],
            "chosen": {},
            **_frame(request, place),
        }
        return render(
            request, "boards/sittings/outcomes.html", context, status=UNPROCESSABLE
        )
    said = plural(len(made), "outcome")
    messages.success(request, f"Recorded {said} as recommended.")
    return redirect(place.back)


@never_cache
def record(
    request: PortalRequest,
    meeting_id: int,
    item_id: int,
    recommendation_id: int | None = None,
) -> HttpResponse:
    """One outcome with all that can be said of it."""
    place = _place(request, meeting_id, item_id)
    row = _row(request, place, recommendation_id)
    form = _form(request, place, row)
    if request.method == "POST" and form.is_valid():
        try:
            record_outcome(
                item=place.item,
                body=place.body,
                recommendation=row.recommendation if row else None,
                details=form.details(),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The outcome is recorded.")
            return redirect(place.back)
    return _form_page(request, place, row, form)


@never_cache
def change_outcome(
    request: PortalRequest, meeting_id: int, item_id: int, outcome_id: int
) -> HttpResponse:
    """Put an outcome right, and the decision with it."""
    place = _place(request, meeting_id, item_id)
    outcome = get_object_or_404(
        Outcome.objects.select_related("decision", "carried", "body"),
        item=place.item,
        pk=outcome_id,
    )
    require(may_record_decision(request.actor, outcome.body))
    place = _Place(place.item, outcome.body, place.back)
    rows = asked_rows_for(request.actor, place.item, place.body)
    row = next(
        (one for one in rows if one.recommendation.pk == outcome.recommendation_id),
        None,
    )
    form = _form(request, place, row, outcome)
    seen, conflict = mark_of(outcome_state(outcome)), None
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        if form.is_valid():
            try:
                change(
                    outcome=outcome,
                    details=form.details(),
                    correction=form.cleaned_data["correction"],
                    seen=seen,
                    actor=request.actor,
                    at=timezone.now(),
                )
            except RuleBroken as problem:
                form.refuse(problem)
            except EditConflict as clash:
                # Both are on the page now, so saving again means: mine as well.
                conflict, seen = clash, mark_of(clash.theirs)
            else:
                messages.success(request, "The outcome is changed.")
                return redirect(place.back)
    return _form_page(request, place, row, form, outcome, seen, conflict)


def _row(
    request: PortalRequest, place: _Place, recommendation_id: int | None
) -> AskedRow | None:
    if recommendation_id is None:
        return None
    for row in asked_rows_for(request.actor, place.item, place.body):
        if row.recommendation.pk == recommendation_id:
            return row
    raise Http404


def _form(
    request: PortalRequest,
    place: _Place,
    row: AskedRow | None,
    outcome: Outcome | None = None,
) -> OutcomeForm:
    at = moment_of(course_of(place.item), timezone.now())
    deciding = deciding_at(place.item, place.body, at)
    own = own_kind(row.asked if row else asked_of_item(place.item))
    kinds = offered_kinds(own, may_decide=deciding.may_decide)
    return OutcomeForm(
        posted(request),
        kinds=kinds,
        body=place.body,
        meeting=place.item.meeting,
        voters=deciding.voters,
        outcome=outcome,
        asked=row.text if row else "",
        initial={} if outcome else {"kind": kinds[0] if own in kinds else ""},
    )


def _form_page(
    request: PortalRequest,
    place: _Place,
    row: AskedRow | None,
    form: OutcomeForm,
    outcome: Outcome | None = None,
    seen: str = "",
    conflict: EditConflict | None = None,
) -> HttpResponse:
    at = moment_of(course_of(place.item), timezone.now())
    said = f"{place.item.title} {row.words if row else ''}"
    context = {
        "form": form,
        "row": row,
        "outcome": outcome,
        "seen": seen,
        "conflict": conflict,
        "deciding": deciding_at(place.item, place.body, at),
        "reserved": reserved_to_others(place.body, said, timezone.localdate(at)),
        **_frame(request, place),
    }
    status = CONFLICT if conflict else UNPROCESSABLE if form.errors else 200
    return render(request, "boards/sittings/outcome_form.html", context, status=status)


def _frame(request: PortalRequest, place: _Place) -> dict[str, object]:
    return {
        "meeting": place.item.meeting,
        "item": place.item,
        "number": number_of_item(place.item),
        "stages": stages_for(place.item.meeting_id, request.actor),
        "back_url": place.back,
    }
