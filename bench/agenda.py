"""Agendas of 12, 40, 100 and 200 items: a reorder, and the pages, with time and queries.

``make bench ONLY=agenda``. Each measure is one request through the whole stack, signed in
as the secretary, on a database of its own; the time is the median of several.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
REORDERED = (12, 40, 200)
SHOWN = (12, 40, 100)
SECTIONS = 6


def main() -> int:
    return on_a_database_of_its_own(measure)


def on_a_database_of_its_own(measure: Callable[[], None]) -> int:
    """Measure on an empty database that is thrown away; Django is set up for it."""
    with tempfile.TemporaryDirectory(prefix="ics-bench-") as var:
        os.environ |= {
            "ICS_VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "ics_portal.settings.local",
            "LOG_LEVEL": "ERROR",
            "ALLOWED_HOSTS": "testserver",
        }
        subprocess.run(
            [sys.executable, "manage.py", "migrate"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        django.setup()
        measure()
    return 0


def measure() -> None:
    # Django is set up only now.
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from ics_portal.accounts.actor import Role  # noqa: PLC0415
    from tests.factories.bodies import BodyFactory, someone_signed_up  # noqa: PLC0415

    body = BodyFactory(name="ICS Board")
    secretary = someone_signed_up(body, Role.SECRETARY)
    client = Client()
    client.force_login(secretary)
    for length in REORDERED:
        report("reorder", length, reorder(client, body, secretary, length))
    for length in SHOWN:
        meeting = an_agenda(body, secretary, length)
        for name in ("agenda_edit", "agenda"):
            address = reverse(f"meetings:{name}", args=[meeting.pk])
            report(name, length, look(client, address))


def reorder(client: Any, body: Any, secretary: Any, length: int) -> tuple[float, int]:
    """The last item is moved to the front, again and again."""
    from django.urls import reverse  # noqa: PLC0415

    from boards.meetings.selectors import numbered_agenda  # noqa: PLC0415

    meeting = an_agenda(body, secretary, length)

    def move() -> Any:
        first, *_, last = numbered_agenda(meeting.pk)
        address = reverse("meetings:move", args=[meeting.pk, last.item_id])
        data = {"place": f"before-{first.item_id}"}
        return timed(lambda: client.post(address, data, HTTP_HX_REQUEST="true"))

    return median_of(move)


def look(client: Any, address: str) -> tuple[float, int]:
    return median_of(lambda: timed(lambda: client.get(address)))


def median_of(once: Callable[[], tuple[float, int]]) -> tuple[float, int]:
    once()  # the first fills caches of templates
    taken = [once() for _ in range(ROUNDS)]
    queries = {made for _, made in taken}
    if len(queries) != 1:
        raise SystemExit(f"The number of queries varies: {sorted(queries)}")
    return statistics.median(seconds for seconds, _ in taken), queries.pop()


def timed(act: Callable[[], Any]) -> tuple[float, int]:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as made:
        begun = time.perf_counter()
        response = act()
        seconds = time.perf_counter() - begun
    if response.status_code != 200:
        raise SystemExit(f"{response.status_code}: {response.content[:400]!r}")
    return seconds, len(made)


def an_agenda(body: Any, secretary: Any, length: int) -> Any:
    """A meeting with so many items, in sections, with owners and a purpose each."""
    from django.utils import timezone  # noqa: PLC0415

    from boards.bodies.selectors import actor_for  # noqa: PLC0415
    from boards.meetings.services import (  # noqa: PLC0415
        ItemDraft,
        RowToAdd,
        add_items_from_rows,
    )
    from tests.factories.meetings import MeetingFactory  # noqa: PLC0415

    meeting = MeetingFactory(body=body)
    note = body.purposes.get(word="Note")
    rows = [
        RowToAdd(
            f"Section {number * SECTIONS // length + 1}",
            ItemDraft(
                title=f"Item of business {number + 1}",
                owners=("Chair", "ICS Executive Director of Finance"),
                purpose_ids=(note.pk,),
            ),
        )
        for number in range(length)
    ]
    add_items_from_rows(
        meeting=meeting,
        rows=rows,
        actor=actor_for(secretary, timezone.localdate()),
        at=timezone.now(),
    )
    return meeting


def report(what: str, items: int, found: tuple[float, int]) -> None:
    seconds, queries = found
    line = {
        "measure": what,
        "items": items,
        "ms": round(seconds * 1000, 1),
        "queries": queries,
    }
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
