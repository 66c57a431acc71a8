"""What is saved about a duty now, and what was done about it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from boards.bodies.presenters.changes import ChangeRow
from boards.bodies.rules.days import span_words
from boards.duties.models import DutyOwner, Evidence
from boards.duties.presenters.duties import FoundRow, found_row
from boards.duties.rules.facts import Duty
from boards.duties.selectors.duties import evidence_fact, owner_words, rests_on
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.web.words import moment

VERBS = {
    "local_duty_added": "Added the duty",
    "local_duty_changed": "Changed the duty",
    "local_duty_ended": "Ended the duty",
    "evidence_added": "Added evidence",
    "evidence_ended": "Ended the evidence",
    "owner_named": "Named an owner",
    "owner_ended": "Ended the time of an owner",
}


def change_row(event: AuditEvent, duty: Duty) -> ChangeRow:
    """An act as the history of a duty prints it."""
    verb = VERBS[event.verb.removeprefix("duties.")]
    about = duty.words_of(str(event.detail.get("part", "")))
    return ChangeRow(
        when=moment(event.at),
        who=event.actor_name,
        what=f"{verb}: {event.target_label}" + (f" ({about})" if about else ""),
        reason=event.reason,
    )


def evidence_now(rows: Iterable[Evidence], duty: Duty) -> str:
    """What was found, over all time: a line each, for a form to show and compare."""
    lines = [
        "; ".join(
            filter(
                None,
                (
                    duty.words_of(one.part),
                    "met" if one.is_met else "not met",
                    one.words,
                    rests_on(one),
                    one.address,
                    span_words(one.starts_on, one.ends_on),
                ),
            )
        )
        for one in rows
    ]
    return "\n".join(lines) or "Nothing yet."


def owners_now(rows: Iterable[DutyOwner], duty: Duty) -> str:
    """Who answered, answers and will answer for it: a line each."""
    lines = [
        "; ".join(
            filter(
                None,
                (
                    duty.words_of(one.part),
                    owner_words(one),
                    span_words(one.starts_on, one.ends_on),
                ),
            )
        )
        for one in rows
    ]
    return "\n".join(lines) or "Nobody yet."


def earlier(rows: Iterable[Evidence], duty: Duty, day: date) -> list[FoundRow]:
    """What was found and is not in force on the day."""
    return [
        found_row(evidence_fact(one), duty, day)
        for one in rows
        if not one.is_in_force_on(day)
    ]
