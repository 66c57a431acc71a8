"""The options of the person presiding, as settings of facts (DOI-08; nhs-practice 6.4)."""

from __future__ import annotations

from dataclasses import dataclass

from boards.meetings.enums import RulingOption


@dataclass(frozen=True, slots=True)
class Facts:
    """How somebody takes part in an item. ``moves`` says that a leaving and a return, each
    with its time, belong to it (DOI-14)."""

    stays: bool
    speaks: bool
    votes: bool
    moves: bool = False


FACTS = {
    RulingOption.FULL_PART: Facts(stays=True, speaks=True, votes=True),
    RulingOption.NO_VOTE: Facts(stays=True, speaks=True, votes=False),
    RulingOption.SILENT: Facts(stays=True, speaks=False, votes=False),
    RulingOption.LEAVES_DECISION: Facts(
        stays=True, speaks=True, votes=False, moves=True
    ),
    RulingOption.LEAVES: Facts(stays=False, speaks=False, votes=False, moves=True),
}
"""Four are those of the procedure but for deferring, which is a decision about the item."""

_ACTIONS = {
    RulingOption.FULL_PART: "noted the interest, and {who} took full part",
    RulingOption.NO_VOTE: "ruled that {who} stay and speak, and not vote",
    RulingOption.SILENT: "ruled that {who} stay, and neither speak nor vote",
    RulingOption.LEAVES_DECISION: "ruled that {who} leave for the decision",
    RulingOption.LEAVES: "ruled that {who} leave for the whole of the item",
}


def contradiction(option: str, *, papers_withheld: bool) -> str:
    """Why papers are not withheld with this option; empty where they may be.

    "Noted, takes full part" and "papers not sent for the item" are two of the options
    (nhs-practice 6.4): nobody takes full part in what there was nothing to read of.
    """
    if papers_withheld and option == RulingOption.FULL_PART:
        return (
            "Who takes full part reads the papers. Do not withhold them, or choose"
            " another way of taking part."
        )
    return ""


def ruling_words(option: str, *, who: str, presiding: str) -> str:
    """The sentence the minutes begin from: ``The chair ruled that … and not vote.``

    ``presiding`` is the office of who ruled, such as "Independent Chair".
    """
    action = _ACTIONS[RulingOption(option)].format(who=who)
    return f"The {presiding} {action}."
