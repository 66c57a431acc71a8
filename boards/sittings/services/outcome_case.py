"""One outcome as it is being written down: what is known of it, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.bodies.services.frame import lock
from boards.meetings.enums import DecisionMethod
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.permissions import may_record_decision
from boards.meetings.rules.votes import (
    Votes,
    check_casting,
    check_dissents,
    check_numbers,
    check_result,
)
from boards.meetings.services import DissentDetails
from boards.meetings.services.items import check_later
from boards.papers.models import Recommendation
from boards.sittings.enums import OutcomeKind
from boards.sittings.models import Outcome
from boards.sittings.rules.outcomes import (
    carried_by,
    check_kind,
    check_quorum,
    check_sitting,
    decides,
    moment_of,
    outcome_words,
)
from boards.sittings.selectors.deciding import Deciding, course_of, deciding_at
from boards.sittings.selectors.outcomes import AskedRow, asked_rows
from boards.sittings.settled import refuse_if_settled
from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeDetails:
    """What became of it, and how that was come to.

    ``words`` are those for the minutes and the log; empty, they follow from the
    recommendation. ``reason`` says why the chair decided or whose support was given.
    """

    kind: str
    words: str = ""
    method: str = DecisionMethod.CONSENSUS
    reason: str = ""
    votes: Votes | None = None
    dissents: Sequence[DissentDetails] = ()
    bring_back: bool = False
    to_meeting_id: int | None = None
    to_body_id: int | None = None
    referred_to: str = ""


@dataclass(slots=True)
class Case:
    """All that is known of an item while one outcome of it is written down.

    ``day`` is that on which the item was begun, however late its outcome is written down.
    """

    item: AgendaItem
    body: Body
    deciding: Deciding
    decided_at: datetime
    day: date
    row: AskedRow | None
    actor: Actor
    at: datetime


def begin(
    item: AgendaItem,
    body: Body,
    recommendation: Recommendation | None,
    actor: Actor,
    at: datetime,
) -> Case:
    require(may_record_decision(actor, body))
    lock(body)
    item = AgendaItem.objects.select_related("meeting__chair", "meeting__body").get(
        pk=item.pk
    )
    sits = {
        item.meeting.body_id,
        *item.meeting.in_common_with.values_list("pk", flat=True),
    }
    if body.pk not in sits:
        raise RuleBroken("DEC-1", "This body does not sit at this meeting.")
    refuse_if_settled(item, body.pk)
    course = course_of(item)
    check_sitting(item.meeting.state, was_begun=course.begun_at is not None)
    decided_at = moment_of(course, at)
    row = None
    if recommendation is not None:
        rows = {one.recommendation.pk: one for one in asked_rows(item, body)}
        row = rows.get(recommendation.pk)
        if row is None:
            raise RuleBroken(
                "MIN-11", "Choose a recommendation of a paper under this item."
            )
    deciding = deciding_at(item, body, decided_at)
    day = localdate(course.begun_at or decided_at)
    return Case(item, body, deciding, decided_at, day, row, actor, at)


def check_once(case: Case, details: OutcomeDetails, there: list[Outcome]) -> None:
    if case.row is not None:
        pk = case.row.recommendation.pk
        if any(one.recommendation_id == pk for one in there):
            raise RuleBroken(
                "MIN-11",
                "This recommendation has its outcome already. Change that one.",
            )
    elif not details.words.strip() and (there or asked_rows(case.item, case.body)):
        raise RuleBroken(
            "MIN-11",
            "Say what was decided or noted: this item has recommendations or outcomes"
            " of its own, and this is another.",
            field="words",
        )


def position(case: Case, there: list[Outcome]) -> int:
    if case.row is not None:
        rows = asked_rows(case.item, case.body)
        order = [one.recommendation.pk for one in rows]
        return order.index(case.row.recommendation.pk)
    return 1 + max([99, *(one.position for one in there)])


def check(case: Case, details: OutcomeDetails) -> OutcomeDetails:
    check_kind(details.kind)
    check_quorum(details.kind, case.deciding.state, case.deciding.reasons)
    words = visible(details.words).replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        sentence = (
            f"Shorten the words to {LONGEST:,} letters; they have {len(words):,}."
        )
        raise RuleBroken("MIN-11", sentence, field="words")
    if not decides(details.kind):
        details = replace(
            details, method=DecisionMethod.CONSENSUS, reason="", votes=None, dissents=()
        )
    _check_votes(case, details)
    where = _where(case, details)
    return replace(details, words=words or _usual_words(case, details, where))


def _check_votes(case: Case, details: OutcomeDetails) -> None:
    votes, deciding = details.votes, case.deciding
    if details.method != DecisionMethod.VOTE:
        if votes is not None:
            sentence = "Only a vote has numbers: choose “By a vote”, or leave them out."
            raise RuleBroken("DEC-3", sentence, field="method")
    elif votes is None:
        sentence = "Enter how many voted for and against."
        raise RuleBroken("DEC-3", sentence, field="votes_for")
    else:
        check_numbers(votes, voters=deciding.voter_count)
        check_casting(
            votes, presiding=deciding.presiding_id, voters=deciding.voters.keys()
        )
        check_result(votes, carried=carried_by(details.kind))
    check_dissents(
        [one.person_id for one in details.dissents],
        votes,
        voters=deciding.voters.keys(),
    )


def _where(case: Case, details: OutcomeDetails) -> str:
    """The meeting or the body it goes to; raises RuleBroken for one it cannot."""
    if details.kind == OutcomeKind.DEFERRED:
        due = due_meeting(case, details)
        return f"the meeting on {due.held_on:%-d %B %Y}" if due else "a later meeting"
    if details.kind != OutcomeKind.REFERRED:
        return ""
    to = referred_body(case, details)
    name = str(to) if to else visible(details.referred_to).strip()
    if not name:
        raise RuleBroken("MIN-12", "Say to which body it is referred.", field="to_body")
    return name


def due_meeting(case: Case, details: OutcomeDetails) -> Meeting | None:
    meeting = case.item.meeting
    if details.to_meeting_id is not None:
        due = Meeting.objects.filter(pk=details.to_meeting_id).first()
        if due is None or due.body_id != case.body.pk:
            raise RuleBroken(
                "AGD-13", "Choose a later meeting of the same body.", field="to_meeting"
            )
    elif case.body.pk == meeting.body_id:
        due = meeting.next_meeting
    else:
        due = None
    if case.body.pk == meeting.body_id:
        check_later(meeting, due)
    return due


def referred_body(case: Case, details: OutcomeDetails) -> Body | None:
    if details.to_body_id is None:
        return None
    found = (
        Body.objects.filter(pk=details.to_body_id, system_id=case.body.system_id)
        .exclude(pk=case.body.pk)
        .first()
    )
    if found is None:
        raise RuleBroken(
            "MIN-12", "Choose another body of the same system.", field="to_body"
        )
    return found


def _usual_words(case: Case, details: OutcomeDetails, where: str) -> str:
    asked = case.row.text if case.row else ""
    return outcome_words(details.kind, asked, title=case.item.title, where=where)
