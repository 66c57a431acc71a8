"""Calling a meeting, giving notice, moving it, and replying to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.directory.models import Person
from boards.meetings import services
from boards.meetings.enums import MeetingState, NoticeKind
from boards.meetings.forms.calling import CallForm, MoveForm, NoticeForm, ReplyForm
from boards.meetings.models import Meeting, Reply
from boards.meetings.permissions import may_edit_meeting, may_reply_for
from boards.meetings.presenters import meeting_heading, stages_for
from boards.meetings.presenters.calling import MOVE_WORDS
from boards.meetings.selectors import meeting_or_404
from boards.meetings.selectors.calling import notice_rules, settings_of
from boards.meetings.selectors.replies import deputies_of, is_invited
from boards.meetings.views.common import UNPROCESSABLE, posted
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import plural

CONSEQUENCES = {
    MeetingState.POSTPONED: (
        "Notice of the change is kept, with the day it was to be.",
        "Agenda, papers and replies stay. The meeting is called again for its new day.",
    ),
    MeetingState.ADJOURNED: (
        "The meeting goes on later with the same agenda and record.",
        "If it goes on another day, give that day.",
    ),
    MeetingState.CANCELLED: (
        "The meeting stays on record with everything in it.",
        "Calendars show it as cancelled. It cannot be taken up again.",
    ),
}


def _arranged(request: PortalRequest, meeting_id: int) -> Meeting:
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_edit_meeting(request.actor, meeting))
    return meeting


def _run(
    request: PortalRequest,
    meeting: Meeting,
    form: Any,
    do: Callable[[dict[str, Any]], Any],
    *,
    said: str,
    **shown: Any,
) -> HttpResponse:
    """One form about a meeting: find, do, say, go; nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            do({"meeting": meeting, "actor": request.actor, "at": timezone.now()})
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, said)
            return redirect(meeting)
    context = {
        "meeting": meeting,
        "caption": meeting_heading(meeting).caption,
        "stages": stages_for(meeting.pk, request.actor),
        "form": form,
        **shown,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/act.html", context, status=status)


@never_cache
def call(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Call the meeting; its members have notice from this moment."""
    meeting = _arranged(request, meeting_id)
    form = CallForm(posted(request), initial={"kind": meeting.call_kind})
    rules = notice_rules(settings_of(meeting.body))
    return _run(
        request,
        meeting,
        form,
        lambda by: services.call_meeting(**form.cleaned_data, **by),
        said="The meeting is called.",
        title="Call the meeting",
        act="Call the meeting",
        consequences=[
            "Members have notice from this moment; the time is kept.",
            (
                f"Members get {plural(rules.members_notice_days, 'day')} of notice,"
                f" {rules.called_by_chair_days} where the chair calls the meeting,"
                f" {rules.emergency_days} in an emergency."
            ),
        ],
    )


@never_cache
def notice(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Keep on record that notice was given."""
    meeting = _arranged(request, meeting_id)
    form = NoticeForm(posted(request), meeting=meeting)

    def give(by: dict[str, Any]) -> None:
        data = dict(form.cleaned_data)
        data.pop("given_on")
        data["given_at"] = form.moment()
        services.give_notice(**data, **by)

    asked = form.data.get("kind", form.initial["kind"])
    told = "The notice to members" if asked == NoticeKind.MEMBERS else "Public notice"
    return _run(
        request,
        meeting,
        form,
        give,
        said=f"{told} is on record.",
        title="Give notice",
        act="Keep the notice on record",
        consequences=["The time it was really given is kept as evidence."],
    )


@never_cache
def change_state(request: PortalRequest, meeting_id: int, to: str) -> HttpResponse:
    """Postpone, adjourn or cancel, with the reason that is in the notice."""
    meeting = _arranged(request, meeting_id)
    if to not in MOVE_WORDS:
        raise Http404
    state = MeetingState(to)
    form = MoveForm(posted(request))
    if state == MeetingState.CANCELLED:
        del form.fields["to_on"]
    elif state == MeetingState.ADJOURNED:
        form.fields["to_on"].label = "Day it goes on"
    return _run(
        request,
        meeting,
        form,
        lambda by: services.move_meeting(to=to, **form.cleaned_data, **by),
        said=f"The meeting is {state.label.lower()}.",
        title=MOVE_WORDS[state],
        act=MOVE_WORDS[state],
        consequences=CONSEQUENCES[state],
    )


@never_cache
def reply(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Say whether one comes."""
    meeting = meeting_or_404(request.actor, meeting_id)
    if request.actor.person_id is None:
        raise Http404
    return _reply(request, meeting, request.actor.person_id)


@never_cache
def reply_for(request: PortalRequest, meeting_id: int, person_id: int) -> HttpResponse:
    """Write down what somebody told the office."""
    return _reply(request, _arranged(request, meeting_id), person_id)


def _reply(request: PortalRequest, meeting: Meeting, person_id: int) -> HttpResponse:
    if not is_invited(meeting, person_id):
        raise Http404
    require(may_reply_for(request.actor, meeting, person_id))
    person = get_object_or_404(Person, pk=person_id)
    before = Reply.objects.filter(meeting=meeting, person=person).first()
    form = ReplyForm(
        posted(request),
        deputies=deputies_of(meeting, person_id),
        initial={
            "answer": before.answer if before else "",
            "deputy": before.deputy_id if before else None,
            "note": before.note if before else "",
        },
    )

    def answer(by: dict[str, Any]) -> None:
        data = form.cleaned_data
        deputy = data.get("deputy")
        services.save_reply(
            person=person,
            answer=data["answer"],
            deputy_id=deputy.pk if deputy else None,
            note=data["note"],
            **by,
        )

    own = person_id == request.actor.person_id
    return _run(
        request,
        meeting,
        form,
        answer,
        said="Your reply is saved." if own else f"The reply of {person} is saved.",
        title="Will you come?" if own else f"Reply of {person}",
        act="Save the reply",
        consequences=(),
    )
