"""Who listens to what."""

from collections.abc import Callable
from typing import Any

Receiver = Callable[[dict[str, Any]], None]

_RECEIVERS: dict[str, dict[str, Receiver]] = {}


def hears(topic: str) -> Callable[[Receiver], Receiver]:
    """Register a function for a topic; import its module in ``AppConfig.ready()``.

    It is called with the payload, in a transaction of its own that also ticks the
    message off: its own rows are written once, however often delivery is tried. Slow
    work belongs in a job that it starts.
    """

    def register(receiver: Receiver) -> Receiver:
        _RECEIVERS.setdefault(topic, {})[name_of(receiver)] = receiver
        return receiver

    return register


def receivers_of(topic: str) -> dict[str, Receiver]:
    """The receivers of a topic by name."""
    return dict(_RECEIVERS.get(topic, {}))


def forget(topic: str, receiver: Receiver) -> None:
    """Undo ``hears``, for a receiver that lives shorter than the process."""
    _RECEIVERS.get(topic, {}).pop(name_of(receiver), None)


def name_of(receiver: Receiver) -> str:
    return f"{receiver.__module__}.{receiver.__qualname__}"
