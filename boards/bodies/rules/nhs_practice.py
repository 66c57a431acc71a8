"""The board as law, policy and guidance shaped it from July 2022: RULE-NHS-…."""

from __future__ import annotations

from boards.bodies.rules.facts import BodyFact, Day, LeadFact, RuleFact
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    least,
    listed,
    met,
    not_known,
    not_met,
)

NOT_ORDINARY = frozenset({"chair", "chief_executive"})
"""Who is appointed to the board by an office of its own; all others are ordinary."""

NON_EXECUTIVE = "independent_non_executive"


def knows_mental_health(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """A member with knowledge and experience of mental illness services."""
    members = [pair for pair in today.filled(body.id) if pair[0].is_voting]
    known = [seat.title for seat, one in members if one.knows_mental_health]
    if known:
        return met(f"{listed(known)}.")
    unsaid = [seat.title for seat, one in members if one.knows_mental_health is None]
    if unsaid:
        return not_known(f"Nobody said whether they have it: {listed(unsaid)}.")
    return not_met("No member has it." if members else "There is no member.")


def ordinary_members(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Members beside the chair and the chief executive."""
    ordinary = [
        seat
        for seat, _ in today.filled(body.id)
        if seat.is_voting and seat.constituency not in NOT_ORDINARY
    ]
    need = least(rule, 3)
    words = (
        f"{len(ordinary)} beside the chair and the chief executive, at least {need}."
    )
    return met(words) if len(ordinary) >= need else not_met(words)


def deputy_chair(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Named, a non-executive member, and not the chair of the audit committee."""
    named = _named(today, body, "deputy_chair")
    if named is None:
        return not_met("No deputy chair is named.")
    if not _is_non_executive(today, body, named):
        return not_met(f"{named.person} is not a non-executive member on this day.")
    chairs = audit_chairs(today, body)
    if not chairs:
        return not_known("Named. Who chairs the audit committee is not recorded.")
    if named.person_id in chairs:
        return not_met(f"{named.person} chairs the audit committee too.")
    return met("Named; a non-executive member who does not chair audit.")


def senior_non_executive(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Named and a non-executive member; the deputy chair only if not the audit chair."""
    named = _named(today, body, "senior_non_executive")
    if named is None:
        return not_met("No senior non-executive member is named.")
    if not _is_non_executive(today, body, named):
        return not_met(f"{named.person} is not a non-executive member on this day.")
    deputy = _named(today, body, "deputy_chair")
    if deputy is None or deputy.person_id != named.person_id:
        return met("Named; a non-executive member.")
    chairs = audit_chairs(today, body)
    if not chairs:
        return not_known(
            "Named, and the deputy chair. Who chairs the audit committee is not recorded."
        )
    if named.person_id in chairs:
        return not_met(f"{named.person} is the deputy chair and chairs audit.")
    return met("Named; the deputy chair too, and not the chair of audit.")


def audit_chair(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Who chairs the audit committee does not chair the board."""
    chairs = audit_chairs(today, body)
    if not chairs:
        return not_known("Who chairs the audit committee is not recorded.")
    own = {
        holder.person_id: holder.person
        for seat, holder in today.filled(body.id)
        if seat.constituency == "chair"
    }
    if not own:
        return not_known("Nobody chairs the board on this day.")
    both = [name for person_id, name in own.items() if person_id in chairs]
    if both:
        return not_met(f"{listed(both)} chairs the board and the audit committee.")
    return met("Two different people.")


def audit_chairs(today: Day, body: BodyFact) -> frozenset[int]:
    """Who fills the chair's seat of an audit committee under the board."""
    return frozenset(
        holder.person_id
        for committee in today.children.get(body.id, ())
        if committee.committee_type == "audit"
        for seat, holder in today.filled(committee.id)
        if seat.constituency == "chair"
    )


def _named(today: Day, body: BodyFact, kind: str) -> LeadFact | None:
    return next(
        (one for one in today.leads if one.kind == kind and one.body_id == body.id),
        None,
    )


def _is_non_executive(today: Day, body: BodyFact, named: LeadFact) -> bool:
    return any(
        holder.person_id == named.person_id and seat.constituency == NON_EXECUTIVE
        for seat, holder in today.filled(body.id)
    )


CHECKS: dict[tuple[str, str], Check] = {
    ("icb_board", "knows_mental_health"): knows_mental_health,
    ("icb_board", "ordinary_member"): ordinary_members,
    ("icb_board", "deputy_chair"): deputy_chair,
    ("icb_board", "senior_non_executive"): senior_non_executive,
    ("icb_board", "audit_chair"): audit_chair,
}
