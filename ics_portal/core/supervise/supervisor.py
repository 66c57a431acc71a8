"""Keeps the children together: they start together and end together."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from ics_portal.core.supervise import kernel
from ics_portal.core.supervise.children import SECONDS_TO_END, Child

TICK_SECONDS = 0.1


class Supervisor:
    """Starts the children, says when one ends by itself, and leaves none behind."""

    def __init__(
        self, children: Sequence[Child], *, say: Callable[[str], None]
    ) -> None:
        self.children = children
        self.say = say
        self.asked_to_end = 0

    def run(
        self,
        *,
        env: dict[str, str],
        is_up: Callable[[], bool],
        when_up: Callable[[], None],
    ) -> int:
        """Run until asked to end (0) or until a child ends by itself (1).

        ``is_up`` is asked until it first says yes; then ``when_up`` is called, once.
        """
        kernel.adopt_orphans()
        with self._signals():
            try:
                for child in self.children:
                    child.start(env=env)
                return self._watch(is_up, when_up)
            finally:
                self._end_all()

    def _watch(self, is_up: Callable[[], bool], when_up: Callable[[], None]) -> int:
        announced = False
        while not self.asked_to_end:
            if ended := self._reap():
                child, code = ended
                self.say(f"The {child.name} ended by itself ({_how(code)}).")
                self.say(f"Its last words, from {child.log}:\n{child.last_words()}")
                return 1
            if not announced and is_up():
                announced = True
                when_up()
            time.sleep(TICK_SECONDS)
        self.say("Ending.")
        return 0

    def _reap(self) -> tuple[Child, int] | None:
        """Collect what ended; the first of our children among it, and its wait code."""
        first = None
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return first
            if pid == 0:
                return first
            for child in self.children:
                if child.pid == pid:
                    child.pid = 0
                    first = first or (child, os.waitstatus_to_exitcode(status))

    def _end_all(self) -> None:
        """Ask each child to end, then end whatever has not, orphans included."""
        groups = [child.pid for child in self.children if child.pid]
        for pid in groups:
            kernel.send(pid, signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_END
        while any(child.pid for child in self.children):
            self._reap()
            if time.monotonic() > deadline or self.asked_to_end > 1:
                break
            time.sleep(TICK_SECONDS)
        for pid in groups:
            kernel.send(pid, signal.SIGKILL, group=True)
        while left := kernel.children_of(os.getpid()):
            for pid in left:
                kernel.send(pid, signal.SIGKILL)
            self._reap()
            time.sleep(TICK_SECONDS)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(_number: int, _frame: FrameType | None) -> None:
            self.asked_to_end += 1

        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        earlier = {number: signal.signal(number, ask) for number in numbers}
        try:
            yield
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)


def _how(code: int) -> str:
    """An exit code in words: negative means a signal, as waitstatus_to_exitcode has it."""
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"
