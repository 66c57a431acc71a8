"""What was done to a body, in words."""

from __future__ import annotations

from dataclasses import dataclass

from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.web.words import moment


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One act in a body's history."""

    when: str
    who: str
    what: str
    reason: str


VERBS = {
    "appointed": "Appointed",
    "appointment_ended": "Ended the appointment",
    "delegated": "Delegated",
    "delegation_ended": "Ended the delegation",
    "deputy_named": "Named a deputy",
    "established": "Established",
    "exception_recorded": "Recorded an exception",
    "form_taken": "Took the form",
    "instrument_added": "Added the document",
    "lead_ended": "Ended",
    "lead_named": "Named",
    "member_added": "Added the member",
    "member_ended": "Ended the membership",
    "objective_added": "Added the objective",
    "objective_ended": "Ended the objective",
    "mental_health_said": "Said what is known of mental illness services",
    "officer_marked": "Marked as accountable officer",
    "predecessor_set": "Said what it follows",
    "officer_unmarked": "No longer accountable officer",
    "own_rule_added": "Added a rule of its own",
    "own_rule_ended": "Ended a rule of its own",
    "parents_set": "Set the parents",
    "purposes_set": "Set the words agendas ask with",
    "role_ended": "Ended the role",
    "role_given": "Gave the role",
    "scheme_said": "Said what is kept and what the place manages",
    "seat_added": "Added the seat",
    "seat_closed": "Closed the seat",
    "standing_set": "Set the standing",
    "terms_added": "Added terms of reference",
    "version_added": "Added a version",
}
"""What each act is called in a body's history."""


def change_row(event: AuditEvent) -> ChangeRow:
    """An act as the history prints it."""
    name = event.verb.removeprefix("bodies.")
    verb = VERBS.get(name, name.replace("_", " ").capitalize())
    return ChangeRow(
        when=moment(event.at),
        who=event.actor_name,
        what=f"{verb}: {event.target_label}",
        reason=event.reason,
    )
