"""Interests of a large body: 500 people, 5,000 interests over ten years.

``make bench ONLY=interests``. An agenda of 20 items is matched against all of them, in at
most 100 ms beyond fetching the rows; and the register pages are shown, of few interests
and of many: the queries must be as many.
"""

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.agenda import look, on_a_database_of_its_own, report

PEOPLE, INTERESTS, ITEMS, TRUSTS = 500, 5_000, 20, 60
FEW = 50
YEARS = 10
ROUNDS = 9
MOST_MS = 100
FIRST = dt.date(2011, 1, 1)
DAY = dt.date(2020, 12, 2)


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
    people = seated(body)
    trusts = organisations()
    meeting = an_agenda_about(body, trusts)
    stranger, office = Client(), Client()
    office.force_login(secretary)
    public = reverse("public:register", kwargs={"slug": body.slug, "part": "interests"})
    inside = reverse("declarations:register", kwargs={"slug": body.slug})
    pages = {
        "register": (stranger, public),
        "register, page 50": (stranger, f"{public}?page=50"),
        "register, a past day": (stranger, f"{public}?on=2018-06-30"),
        "register, words": (stranger, f"{public}?q=trust+7"),
        "register, inside": (office, inside),
        "private record": (office, f"{inside}?record=1"),
        "registers, API": (stranger, f"/api/v1/registers/{body.slug}/"),
        "register, CSV": (stranger, f"{public}?format=csv"),
    }
    made: dict[str, list[int]] = {}
    for first, last in ((0, FEW), (FEW, INTERESTS)):
        declared(people, trusts, range(first, last))
        for name, (client, address) in pages.items():
            seconds, queries = look(client, address)
            report(name, last, (seconds, queries))
            made.setdefault(name, []).append(queries)
    match(meeting)
    if grown := [name for name, queries in made.items() if len(set(queries)) > 1]:
        raise SystemExit(f"More interests make more queries: {', '.join(grown)}")


def match(meeting: Any) -> None:
    """Fetching what people hold, and letting it meet the agenda."""
    from boards.meetings.models import ItemParty  # noqa: PLC0415
    from declarations.rules.overlaps import Concern, find_overlaps  # noqa: PLC0415
    from declarations.selectors.overlaps import (  # noqa: PLC0415
        held_by,
        links_on,
        overlaps_of,
        people_at,
    )

    def fetch() -> Any:
        rows = ItemParty.objects.filter(item__meeting=meeting)
        concerns = [
            Concern(*row) for row in rows.values_list("item_id", "organisation_id")
        ]
        return concerns, held_by(people_at(meeting), DAY), links_on(DAY)

    concerns, held, links = fetch()
    found = find_overlaps(held, concerns, links, day=DAY)
    fetching = median_ms(fetch)
    matching = median_ms(lambda: find_overlaps(held, concerns, links, day=DAY))
    figures = {
        "measure": "matching an agenda",
        "items": ITEMS,
        "people": PEOPLE,
        "held": len(held),
        "matches": len(found),
        "fetching_ms": round(fetching, 1),
        "matching_ms": round(matching, 1),
        "most_ms": MOST_MS,
        "all_ms": round(median_ms(lambda: overlaps_of(meeting)), 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    if matching > MOST_MS:
        raise SystemExit(f"Matching took {matching:.0f} ms, more than {MOST_MS}.")


def median_ms(act: Callable[[], Any]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000


def seated(body: Any) -> list[Any]:
    """So many people with a role, all of them at the table today."""
    from boards.bodies.models import BodyRole  # noqa: PLC0415
    from boards.directory.models import Person  # noqa: PLC0415
    from ics_portal.accounts.actor import Role  # noqa: PLC0415

    people = Person.objects.bulk_create(
        Person(name=f"Person {number:03}") for number in range(PEOPLE)
    )
    BodyRole.objects.bulk_create(
        BodyRole(body=body, person=person, role=Role.MEMBER, starts_on=FIRST)
        for person in people
    )
    return list(people)


def organisations() -> list[Any]:
    """Organisations, some of which followed one another."""
    from boards.directory.models import (  # noqa: PLC0415
        Organisation,
        OrganisationSuccession,
    )

    trusts = Organisation.objects.bulk_create(
        Organisation(name=f"Trust {number}", kind="nhs_trust")
        for number in range(TRUSTS)
    )
    OrganisationSuccession.objects.bulk_create(
        OrganisationSuccession(
            predecessor=trusts[number], successor=trusts[number + 1], on=FIRST
        )
        for number in range(0, TRUSTS, 6)
    )
    return list(trusts)


def an_agenda_about(body: Any, trusts: list[Any]) -> Any:
    """A meeting whose every item concerns two organisations."""
    from tests.factories.meetings import (  # noqa: PLC0415
        AgendaItemFactory,
        AgendaSectionFactory,
        ItemPartyFactory,
        MeetingFactory,
    )

    meeting = MeetingFactory(body=body, held_on=DAY)
    section = AgendaSectionFactory(meeting=meeting)
    for number in range(ITEMS):
        item = AgendaItemFactory(section=section)
        for trust in (trusts[number], trusts[number + ITEMS]):
            ItemPartyFactory(item=item, organisation=trust)
    return meeting


def declared(people: list[Any], trusts: list[Any], numbers: range) -> None:
    """Interests with their history, begun over the years; every third has ended."""
    from declarations.models import Interest, InterestParty  # noqa: PLC0415
    from ics_portal.accounts.actor import SYSTEM_ACTOR  # noqa: PLC0415
    from ics_portal.core.audit import bulk_create  # noqa: PLC0415
    from tests.factories.declarations import InterestFactory  # noqa: PLC0415

    rows = []
    for number in numbers:
        start = FIRST + dt.timedelta(days=number * 365 * YEARS // INTERESTS)
        ended = start + dt.timedelta(days=700) if number % 3 == 0 else None
        at = dt.datetime.combine(start, dt.time(9), tzinfo=dt.UTC)
        rows.append(
            InterestFactory.build(
                person=people[number % PEOPLE],
                nature=f"Holds shares, number {number}",
                starts_on=start,
                ends_on=ended,
                arose_on=start,
                declared_at=at,
            )
        )
    made = bulk_create(Interest, rows, "Declared", actor=SYSTEM_ACTOR)
    parties = [
        InterestParty(interest=row, organisation=trusts[number % TRUSTS])
        for number, row in zip(numbers, made, strict=True)
    ]
    bulk_create(InterestParty, parties, "Declared", actor=SYSTEM_ACTOR)


if __name__ == "__main__":
    raise SystemExit(main())
