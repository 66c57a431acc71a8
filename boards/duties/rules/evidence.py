"""What a checklist says, part by part: by evidence, by a document, or by its owners."""

from __future__ import annotations

from collections.abc import Iterable

from boards.bodies.rules.days import said
from boards.bodies.rules.facts import DocumentFact
from boards.bodies.rules.findings import listed
from boards.duties.rules.facts import (
    Answer,
    Asked,
    EvidenceFact,
    Part,
    PartFinding,
    State,
)

OWNERS = "owners"
"""The check of a duty whose parts each need somebody who answers for them (ICB-03)."""


def by_checklist(asked: Asked) -> Answer:
    """A duty without a check of its own.

    Where a document shows it, one must be in force. Then each part is asked for; a duty
    without parts is one part, which the document by itself shows.
    """
    document = document_of(asked)
    if asked.duty.document and document is None:
        return _without_document(asked)
    parts = tuple(_part(asked, part, document) for part in asked.duty.parts)
    found = _summed_up(parts) if parts else _whole(asked, document)
    return _with_owner(asked, Answer(found.state, found.words, parts))


def document_of(asked: Asked, kind: str = "") -> DocumentFact | None:
    """The document of the duty, or of a kind, that is in force; of several the newest."""
    kind = kind or asked.duty.document
    found = [
        one for one in asked.today.documents_of(kind) if one.body_id == asked.body.id
    ]
    return found[0] if found else None


def _without_document(asked: Asked) -> Answer:
    words = "No such document is in force."
    parts = tuple(_due(asked, part, State.NOT_MET, words) for part in asked.duty.parts)
    if parts and all(one.state is State.NOT_DUE for one in parts):
        return Answer(State.NOT_DUE, f"{parts[0].words} {words}", parts)
    return Answer(State.NOT_MET, words, parts)


def _part(asked: Asked, part: Part, document: DocumentFact | None) -> PartFinding:
    if asked.duty.check == OWNERS:
        return _owned_part(asked, part)
    found = asked.evidence(part.key)
    if found:
        return _due(asked, part, *judged(found))
    section = document.sections.get(part.key) if document else None
    if section is not None:
        state = State.MET if section else State.NOT_MET
        words = "The document covers it." if section else "The document lacks it."
        return _due(asked, part, state, words)
    if whole := asked.evidence():
        return _due(asked, part, *judged(whole))
    return _due(asked, part, State.NOT_KNOWN, "Nobody said whether it is there.")


def _owned_part(asked: Asked, part: Part) -> PartFinding:
    owners = asked.owners(part.key) or asked.owners()
    if not owners:
        return PartFinding(part, State.NOT_MET, "Nobody is named.")
    return PartFinding(part, State.MET, f"{listed(one.name for one in owners)}.")


def judged(found: Iterable[EvidenceFact]) -> tuple[State, str]:
    """What evidence in force says. What was found to be lacking is so until that finding
    ends, whatever else was found."""
    ordered = sorted(found, key=lambda one: (one.is_met, one.id))
    state = State.MET if ordered[0].is_met else State.NOT_MET
    return state, ordered[0].words


def _due(asked: Asked, part: Part, state: State, words: str) -> PartFinding:
    """What is not there before it must be is not due yet."""
    day = asked.today.day
    if state is State.MET or part.due_on is None or day >= part.due_on:
        return PartFinding(part, state, words)
    return PartFinding(part, State.NOT_DUE, f"Due from {said(part.due_on)}.")


def _summed_up(parts: tuple[PartFinding, ...]) -> Answer:
    lacking, unsaid, later, there = (
        [one for one in parts if one.state is state]
        for state in (State.NOT_MET, State.NOT_KNOWN, State.NOT_DUE, State.MET)
    )
    to_come = "".join(f" Not due yet: {one.part.words}." for one in later)
    if lacking:
        return Answer(State.NOT_MET, f"Lacking: {_named(lacking)}.{to_come}")
    if unsaid:
        return Answer(State.NOT_KNOWN, f"{_unsaid(unsaid, len(parts))}{to_come}")
    if not there:
        return Answer(State.NOT_DUE, later[0].words)
    count = "Each part is there." if not later else f"{len(there)} is there."
    return Answer(State.MET, f"{count}{to_come}")


def _unsaid(some: list[PartFinding], of: int) -> str:
    if len(some) == of:
        return f"Nobody said whether any of its {of} parts is there."
    return f"Nobody said whether there is: {_named(some)}."


def _named(some: Iterable[PartFinding]) -> str:
    # The words of a part may hold commas.
    return "; ".join(one.part.words for one in some)


def _whole(asked: Asked, document: DocumentFact | None) -> Answer:
    if found := asked.evidence():
        return Answer(*judged(found))
    if document is not None:
        return Answer(State.MET, f"{document.title}.")
    return Answer(State.NOT_KNOWN, "Nobody said whether it is met.")


def _with_owner(asked: Asked, answer: Answer) -> Answer:
    """A duty that must be owned is not met while nobody is named for it."""
    if not asked.duty.owned or answer.state is State.NOT_DUE:
        return answer
    parts = ["", *(part.key for part in asked.duty.parts)]
    if any(asked.owners(key) for key in parts):
        return answer
    words = "Nobody is named to answer for it."
    if answer.state is not State.MET:
        words = f"{answer.words} {words}"
    return Answer(State.NOT_MET, words, answer.parts)
