"""The log of decisions, as far as somebody may read it."""

from __future__ import annotations

from boards.meetings.models import AgendaItem, Decision, Meeting, Ruling
from boards.meetings.querysets import DecisionQuerySet
from boards.meetings.rules.votes import Votes
from boards.meetings.selectors.agenda import read_agenda
from ics_portal.accounts.actor import Actor


def decisions_for(
    actor: Actor,
    *,
    body_id: int | None = None,
    method: str = "",
    year: int | None = None,
    words: str = "",
) -> DecisionQuerySet:
    """What the actor may read of the log, the latest first; each argument narrows it.

    ``words`` are looked for in the wording, all of them, in any order.
    """
    found = (
        Decision.objects.readable_by(actor)
        .select_related("body", "meeting__body", "item", "casting_vote_by")
        .prefetch_related("dissents__person")
        .order_by("-decided_on", "body__name", "-number")
    )
    if body_id is not None:
        found = found.filter(body_id=body_id)
    if method:
        found = found.filter(method=method)
    if year is not None:
        found = found.filter(decided_on__year=year)
    for word in words.split():
        found = found.filter(wording__icontains=word)
    return found


def years_of_decisions(actor: Actor) -> list[int]:
    """The years in which something was decided that the actor may read, latest first."""
    found = Decision.objects.readable_by(actor).order_by()
    return [day.year for day in found.dates("decided_on", "year", order="DESC")]


def items_to_decide(meeting: Meeting) -> list[tuple[int, str]]:
    """The items on the agenda of a meeting with number and title, to choose from."""
    return [
        (line.item_id, f"{line.number} {line.title}")
        for line in read_agenda(meeting).numbered
        if line.is_heard
    ]


def number_of_item(item: AgendaItem) -> str:
    """The number an item has on its agenda; empty for one that has none."""
    return read_agenda(item.meeting).numbers.get(item.pk, "")


def votes_of(decision: Decision) -> Votes | None:
    """The numbers of its vote; None where none was counted."""
    if decision.votes_for is None or decision.votes_against is None:
        return None
    return Votes(
        decision.votes_for,
        decision.votes_against,
        decision.votes_abstained or 0,
        decision.casting_vote_for,
    )


def conflicts_handled(item_id: int | None) -> str:
    """The rulings in force on an item in the words of the minutes, a line for each."""
    if item_id is None:
        return ""
    rulings = Ruling.objects.filter(item_id=item_id).order_by("pk")
    newest = {ruling.person_id: ruling.words for ruling in rulings}
    return "\n".join(words for words in newest.values() if words)
