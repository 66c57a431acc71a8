"""Decisions between meetings, and the register of sealing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.meetings import services
from boards.meetings.forms.common import RuleForm
from boards.meetings.forms.rounds import (
    AnswerForm,
    BodyFilter,
    DecideForm,
    EnterAnswerForm,
    RoundForm,
    SealForm,
    StopForm,
)
from boards.meetings.models import DecisionRound
from boards.meetings.permissions import may_record_decision, may_record_decisions
from boards.meetings.presenters.rounds import round_page, round_row, seal_row
from boards.meetings.selectors.rounds import (
    round_or_404,
    rounds_for,
    seal_uses_for,
)
from boards.meetings.views.common import UNPROCESSABLE, posted
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest


@require_safe
def rounds(request: PortalRequest) -> HttpResponse:
    """What is or was decided between meetings."""
    form = BodyFilter(request.GET or None, actor=request.actor)
    body_id = form.body_id()
    pages = paginate(rounds_for(request.actor, body_id=body_id), request)
    context = {
        "form": form,
        "pages": pages,
        "rows": [round_row(each) for each in pages.items],
        "is_filtered": body_id is not None,
        "may_open": may_record_decisions(request.actor),
    }
    return render(request, "boards/meetings/rounds.html", context)


@never_cache
def new_round(request: PortalRequest) -> HttpResponse:
    """Put a decision to the members."""
    require(may_record_decisions(request.actor))
    form = RoundForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_round(
                body=form.cleaned_data["body"],
                details=form.details(),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The members are asked.")
            return redirect(made)
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "boards/meetings/round_form.html", {"form": form}, status=status
    )


@never_cache
@require_safe
def one_round(request: PortalRequest, round_id: int) -> HttpResponse:
    """One round: what is asked, who answered what, and what became of it."""
    return _page(request, round_or_404(request.actor, round_id))


@require_POST
def answer_round(request: PortalRequest, round_id: int) -> HttpResponse:
    """A member answers."""
    found = round_or_404(request.actor, round_id)
    form = AnswerForm(request.POST)
    return _do(
        request,
        found,
        "answer",
        form,
        lambda data, by: services.answer_round(
            found=found, answer=data["answer"], note=data["note"], **by
        ),
        "Your answer is recorded.",
    )


@require_POST
def enter_answer(request: PortalRequest, round_id: int) -> HttpResponse:
    """The office enters what somebody answered."""
    found = round_or_404(request.actor, round_id)
    require(may_record_decision(request.actor, found.body))
    form = EnterAnswerForm(request.POST, found=found, prefix="enter")
    return _do(
        request,
        found,
        "enter",
        form,
        lambda data, by: services.answer_round(
            found=found,
            person=data["person"],
            answer=data["answer"],
            note=data["note"],
            **by,
        ),
        "The answer is recorded.",
    )


@require_POST
def decide_round(request: PortalRequest, round_id: int) -> HttpResponse:
    """Write the decision into the log."""
    found = round_or_404(request.actor, round_id)
    form = DecideForm(request.POST, prefix="decide")
    return _do(
        request,
        found,
        "decide",
        form,
        lambda data, by: services.decide_round(
            found=found, decided_by=data["decided_by"], **by
        ),
        "The decision is in the log. Its ratification is offered to the next agenda.",
    )


@require_POST
def fail_round(request: PortalRequest, round_id: int) -> HttpResponse:
    """Record that a resolution was not carried."""
    found = round_or_404(request.actor, round_id)
    form = DecideForm(request.POST, prefix="decide")
    return _do(
        request,
        found,
        "decide",
        form,
        lambda data, by: services.end_round(found=found, **by),
        "Recorded as not carried.",
    )


@require_POST
def stop_round(request: PortalRequest, round_id: int) -> HttpResponse:
    """Stop it with a reason."""
    found = round_or_404(request.actor, round_id)
    form = StopForm(request.POST, prefix="stop")
    return _do(
        request,
        found,
        "stop",
        form,
        lambda data, by: services.end_round(found=found, reason=data["reason"], **by),
        "The round is stopped.",
    )


def _do(
    request: PortalRequest,
    found: DecisionRound,
    key: str,
    form: Any,
    act: Callable[[dict[str, Any], dict[str, Any]], Any],
    said: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data, {"actor": request.actor, "at": timezone.now()})
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, said)
            return redirect(found)
    return _page(request, found, {key: form}, status=UNPROCESSABLE)


def _page(
    request: PortalRequest,
    found: DecisionRound,
    sent: dict[str, RuleForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms: dict[str, Any] = {
        "answer": AnswerForm(),
        "enter": EnterAnswerForm(found=found, prefix="enter"),
        "decide": DecideForm(prefix="decide"),
        "stop": StopForm(prefix="stop"),
        **(sent or {}),
    }
    context = {
        "page": round_page(found, request.actor),
        "found": found,
        "forms": forms,
        "sent": list((sent or {}).values()),
    }
    return render(request, "boards/meetings/round.html", context, status=status)


@require_safe
def seal(request: PortalRequest) -> HttpResponse:
    """The register of sealing."""
    form = BodyFilter(request.GET or None, actor=request.actor)
    body_id = form.body_id()
    pages = paginate(seal_uses_for(request.actor, body_id=body_id), request)
    context = {
        "form": form,
        "pages": pages,
        "rows": [seal_row(each) for each in pages.items],
        "is_filtered": body_id is not None,
        "may_record": may_record_decisions(request.actor),
    }
    return render(request, "boards/meetings/seal.html", context)


@never_cache
def new_seal_use(request: PortalRequest) -> HttpResponse:
    """Enter a use of the seal."""
    require(may_record_decisions(request.actor))
    form = SealForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_seal_use(
                body=form.cleaned_data["body"],
                details=form.details(),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"Entered as number {made.number}.")
            return redirect("meetings:seal")
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "boards/meetings/seal_form.html", {"form": form}, status=status
    )
