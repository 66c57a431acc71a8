"""Whether what law and framework require is there on a day: plain values in and out.

What a fact is missing for is *not known*; that is neither a pass nor a failure. A duty
that has a day by which it is due is *not due* before it, unless it is met already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from boards.bodies.enums import BodyKind
from boards.bodies.rules import SystemFacts, documents
from boards.bodies.rules.days import said
from boards.bodies.rules.facts import BodyFact, Day
from boards.duties.rules import openness, posts, programme, proposals
from boards.duties.rules.documents import (
    DutyCheck,
    by_rule,
    clinical_model,
    digital,
    place_plans,
    scheme,
    strategy,
)
from boards.duties.rules.evidence import OWNERS, by_checklist
from boards.duties.rules.facts import (
    Answer,
    Asked,
    Duty,
    DutyFacts,
    DutyFinding,
    Known,
    State,
)

CHECKS: Mapping[str, DutyCheck] = {
    "strategy": strategy,
    "meetings_online": openness.meetings_online,
    "health_plan": by_rule(documents.plan_with_regard),
    "scheme_of_delegation": scheme,
    "constitution": by_rule(documents.constitution),
    "memoranda": by_rule(documents.memoranda),
    "chair_and_chief_executive": posts.chair_and_chief_executive,
    "meetings_in_public": openness.meetings_in_public,
    "finance_agreement": by_rule(documents.agreement_with_all),
    "place_plans": place_plans,
    "clinical_body": posts.clinical_body,
    "voluntary_sector": by_rule(
        documents.in_force("vcse_agreement", "agreement with the voluntary sector")
    ),
    "parity": posts.parity,
    "partner_nominees": posts.partner_nominees,
    "people_governance": posts.people_governance,
    "involvement": proposals.involvement,
    "people_and_communities": by_rule(documents.engagement),
    "more_than_comment": proposals.more_than_comment,
    "priority_groups": proposals.priority_groups,
    "insight": proposals.insight,
    "quality_arrangements": posts.quality_arrangements,
    "clinical_leadership": clinical_model,
    "workstreams": programme.workstreams,
    "digital": digital,
    "shared_care_record": programme.shared_care_record,
    "transition_documents": programme.transition_documents,
}
"""By the name a duty gives: the function that decides. Without one, ``by_checklist``."""

HOLDERS: Mapping[BodyKind, str] = {
    BodyKind.NHS_BODY_BOARD: "board of the ICS NHS body",
    BodyKind.ICS_BOARD: "board of the system",
    BodyKind.PARTNERSHIP: "ICS Partnership",
    BodyKind.PLACE_PARTNERSHIP: "place-based partnership",
    BodyKind.PROVIDER_COLLABORATIVE: "provider collaborative",
}
"""The words for a kind of body where there is none on a day."""


def evaluate(
    duties: Iterable[Duty], facts: SystemFacts, known: DutyFacts, day: date
) -> tuple[DutyFinding, ...]:
    """How every duty stands on the day, in the order of the duties."""
    today = facts.on(day)
    found = known.on(today)
    return tuple(
        finding for duty in duties for finding in _findings(duty, today, found)
    )


def holders(today: Day, kind: BodyKind) -> list[BodyFact]:
    """The bodies that have a duty, by name. What the board of the system has is the ICS
    Board's until there is a board of the NHS body."""
    found: list[BodyFact] = []
    if kind is BodyKind.ICS_BOARD:
        found = today.bodies_of_kind(BodyKind.NHS_BODY_BOARD)
    return sorted(found or today.bodies_of_kind(kind), key=lambda body: body.name)


def _findings(duty: Duty, today: Day, known: Known) -> list[DutyFinding]:
    bodies = holders(today, duty.held_by)
    if bodies:
        return [_finding(Asked(duty, one, today, known)) for one in bodies]
    words = HOLDERS.get(duty.held_by, duty.held_by.label.lower())
    nobody = _early(
        duty, today, Answer(State.NOT_KNOWN, f"There is no {words} on this day.")
    )
    return [DutyFinding(duty, nobody.state, nobody.words, None, "")]


def _finding(asked: Asked) -> DutyFinding:
    duty, body = asked.duty, asked.body
    answer = _early(duty, asked.today, _answer(asked))
    keys = ["", *(part.key for part in duty.parts)]
    return DutyFinding(
        duty,
        answer.state,
        answer.words,
        body.id,
        body.name,
        answer.parts,
        tuple(one for key in keys for one in asked.evidence(key)),
        tuple(one for key in keys for one in asked.owners(key)),
    )


def _answer(asked: Asked) -> Answer:
    check = asked.duty.check
    if not check or check == OWNERS:
        return by_checklist(asked)
    outcome = CHECKS[check](asked)
    return Answer(State(outcome.verdict), outcome.words)


def _early(duty: Duty, today: Day, answer: Answer) -> Answer:
    if duty.due_on is None or today.day >= duty.due_on or answer.state is State.MET:
        return answer
    words = f"Due from {said(duty.due_on)}. {answer.words}"
    return Answer(State.NOT_DUE, words, answer.parts)
