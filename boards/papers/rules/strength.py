"""How strongly an agenda asks, against what its papers recommend (AGD-05)."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def stronger_than_agenda(
    agenda_words: Collection[str],
    recommended: Collection[str],
    strengths: Mapping[str, int],
) -> str:
    """The strongest verb recommended, if the agenda asks for less; else "".

    Words are compared in lower case. A word the body does not know has no strength
    and decides nothing. An agenda without a purpose is weaker than any.
    """
    known = [verb.casefold() for verb in recommended if verb.casefold() in strengths]
    if not known:
        return ""
    strongest = max(known, key=lambda verb: strengths[verb])
    on_agenda = [strengths.get(word.casefold(), 0) for word in agenda_words]
    return strongest if strengths[strongest] > max(on_agenda, default=-1) else ""
