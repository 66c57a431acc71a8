"""The broker of messages as files, mended: kombu's own lets a worker read half a message.

Kombu creates the file under its final name and then writes into it. A worker that looks
in between takes an empty file away, cannot read it, and ends with "Unrecoverable error".
"""

import logging
import uuid
from pathlib import Path
from queue import Empty
from time import monotonic, sleep
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

TRIES = 5
PAUSE = 0.02  # seconds

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Messages appear whole or not at all, and one that cannot be read stops nobody."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Write beside the place, then rename into it, which is one step on one disk."""
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        place = Path(self.data_folder_out) / name
        arriving = place.with_name(f"{name}.arriving")
        try:
            arriving.write_text(dumps(payload), encoding="utf-8")
            arriving.replace(place)
        finally:
            arriving.unlink(missing_ok=True)

    def _queue_bind(self, *names: Any) -> None:
        for _ in range(TRIES):
            try:
                super()._queue_bind(*names)
                return
            except ValueError:  # another process was just writing the table
                sleep(PAUSE)
        super()._queue_bind(*names)

    def get_table(self, exchange: str) -> list[Any]:
        try:
            return list(super().get_table(exchange))
        except ValueError:
            return []  # being written just now; the sweep sends the message again

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        try:
            return super()._get(queue)
        except ValueError:
            # The file is gone by now; the sweep sends what it asked for again.
            log.warning("A message that could not be read was left out", exc_info=True)
            raise Empty from None


class Transport(filesystem.Transport):
    Channel = Channel


def use_whole_messages() -> None:
    """Let ``filesystem://`` mean this transport from now on."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
