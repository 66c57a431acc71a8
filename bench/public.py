"""The public page of a meeting of 12, 40 and 100 items, warm; and lists of 5,000 meetings.

``make bench ONLY=public``. A stranger's request through the whole stack, on a database of
its own; the time is the median of several. To beat: 131, 209 and 439 ms.
"""

import datetime as dt
import sys
from typing import Any

from bench.agenda import SHOWN, look, on_a_database_of_its_own, report

PAST = 5000


def main() -> int:
    return on_a_database_of_its_own(measure)


def measure() -> None:
    # Django is set up only now.
    from django.test import Client  # noqa: PLC0415

    from tests.factories.published import (  # noqa: PLC0415
        ADDRESS,
        a_published_board,
        a_section,
    )

    board = a_published_board()
    client = Client()
    for length in SHOWN:
        for row in board.rows:
            row.is_current = False
            row.save()
        board.rows.clear()
        board.agenda(a_section(length))
        for number in range(1, length + 1):
            board.paper(str(number))
        report("public meeting", length, look(client, ADDRESS))
    past_meetings(board.body)
    for address in ("/public/", "/public/meetings/", "/public/meetings/?page=60"):
        report(address, PAST, look(client, address))


def past_meetings(body: Any) -> None:
    from boards.meetings.models import Meeting  # noqa: PLC0415
    from tests.factories.meetings import MeetingFactory  # noqa: PLC0415

    first = dt.date(2006, 1, 1)
    Meeting.objects.bulk_create(
        MeetingFactory.build(body=body, held_on=first + dt.timedelta(days=number))
        for number in range(PAST)
    )


if __name__ == "__main__":
    sys.exit(main())
