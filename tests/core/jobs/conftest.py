from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ics_portal.celery import app
from ics_portal.core.jobs import registry
from ics_portal.core.jobs.run import JobRun


class Queue:
    """What would have been sent to the broker; ``is_down`` makes it refuse."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.is_down = False

    def send_task(self, name: str, args: list[str]) -> None:
        if self.is_down:
            raise ConnectionError("Nothing listens there")
        self.sent += args


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    queue = Queue()
    monkeypatch.setattr(app, "send_task", queue.send_task)
    return queue


@pytest.fixture
def does() -> Iterator[Callable[..., None]]:
    """``does(function)`` makes it the handler of jobs of the kind ``tests.nothing``."""

    def use(
        handler: Callable[[JobRun], dict[str, Any] | None], kind: str = "tests.nothing"
    ) -> None:
        registry._HANDLERS[kind] = handler

    before = dict(registry._HANDLERS)
    yield use
    registry._HANDLERS.clear()
    registry._HANDLERS.update(before)
