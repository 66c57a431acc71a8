"""Asking a question, and following what becomes of it."""

from __future__ import annotations

import uuid

from allauth.core import ratelimit
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from boards.meetings.forms.questions import GOOD_FOR_SECONDS, AskForm, new_token
from boards.meetings.models import PublicQuestion
from boards.meetings.services.questions import ask_question, public_numbers
from ics_portal.accounts.actor import ANONYMOUS
from ics_portal.core.errors import RuleBroken
from ics_portal.core.web.words import longday
from ics_portal.web.public.addresses import days_of, meeting_url
from ics_portal.web.public.frame import open_form, page
from ics_portal.web.public.presenters.asking import asking_words, question_page
from ics_portal.web.public.selectors import meeting_at, names_on, settings_of

UNPROCESSABLE = 422
TOO_MANY = 429
TOO_OFTEN = (
    "Too many questions came from your connection in the last hour. Nothing you typed is"
    " lost: send it again later."
)


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, day: str) -> HttpResponseBase:
    """The form; a question that was sent leads to the page on which it is followed."""
    now = timezone.now()
    meeting, body = meeting_at(slug, day)
    words = asking_words(meeting, settings_of(body), now)
    sent = request.POST if request.method == "POST" else None
    form = AskForm(
        sent, meeting_id=meeting.pk, items=public_numbers(meeting, now), initial={}
    )
    status = 200
    if sent is not None:
        status = UNPROCESSABLE
        if not ratelimit.consume(request, action="public_question"):
            status = TOO_MANY
            form.full_clean()
            form.add_error(None, TOO_OFTEN)
        elif form.is_valid() and form.read is not None:
            kept = f"public-question:{form.read.once}"
            before = cache.get(kept)
            if before:  # the button was pressed twice
                return redirect("public:question", reference=before)
            try:
                made = ask_question(
                    meeting=meeting, details=form.details(), actor=ANONYMOUS, at=now
                )
            except RuleBroken as problem:
                form.refuse(problem)
            else:
                cache.set(kept, str(made.reference), GOOD_FOR_SECONDS)
                return redirect("public:question", reference=made.reference)
    name = names_on([(body, meeting.held_on)])[body.pk, meeting.held_on]
    return page(
        request,
        "ask.html",
        status=status,
        here="meetings",
        scheme_class="decisions",
        form=form,
        token=new_token(meeting.pk),
        asking=words,
        meeting_href=meeting_url(slug, day),
        meeting_words=f"{name}, {longday(meeting.held_on)}",
    )


@open_form
@require_http_methods(["GET", "HEAD"])
def question(request: HttpRequest, reference: uuid.UUID) -> HttpResponseBase:
    """What became of a question, for whoever holds its reference."""
    row = get_object_or_404(
        PublicQuestion.objects.select_related("meeting__body"), reference=reference
    )
    meeting = row.meeting
    days = days_of([meeting])
    if meeting.pk not in days:  # it is held in private now
        raise Http404
    name = names_on([(meeting.body, meeting.held_on)])
    words = f"{name[meeting.body_id, meeting.held_on]}, {longday(meeting.held_on)}"
    return page(
        request,
        "question.html",
        here="meetings",
        scheme_class="decisions",
        question=question_page(row, words),
        meeting_href=meeting_url(meeting.body.slug, days[meeting.pk]),
    )
