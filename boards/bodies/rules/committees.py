"""Committees a board must have, and joint committees: RULE-COM-…."""

from __future__ import annotations

from boards.bodies.rules.facts import BodyFact, Day, RuleFact
from boards.bodies.rules.findings import Check, Outcome, least, listed, met, not_met

_BOARD = "nhs_body_board"
_JOINT = "joint_committee"


def required(committee_type: str) -> Check:
    """The board has a committee of this type. Who sits on it is not restricted."""

    def check(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
        if body.kind != _BOARD:
            return None
        found = [
            one.name
            for one in today.children.get(body.id, ())
            if one.committee_type == committee_type
        ]
        if len(found) >= least(rule):
            return met(f"{listed(found)}.")
        return not_met(f"There is no {committee_type} committee under {body.name}.")

    return check


def joint_committee(today: Day, rule: RuleFact, body: BodyFact) -> Outcome | None:
    """Two or more parents: a body stands for the organisation whose board it is."""
    if body.kind != _JOINT:
        return None
    parents = {
        ("organisation", one.organisation_id)
        if one.organisation_id is not None
        else _of_body(today, one.body_id)
        for one in body.parents
        if one.covers(today.day)
    }
    words = f"{len(parents)} parent{'' if len(parents) == 1 else 's'}."
    return met(words) if len(parents) >= least(rule, 2) else not_met(words)


def _of_body(today: Day, body_id: int | None) -> tuple[str, int | None]:
    body = today.bodies.get(body_id) if body_id is not None else None
    if body is not None and body.organisation_id is not None:
        return "organisation", body.organisation_id
    return "body", body_id


CHECKS: dict[tuple[str, str], Check] = {
    ("icb_committees", "audit_committee"): required("audit"),
    ("icb_committees", "remuneration_committee"): required("remuneration"),
    ("icb_committees", "joint_committee_parent"): joint_committee,
}
