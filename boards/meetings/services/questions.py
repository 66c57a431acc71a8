"""Questions of the public: asked by anybody, handled by the board office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate, localtime

from boards.bodies.services.seen import mark_of
from boards.meetings.enums import Part, PublicationKind, QuestionState
from boards.meetings.models import (
    AgendaItem,
    Meeting,
    MeetingSettings,
    Publication,
    PublicQuestion,
)
from boards.meetings.permissions import may_handle_questions
from boards.meetings.rules import questions as rules
from boards.meetings.rules.published_words import AgendaWords
from boards.meetings.rules.words import one_line
from boards.meetings.selectors.agenda import read_agenda
from boards.meetings.selectors.questions import limits_of
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDetails:
    """What somebody sends. ``item_number`` is a number of the published agenda."""

    asked_by: str
    email: str
    text: str
    item_number: str = ""
    publish_name: bool = False


@transaction.atomic
def ask_question(
    *, meeting: Meeting, details: QuestionDetails, actor: Actor, at: datetime
) -> PublicQuestion:
    """Take a question of anybody. Raises RuleBroken (QST-1 to QST-5).

    The meeting is locked, so that two at once are not both the last there is room for.
    """
    meeting = (
        Meeting.objects.public()
        .select_related("body")
        .select_for_update(of=("self",))
        .get(pk=meeting.pk)
    )
    settings = MeetingSettings.objects.filter(body=meeting.body_id).first()
    limits = limits_of(settings)
    standing = PublicQuestion.objects.filter(meeting=meeting).exclude(
        state=QuestionState.REFUSED
    )
    now = localtime(at).replace(tzinfo=None)
    rules.check_asking(
        rules.asking(
            meeting.held_on, meeting.state, limits, now, taken=standing.count()
        )
    )
    text = rules.check_text(visible(details.text), limits.words)
    name = one_line(details.asked_by)
    if not name or len(name) > rules.NAME_LENGTH:
        raise RuleBroken("QST-2", "Enter your name.", field="asked_by")
    rules.check_names_no_patient(text)
    rules.check_names_no_patient(name, "asked_by")
    email = details.email.strip()
    own = standing.filter(email__iexact=email)
    if own.filter(text=text).exists():
        raise RuleBroken("QST-3", "We have this question from you.", field="text")
    rules.check_person(own.count(), limits)
    rules.check_item(details.item_number, public_numbers(meeting, at))
    row = create_with_reason(
        PublicQuestion,
        "Question received",
        actor=actor,
        meeting=meeting,
        item=_item(meeting, details.item_number),
        asked_by=name,
        email=email,
        publish_name=details.publish_name,
        text=text,
        received_at=at,
        answer_due_on=rules.answer_due(
            localdate(at), meeting.held_on, limits.answer_working_days
        ),
    )
    _note("question_received", row, actor, at)
    return row


@transaction.atomic
def accept_question(
    *, question: PublicQuestion, actor: Actor, at: datetime
) -> PublicQuestion:
    """Take it to the meeting; one that was not taken can be accepted after all."""
    row = _locked(question, actor)
    rules.check_move(row.state, QuestionState.ACCEPTED)
    row.state, row.refusal, row.refusal_words = QuestionState.ACCEPTED, "", ""
    save_with_reason(row, "Question accepted", actor=actor)
    _note("question_accepted", row, actor, at)
    return row


@transaction.atomic
def refuse_question(
    *,
    question: PublicQuestion,
    refusal: str,
    words: str = "",
    actor: Actor,
    at: datetime,
) -> PublicQuestion:
    """Do not take it, for one of the reasons there are; the asker reads it (QST-6)."""
    row = _locked(question, actor)
    rules.check_move(
        row.state,
        QuestionState.REFUSED,
        refusal=refusal,
        is_published=row.published_at is not None,
    )
    row.state, row.refusal = QuestionState.REFUSED, refusal
    row.refusal_words = visible(words).strip()
    save_with_reason(row, "Question not taken", actor=actor)
    _note("question_refused", row, actor, at, reason=row.get_refusal_display())
    return row


@transaction.atomic
def answer_question(
    *,
    question: PublicQuestion,
    answer: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> PublicQuestion:
    """Write the answer, or write it anew before it is published.

    ``seen`` is the mark of the answer the form showed; raises EditConflict if somebody
    wrote another since. The first answer stops the clock.
    """
    row = _locked(question, actor)
    answer = visible(answer).replace("\r\n", "\n").strip()
    rules.check_move(
        row.state,
        QuestionState.ANSWERED,
        words=answer,
        is_published=row.published_at is not None,
    )
    if seen is not None and mark_of(row.answer) != seen:
        raise EditConflict(
            "Somebody answered this question after you opened the form. Look at both,"
            " then save again if yours is still right.",
            field="answer",
            mine=answer,
            theirs=row.answer,
        )
    row.answer, row.state = answer, QuestionState.ANSWERED
    if row.answered_at is None:
        row.answered_at, row.answered_by_id = at, actor.user_id
    save_with_reason(row, "Question answered", actor=actor)
    _note("question_answered", row, actor, at)
    return row


@transaction.atomic
def publish_answer(
    *, question: PublicQuestion, actor: Actor, at: datetime
) -> PublicQuestion:
    """Let the public read question and answer, and the name where that was agreed."""
    row = _locked(question, actor)
    rules.check_publishing(row.state, is_published=row.published_at is not None)
    rules.check_names_no_patient(row.answer, "answer")
    row.published_at, row.published_by_id = at, actor.user_id
    save_with_reason(row, "Answer published", actor=actor)
    _note("question_published", row, actor, at)
    return row


def public_numbers(meeting: Meeting, at: datetime) -> dict[str, str]:
    """The items one may ask about, by number: those of part 1 of the published agenda."""
    row = (
        Publication.objects.readable(at)
        .filter(meeting=meeting, kind=PublicationKind.AGENDA)
        .first()
    )
    if row is None or not row.words:
        return {}
    return {
        item.number: item.title
        for section in AgendaWords.from_json(row.words).sections
        if not section.is_private
        for item in section.items
    }


def _item(meeting: Meeting, number: str) -> AgendaItem | None:
    """The item of that number, if it is in part 1 still."""
    if not number:
        return None
    reading = read_agenda(meeting)
    for item in reading.items:
        if reading.numbers.get(item.pk) == number and item.part == Part.ONE:
            return item
    return None


def _locked(question: PublicQuestion, actor: Actor) -> PublicQuestion:
    row = (
        PublicQuestion.objects.select_related("meeting__body")
        .select_for_update(of=("self",))
        .get(pk=question.pk)
    )
    require(may_handle_questions(actor, row.meeting))
    return row


def _note(
    verb: str, row: PublicQuestion, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """The audit trail holds the reference and never who asked."""
    record(
        verb=verb,
        target=row,
        actor=actor,
        at=at,
        reason=reason,
        detail={"reference": str(row.reference)},
        body_id=row.meeting.body_id,
    )
