"""Forms about one action: an update in two steps, and what the office writes down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.actions import services
from boards.actions.forms import (
    ChangeForm,
    CloseForm,
    KeepOpenForm,
    ProgressForm,
    ReopenForm,
    SupersedeForm,
)
from boards.actions.models import Action
from boards.actions.permissions import may_keep_action, may_update_action
from boards.actions.presenters import action_row
from boards.actions.rules import typed_due
from boards.actions.selectors import one_action
from boards.bodies.forms.common import RuleForm
from boards.bodies.services.seen import mark_of
from boards.meetings.views.common import CONFLICT, UNPROCESSABLE, posted
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@dataclass(frozen=True, slots=True)
class Act:
    """The words of a form: heading, button, what is said when it is done, and before."""

    heading: str
    words: str
    said: str
    line: str = ""


def _action(request: PortalRequest, action_id: int) -> Action:
    found = one_action(request.actor, action_id)
    if found is None:
        raise Http404
    return found


@never_cache
def update(request: PortalRequest, action_id: int) -> HttpResponse:
    """Say how it goes: first the words, then a look at them before they are saved."""
    action = _action(request, action_id)
    require(may_update_action(request.actor, action))
    form = ProgressForm(posted(request), initial={"done": "no"})
    seen = request.POST.get("seen") or mark_of(services.action_words(action))
    conflict, status, step = None, 200, "write"
    if request.method == "POST":
        status = UNPROCESSABLE
        asked = request.POST.get("step", "check")
        if form.is_valid() and asked != "write":
            try:
                if asked == "save":
                    return _save_update(request, action, form, seen)
                _check_date(form)
            except RuleBroken as problem:
                form.refuse(problem)
            except EditConflict as clash:
                conflict, status, seen = clash, CONFLICT, mark_of(clash.theirs)
            else:
                step, status = "check", 200
        elif asked == "write":
            status = 200
    context = {
        "action": action,
        "row": action_row(action, on=timezone.localdate()),
        "form": form,
        "step": step,
        "seen": seen,
        "conflict": conflict,
    }
    return render(request, "boards/actions/update.html", context, status=status)


def _check_date(form: ProgressForm) -> None:
    """What the second step would refuse is said at the first."""
    if not form.cleaned_data["due"]:
        return
    typed_due(form.cleaned_data["due"])
    if not form.cleaned_data["due_reason"]:
        sentence = "Say why the date is revised."
        raise RuleBroken("LOGB-6", sentence, field="due_reason")


def _save_update(
    request: PortalRequest, action: Action, form: ProgressForm, seen: str
) -> HttpResponse:
    progress = form.progress()
    services.update_action(
        action=action,
        progress=progress,
        seen=seen,
        actor=request.actor,
        at=timezone.now(),
    )
    said = "Your update is saved."
    if progress.proposes:
        said = "Your update is saved. The action stays open until the meeting agrees."
    messages.success(request, said)
    return redirect(action)


def _carry_out(
    request: PortalRequest,
    action: Action,
    form: RuleForm,
    act: Act,
    do: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    require(may_keep_action(request.actor, action))
    seen = request.POST.get("seen") or mark_of(services.action_words(action))
    conflict, status = None, 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                do({"action": action, "actor": request.actor, "at": timezone.now()})
            except RuleBroken as problem:
                form.refuse(problem)
            except EditConflict as clash:
                conflict, status, seen = clash, CONFLICT, mark_of(clash.theirs)
            else:
                messages.success(request, act.said)
                return redirect(action)
    context = {
        "action": action,
        "form": form,
        "act": act,
        "seen": seen,
        "conflict": conflict,
    }
    return render(request, "boards/actions/act.html", context, status=status)


@never_cache
def change(request: PortalRequest, action_id: int) -> HttpResponse:
    """Put its words right, or name another lead."""
    action = _action(request, action_id)
    shown = {
        "title": action.title,
        "lead": action.lead,
        "lead_person": action.lead_person_id,
    }
    form = ChangeForm(posted(request), initial=shown)
    act = Act("Change the action", "Save the action", "The action is changed.")

    def do(by: dict[str, Any]) -> None:
        seen = request.POST.get("seen", "")
        services.change_action(**form.cleaned_data, seen=seen, **by)

    return _carry_out(request, action, form, act, do)


@never_cache
def close(request: PortalRequest, action_id: int) -> HttpResponse:
    """Write down that a meeting closed it."""
    action = _action(request, action_id)
    require(may_keep_action(request.actor, action))
    form = CloseForm(posted(request), action=action, today=timezone.localdate())
    act = Act(
        "Close the action",
        "Close the action",
        "The action is closed.",
        "Only a meeting closes an action. The log shows it once more at the next one.",
    )
    return _carry_out(
        request,
        action,
        form,
        act,
        lambda by: services.close_action(**form.cleaned_data, **by),
    )


@never_cache
def stays_open(request: PortalRequest, action_id: int) -> HttpResponse:
    """Write down that the meeting did not agree."""
    action = _action(request, action_id)
    form = KeepOpenForm(posted(request))
    act = Act(
        "Keep the action open", "Keep it open", "The action is in progress again."
    )
    return _carry_out(
        request,
        action,
        form,
        act,
        lambda by: services.keep_open(**form.cleaned_data, **by),
    )


@never_cache
def supersede(request: PortalRequest, action_id: int) -> HttpResponse:
    """Say which action replaces it."""
    action = _action(request, action_id)
    require(may_keep_action(request.actor, action))
    form = SupersedeForm(posted(request), action=action, actor=request.actor)
    act = Act("Supersede the action", "Supersede it", "The action is superseded.")
    return _carry_out(
        request,
        action,
        form,
        act,
        lambda by: services.supersede_action(**form.cleaned_data, **by),
    )


@never_cache
def reopen(request: PortalRequest, action_id: int) -> HttpResponse:
    """Open an ended action again."""
    action = _action(request, action_id)
    form = ReopenForm(posted(request))
    act = Act("Open the action again", "Open it again", "The action is open again.")
    return _carry_out(
        request,
        action,
        form,
        act,
        lambda by: services.reopen_action(**form.cleaned_data, **by),
    )
