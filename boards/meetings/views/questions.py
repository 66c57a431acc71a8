"""Questions of the public to a meeting, as the board office handles them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.bodies.services.seen import mark_of
from boards.meetings.forms.questions import AnswerForm, RefuseForm
from boards.meetings.models import Meeting, PublicQuestion
from boards.meetings.permissions import may_handle_questions
from boards.meetings.presenters.questions import question_lines
from boards.meetings.presenters.stages import stages_for
from boards.meetings.selectors import meeting_or_404
from boards.meetings.selectors.questions import questions_of
from boards.meetings.services import questions as services
from boards.meetings.views.common import CONFLICT, UNPROCESSABLE, posted
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@require_safe
def questions(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The questions in the order they came, each with what may be done."""
    meeting = meeting_or_404(request.actor, meeting_id)
    may = may_handle_questions(request.actor, meeting)
    found = questions_of(meeting, timezone.localdate())
    context = {
        "meeting": meeting,
        "lines": question_lines(found, with_names=may.allowed),
        "may_handle": may,
        "stages": stages_for(meeting.pk, request.actor),
    }
    return render(request, "boards/meetings/questions.html", context)


@require_POST
def accept_question(
    request: PortalRequest, meeting_id: int, question_id: int
) -> HttpResponse:
    """Take it."""
    row = _question(request, meeting_id, question_id)
    services.accept_question(question=row, actor=request.actor, at=timezone.now())
    messages.success(request, "The question is accepted.")
    return redirect("meetings:questions", meeting_id=meeting_id)


@require_POST
def publish_answer(
    request: PortalRequest, meeting_id: int, question_id: int
) -> HttpResponse:
    """Publish question and answer."""
    row = _question(request, meeting_id, question_id)
    services.publish_answer(question=row, actor=request.actor, at=timezone.now())
    messages.success(request, "Question and answer are published.")
    return redirect("meetings:questions", meeting_id=meeting_id)


@never_cache
def refuse_question(
    request: PortalRequest, meeting_id: int, question_id: int
) -> HttpResponse:
    """Do not take it, with the reason."""
    row = _question(request, meeting_id, question_id)
    form = RefuseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.refuse_question(
                question=row,
                refusal=form.cleaned_data["refusal"],
                words=form.cleaned_data["words"],
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The question is not taken.")
            return redirect("meetings:questions", meeting_id=meeting_id)
    return _form(request, row, form, "Do not take this question", "Do not take it")


@never_cache
def answer_question(
    request: PortalRequest, meeting_id: int, question_id: int
) -> HttpResponse:
    """Write the answer; two people at once see both."""
    row = _question(request, meeting_id, question_id)
    form = AnswerForm(posted(request), question=row)
    conflict, status, seen = None, None, mark_of(row.answer)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        if form.is_valid():
            try:
                services.answer_question(
                    question=row,
                    answer=form.cleaned_data["answer"],
                    seen=seen,
                    actor=request.actor,
                    at=timezone.now(),
                )
            except RuleBroken as problem:
                form.refuse(problem)
            except EditConflict as clash:
                # Both are on the page now, so saving again means: mine all the same.
                conflict, status, seen = clash, CONFLICT, mark_of(clash.theirs)
            else:
                messages.success(
                    request, "The answer is kept. It is not published yet."
                )
                return redirect("meetings:questions", meeting_id=meeting_id)
    return _form(
        request,
        row,
        form,
        "Answer this question",
        "Keep the answer",
        status=status,
        conflict=conflict,
        seen=seen,
    )


def _form(
    request: PortalRequest,
    row: PublicQuestion,
    form: AnswerForm | RefuseForm,
    heading: str,
    act: str,
    *,
    status: int | None = None,
    conflict: EditConflict | None = None,
    seen: str = "",
) -> HttpResponse:
    context = {
        "meeting": row.meeting,
        "question": row,
        "form": form,
        "heading": heading,
        "act": act,
        "conflict": conflict,
        "seen": seen,
        "stages": stages_for(row.meeting_id, request.actor),
    }
    code = status or (UNPROCESSABLE if form.errors else 200)
    return render(request, "boards/meetings/question_form.html", context, status=code)


def _question(
    request: PortalRequest, meeting_id: int, question_id: int
) -> PublicQuestion:
    """The question, if this person may see the meeting (else 404) and act (else 403)."""
    meeting: Meeting = meeting_or_404(request.actor, meeting_id)
    require(may_handle_questions(request.actor, meeting))
    return get_object_or_404(
        PublicQuestion.objects.select_related("item", "meeting__body"),
        pk=question_id,
        meeting=meeting,
    )
