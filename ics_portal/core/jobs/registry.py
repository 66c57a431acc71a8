"""Which function does which kind of job, and whose jobs of that kind are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Q

    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs.models import Job
    from ics_portal.core.jobs.run import JobRun
    from ics_portal.core.verdicts import Verdict

Handler = Callable[["JobRun"], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class JobGate:
    """What the room that does a kind of job says of its jobs.

    ``may_see`` and ``may_change`` (stop, try again) answer for one job; ``seen_by`` is
    the condition on jobs of the kind that holds for those the actor may see.
    """

    may_see: "Callable[[Actor, Job], Verdict]"
    may_change: "Callable[[Actor, Job], Verdict]"
    seen_by: "Callable[[Actor], Q]"


_HANDLERS: dict[str, Handler] = {}
_GATES: dict[str, JobGate] = {}


def job_handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind; it must be safe to run twice."""

    def register(handler: Handler) -> Handler:
        known = _HANDLERS.get(kind)
        if known is not None and known.__qualname__ != handler.__qualname__:
            raise ValueError(f"Two handlers for jobs of the kind {kind!r}.")
        _HANDLERS[kind] = handler
        return handler

    return register


def handler_for(kind: str) -> Handler | None:
    """The function that does jobs of this kind, if there is one."""
    return _HANDLERS.get(kind)


def guard_jobs(kind: str, gate: JobGate) -> None:
    """Ask the gate who may see and change jobs of this kind. A kind without one belongs
    to whoever asked and to the office of the body."""
    _GATES[kind] = gate


def gate_of(kind: str) -> JobGate | None:
    """The gate of a kind, if its room has set one."""
    return _GATES.get(kind)


def gates() -> Mapping[str, JobGate]:
    """Every gate, by kind."""
    return dict(_GATES)
