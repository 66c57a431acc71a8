"""A vote: its numbers, a tie, and what was carried (nhs-practice 3.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ics_portal.core.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Votes:
    """The numbers of a vote. ``casting_for`` is how the second vote of the person
    presiding went, None where it was not cast."""

    in_favour: int
    against: int
    abstained: int = 0
    casting_for: bool | None = None

    @property
    def counted(self) -> int:
        """Everybody who voted or abstained; the casting vote is a second one."""
        return self.in_favour + self.against + self.abstained

    @property
    def is_tied(self) -> bool:
        """Whether as many were for as against."""
        return self.in_favour == self.against

    @property
    def is_carried(self) -> bool:
        """A majority of those voting; in a tie the casting vote says."""
        return bool(self.casting_for) if self.is_tied else self.in_favour > self.against

    def in_words(self) -> str:
        """``6 for, 6 against, 1 abstained; carried by the casting vote``"""
        words = f"{self.in_favour} for, {self.against} against"
        if self.abstained:
            words += f", {self.abstained} abstained"
        if self.casting_for is None:
            return words
        how = "carried" if self.casting_for else "not carried"
        return f"{words}; {how} by the casting vote"


def check_numbers(votes: Votes, *, voters: int | None = None) -> None:
    """Raise RuleBroken for numbers nobody can have counted (DEC-3).

    ``voters`` is how many there were who may vote; None where that is not known.
    """
    if votes.in_favour + votes.against == 0:
        raise RuleBroken(
            "DEC-3", "Enter how many voted for and against.", field="votes_for"
        )
    if voters is not None and votes.counted > voters:
        raise RuleBroken(
            "DEC-3",
            f"{votes.counted} votes are more than the {voters} people present who may"
            " vote on this item. Nobody votes for somebody who is away.",
            field="votes_for",
        )


def check_casting(
    votes: Votes,
    *,
    presiding: int | None = None,
    voters: Collection[int] | None = None,
) -> None:
    """Raise RuleBroken unless a tie, and nothing else, has its casting vote (DEC-4).

    ``presiding`` is the person who presides and ``voters`` who may vote: the second vote
    is hers only if she has a first.
    """
    if not votes.is_tied:
        if votes.casting_for is not None:
            raise RuleBroken(
                "DEC-4",
                "There is a casting vote only where as many are for as against.",
                field="casting_vote",
            )
        return
    if votes.casting_for is None:
        raise RuleBroken(
            "DEC-4",
            "The vote is tied: say how the person presiding cast the second vote.",
            field="casting_vote",
        )
    if presiding is None:
        raise RuleBroken(
            "DEC-4",
            "The vote is tied and nobody is recorded as presiding. Record who takes the"
            " chair, then the casting vote.",
            field="casting_vote",
        )
    if voters is not None and presiding not in voters:
        raise RuleBroken(
            "DEC-4",
            "The person presiding may not vote on this item, and so has no casting vote.",
            field="casting_vote",
        )


def check_result(votes: Votes, *, carried: bool) -> None:
    """Raise RuleBroken where what is written down is not what the majority said."""
    if votes.is_carried == carried:
        return
    went = "was carried" if votes.is_carried else "was not carried"
    cure = "Record it as carried" if votes.is_carried else "Record it as not approved"
    raise RuleBroken(
        "DEC-3",
        f"The vote {went}: {votes.in_words()}. {cure}, or put the numbers right.",
        field="kind",
    )


def check_dissents(
    people: Collection[int], votes: Votes | None, *, voters: Collection[int] | None
) -> None:
    """Raise RuleBroken for more dissents than votes against, or one of nobody's voice."""
    if len(set(people)) != len(list(people)):
        raise RuleBroken("DEC-3", "Name each person once.", field="dissents")
    if voters is not None and not set(people) <= set(voters):
        raise RuleBroken(
            "DEC-3",
            "Only somebody present who may vote on the item can ask for a dissent to be"
            " recorded.",
            field="dissents",
        )
    if votes is not None and len(people) > votes.against + votes.abstained:
        raise RuleBroken(
            "DEC-3",
            "More dissents are named than there were votes against or abstained.",
            field="dissents",
        )
