"""Transition tables: which move a state allows, and a picture of the same table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import TextChoices

from ics_portal.core.errors import RuleBroken

S = TypeVar("S", bound=TextChoices)


@dataclass(frozen=True)
class Transitions(Generic[S]):
    """The states of one kind of thing and the moves between them.

    ``moves`` maps each state to those it may become; a state that is absent is an end.
    ``rule_id`` is the rule named when a move is refused, ``noun`` what it is said of.
    """

    name: str
    noun: str
    rule_id: str
    start: S
    moves: Mapping[S, frozenset[S]]

    def allows(self, current: str, to: S) -> bool:
        """Whether the move is in the table; staying put is not a move."""
        return to in self.moves.get(self._state(current), frozenset())

    def move(self, current: str, to: S) -> S:
        """Give the new state, or raise RuleBroken saying what would be possible."""
        if self.allows(current, to):
            return to
        state = self._state(current)
        possible = [next_.label for next_ in self._ordered(state)]
        hint = f" It can become: {', '.join(possible).lower()}." if possible else ""
        raise RuleBroken(
            self.rule_id,
            f"This {self.noun} is {str(state.label).lower()}, so it cannot become "
            f"{str(to.label).lower()}.{hint}",
        )

    def to_mermaid(self) -> str:
        """The table as a Mermaid state diagram, in the order the states are declared."""
        states = list(type(self.start))
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{state.label}" as {state.value}' for state in states]
        lines.append(f"    [*] --> {self.start.value}")
        for state in states:
            targets = self._ordered(state)
            lines += [f"    {state.value} --> {to.value}" for to in targets]
            if not targets:
                lines.append(f"    {state.value} --> [*]")
        return "\n".join(lines) + "\n"

    def _ordered(self, state: S) -> list[S]:
        allowed = self.moves.get(state, frozenset())
        return [to for to in type(self.start) if to in allowed]

    def _state(self, value: str) -> S:
        return type(self.start)(value)


_TABLES: dict[str, Transitions] = {}  # type: ignore[type-arg]


def document(table: Transitions[S]) -> Transitions[S]:
    """Have the table drawn into docs/states/; its name becomes the file's."""
    _TABLES[table.name] = table
    return table


def documented() -> dict[str, "Transitions"]:  # type: ignore[type-arg]
    """Every table that has a page in docs/states/, by name."""
    return dict(sorted(_TABLES.items()))


def page_of(table: Transitions[S]) -> str:
    """The text of the table's page in docs/states/."""
    article = "an" if table.noun[0] in "aeiou" else "a"
    return (
        f"# {table.name.replace('-', ' ').capitalize()}\n\n"
        f"The states of {article} {table.noun} (rule {table.rule_id}). Made from the code's own\n"
        "table by `python manage.py document_states`; change the table, not this page.\n\n"
        f"```mermaid\n{table.to_mermaid()}```\n"
    )
