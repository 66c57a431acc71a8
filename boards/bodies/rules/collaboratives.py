"""Provider collaboratives: RULE-COL-…."""

from __future__ import annotations

from boards.bodies.rules.facts import BodyFact, Day, RuleFact
from boards.bodies.rules.findings import (
    Check,
    Outcome,
    SystemCheck,
    least,
    listed,
    met,
    not_known,
    not_met,
)
from boards.directory.enums import TRUST_KINDS

FORMS = frozenset(
    {"provider_leadership_board", "lead_provider", "shared_leadership_or_group"}
)
_BOUND = frozenset({"acute", "mental_health"})


def trusts_in_one(today: Day, rule: RuleFact) -> Outcome:
    """Each acute or mental health trust is in one or more. Community and ambulance
    trusts and other providers join where it makes sense (COL-01, COL-02)."""
    joined = {
        one.id
        for collaborative in today.bodies_of_kind("provider_collaborative")
        for one in today.members_of(collaborative)
    }
    trusts = [one for one in today.organisations.values() if one.kind in TRUST_KINDS]
    bound = [one for one in trusts if one.services_on(today.day) & _BOUND]
    outside = sorted(one.name for one in bound if one.id not in joined)
    unsaid = sorted(
        one.name
        for one in trusts
        if not one.has_known_services and one.id not in joined
    )
    if outside:
        return not_met(f"In no collaborative: {listed(outside)}.")
    if unsaid:
        return not_known(f"What {listed(unsaid)} provides is not recorded.")
    if not trusts:
        return not_known("No trust is in the directory.")
    if not bound:
        return met("No acute or mental health trust is in the directory.")
    return met(f"{len(bound)} of {len(bound)} are in one.")


def one_form(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """One of three; a lead provider is named and is a member (COL-04, COL-05)."""
    forms = [one for one in body.forms if one.covers(today.day)]
    if not forms:
        return not_known("The form is not recorded.")
    names = listed(one.form.replace("_", " ") for one in forms)
    if len(forms) > 1:
        return not_met(f"{len(forms)} forms at once: {names}.")
    if forms[0].form not in FORMS:
        return not_met(f"{names.capitalize()} is not one of the three.")
    if forms[0].form == "lead_provider":
        members = {one.id for one in today.members_of(body)}
        if forms[0].lead_id is None:
            return not_met("Lead provider, and none is named.")
        if forms[0].lead_id not in members:
            return not_met("The lead provider is not a member.")
    return met(f"{names.capitalize()}.")


def on_each_board(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """One that spans systems sits on the board of each (COL-10)."""
    if len(body.system_ids) < 2:
        return None
    boards = today.bodies_of_kind("nhs_body_board")
    seated = {
        seat.body_id for seat in today.seats.values() if seat.represents_id == body.id
    }
    missing = [one.name for one in boards if one.id not in seated]
    if missing:
        return not_met(f"No seat for it on {listed(missing)}.")
    return not_known(
        "On this system's board. The others' boards are not in this system."
    )


def objectives(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """At least one, linked to a priority of the system (COL-08)."""
    held = [one for one in body.objectives if one.covers(today.day)]
    linked = [one for one in held if one.priority.strip()]
    if len(linked) >= least(rule):
        return met(f"{len(linked)} linked to a priority.")
    if held:
        return not_met("None of its objectives names a priority of the system.")
    return not_met("It has no objective.")


CHECKS: dict[tuple[str, str], Check] = {
    ("provider_collaborative", "governance_form"): one_form,
    ("provider_collaborative", "ics"): on_each_board,
    ("provider_collaborative", "objective"): objectives,
}

SYSTEM_CHECKS: dict[tuple[str, str], SystemCheck] = {
    ("provider_collaborative", "trust_acute_or_mental_health"): trusts_in_one,
}
"""Rules about the system as a whole, not about one body of it."""
