"""The list of meetings and one meeting, of a body with 5,000 past ones.

``make bench ONLY=meetings``. One request through the whole stack, signed in as the
secretary; the time is the median of several. Few meetings and many are measured alike:
the queries must be as many.
"""

import datetime as dt
from typing import Any

from bench.agenda import an_agenda, look, on_a_database_of_its_own, report

FEW, MANY = 5, 5000
ITEMS = 40


def main() -> int:
    return on_a_database_of_its_own(measure)


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
    last = an_agenda(body, secretary, ITEMS)
    pages = {
        "list": reverse("meetings:list"),
        "list, page 50": f"{reverse('meetings:list')}?page=50",
        "overview": reverse("meetings:detail", args=[last.pk]),
        "agenda": reverse("meetings:agenda", args=[last.pk]),
        "edit": reverse("meetings:edit", args=[last.pk]),
        "new": reverse("meetings:new"),
        "decision": reverse("meetings:new_decision"),
        "home": reverse("web:home"),
    }
    made: dict[str, list[int]] = {}
    for count in (FEW, MANY):
        past_meetings(body, count)
        for name, address in pages.items():
            seconds, queries = look(client, address)
            report(name, count, (seconds, queries))
            made.setdefault(name, []).append(queries)
    if grown := [name for name, queries in made.items() if len(set(queries)) > 1]:
        raise SystemExit(f"More meetings make more queries: {', '.join(grown)}")


def past_meetings(body: Any, count: int) -> None:
    """Bring the meetings of a body before 2020 to so many, one a day."""
    from boards.meetings.models import Meeting  # noqa: PLC0415

    there = Meeting.objects.filter(body=body).count() - 1
    first = dt.date(2019, 12, 31)
    Meeting.objects.bulk_create(
        Meeting(
            body=body,
            meeting_type="formal",
            held_on=first - dt.timedelta(days=number),
            starts_at=dt.time(10),
            ends_at=dt.time(12),
            place="MS Teams",
        )
        for number in range(there, count)
    )


if __name__ == "__main__":
    raise SystemExit(main())
