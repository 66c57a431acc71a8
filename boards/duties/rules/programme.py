"""Workstreams with their leads, milestones with their documents, the care record."""

from __future__ import annotations

from datetime import date

from boards.bodies.enums import InstrumentKind
from boards.bodies.rules.days import said
from boards.bodies.rules.findings import Outcome, listed, met, not_known, not_met
from boards.duties.rules.evidence import judged
from boards.duties.rules.facts import Asked, MilestoneFact, State

IN_TIME = date(2022, 3, 31)
"""The end of the last quarter, by which both documents are agreed (TRN-07)."""

MILESTONES = {
    (InstrumentKind.CONSTITUTION, None): "the constitution",
    (InstrumentKind.MOU, 2022): "the memorandum of understanding for 2022/23",
}
"""What the source names, by kind and by the year in which it begins."""


def workstreams(asked: Asked) -> Outcome:
    """Each workstream in force names its three leads (CPL-07)."""
    found = [one for one in asked.facts.workstreams if one.covers(asked.today.day)]
    if not found:
        return not_known("No workstream is recorded.")
    lacking = [
        f"{one.name} names no {listed(one.lacking)}." for one in found if one.lacking
    ]
    if lacking:
        return not_met(" ".join(lacking))
    count = "1 workstream" if len(found) == 1 else f"{len(found)} workstreams"
    return met(f"{count}, each with its three leads.")


def transition_documents(asked: Asked) -> Outcome:
    """The milestones that link the constitution and the memorandum are done by the end
    of March 2022 (TRN-07)."""
    answers = [_milestone(asked, *of, words) for of, words in MILESTONES.items()]
    for state, outcome in ((State.NOT_MET, not_met), (State.NOT_KNOWN, not_known)):
        words = [said_of for found, said_of in answers if found is state]
        if words:
            return outcome(" ".join(words))
    return met(" ".join(said_of for _, said_of in answers))


def _milestone(
    asked: Asked, kind: str, year: int | None, words: str
) -> tuple[State, str]:
    linked = [one for one in asked.facts.milestones if (kind, year) in one.documents]
    if not linked:
        return State.NOT_KNOWN, f"No milestone is linked to {words}."
    open_ones = [one for one in linked if not _is_done(one, asked.today.day)]
    if open_ones:
        return State.NOT_MET, f"{_codes(open_ones)} ({words}) is not done."
    late = [one for one in linked if one.done_on and one.done_on > IN_TIME]
    if late:
        return (
            State.NOT_MET,
            f"{_codes(late)} ({words}) was done after {said(IN_TIME)}.",
        )
    return State.MET, f"{_codes(linked)} ({words}) was done in time."


def _is_done(one: MilestoneFact, day: date) -> bool:
    return one.done_on is not None and one.done_on <= day


def _codes(some: list[MilestoneFact]) -> str:
    return listed(one.code for one in some)


def shared_care_record(asked: Asked) -> Outcome:
    """In use, from a day that somebody said (DIG-05)."""
    found = asked.evidence()
    if not found:
        return not_known("Nobody said whether a shared care record is in use.")
    state, words = judged(found)
    if state is State.NOT_MET:
        return not_met(words)
    days = [one.starts_on for one in found if one.starts_on is not None]
    if not days:
        return not_known("Since when it is in use is not said.")
    return met(f"In use since {said(min(days))}.")
