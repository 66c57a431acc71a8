"""The composition of a large system: 60 bodies, 600 seats, 5,000 appointments, ten years.

``make bench ONLY=structure``. Evaluation in pure Python for one day and for each of 120
month ends; queries for 15 and for 60 bodies; and the page of findings against a page that
prints as many rows of the same table from literals.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
BODIES, SEATS, APPOINTMENTS = 60, 600, 5_000
FIRST_DAY = date(2016, 4, 1)
DAYS = 3650
MONTHS = 120


def main() -> int:
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
    from boards.bodies.rules import evaluate  # noqa: PLC0415
    from boards.bodies.selectors import facts_of, rules_of  # noqa: PLC0415

    small, large = a_system(15), a_system(BODIES)
    queries = [reading(system)[1] for system in (small, large)]
    if queries[0] != queries[1]:
        raise SystemExit(f"The number of queries grows: {queries}")
    seconds, _ = reading(large)
    report("read", bodies=BODIES, ms=seconds * 1000, queries=queries[1])
    facts, rules = facts_of(large), rules_of(large)
    found = evaluate(facts, rules, date(2022, 7, 1))
    once = [
        spent(lambda: evaluate(facts, rules, date(2022, 7, 1))) for _ in range(ROUNDS)
    ]
    report("one day", findings=len(found), ms=statistics.median(once) * 1000)
    ends = [month_end(number) for number in range(MONTHS)]
    each = [spent(lambda day=day: evaluate(facts, rules, day)) for day in ends]
    report(
        "month ends",
        days=MONTHS,
        ms=sum(each) * 1000,
        slowest_ms=max(each) * 1000,
    )
    page(large)


def page(system: Any) -> None:
    """The page of findings, and the same table from literals."""
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415
    from django.shortcuts import render  # noqa: PLC0415
    from django.test import Client, RequestFactory  # noqa: PLC0415

    from boards.bodies.forms.day import DayForm  # noqa: PLC0415
    from boards.bodies.presenters.structure import (  # noqa: PLC0415
        Chip,
        Counts,
        FindingRow,
        sections,
    )
    from boards.bodies.selectors import findings_on  # noqa: PLC0415
    from ics_portal.accounts.actor import ANONYMOUS, Role  # noqa: PLC0415
    from tests.factories.bodies import someone_signed_up  # noqa: PLC0415

    day = date(2022, 7, 1)
    count = len(findings_on(system, day))
    client = Client()
    client.force_login(someone_signed_up(system.bodies.first(), Role.MEMBER))
    literal = FindingRow(
        "RULE-X", "A rule", "A source", "A source", "A body", "1 filled.", (),
        Chip("Met", "ok", "tick"), "met", "required", False,
    )  # fmt: skip
    request = RequestFactory().get("/")
    request.user, request.actor = AnonymousUser(), ANONYMOUS  # type: ignore[attr-defined]
    request.reference, request.session = "", client.session  # type: ignore[attr-defined]
    context = {
        "form": DayForm(None, several=False),
        "system": system,
        "day": day,
        "is_today": False,
        "query": "",
        "sections": sections([literal] * count),
        "only": "",
        "counts": Counts(count, 0, 0, 0),
    }

    def from_literals() -> Any:
        return render(request, "boards/bodies/findings.html", context)

    def real() -> Any:
        answer = client.get("/system/findings/", {"on": day.isoformat()})
        if answer.status_code != 200:
            raise SystemExit(answer.status_code)
        return answer

    times = {}
    for name, act in (("literal", from_literals), ("page", real)):
        act()
        times[name] = statistics.median(spent(act) for _ in range(ROUNDS))
    report(
        "findings page",
        rows=count,
        ms=times["page"] * 1000,
        literal_ms=times["literal"] * 1000,
        ratio=times["page"] / times["literal"],
    )


def reading(system: Any) -> tuple[float, int]:
    """Time and queries of reading a system's facts and rules."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from boards.bodies.selectors import facts_of, rules_of  # noqa: PLC0415

    with CaptureQueriesContext(connection) as made:
        seconds = spent(lambda: (facts_of(system), rules_of(system)))
    return seconds, len(made)


def spent(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def month_end(number: int) -> date:
    year, month = divmod(FIRST_DAY.month + number, 12)
    return date(FIRST_DAY.year + year, month + 1, 1) - timedelta(days=1)


def a_system(bodies: int) -> Any:
    """A board, a Partnership and places, with people coming and going."""
    from boards.bodies.enums import BodyKind, Constituency  # noqa: PLC0415
    from boards.bodies.importers import FIRST_EDITION, read_rules  # noqa: PLC0415
    from boards.bodies.models import (  # noqa: PLC0415
        Appointment,
        Body,
        BodyMember,
        CompositionRule,
        Seat,
    )
    from boards.directory.models import (  # noqa: PLC0415
        IntegratedCareSystem,
        Organisation,
        OrganisationService,
        Person,
    )

    name = f"System of {bodies}"
    system = IntegratedCareSystem.objects.create(name=name)
    if not CompositionRule.objects.exists():
        CompositionRule.objects.bulk_create(
            CompositionRule(
                rule_id=row.rule_id,
                body_kind=row.body_kind,
                text=row.text,
                constituency=row.constituency,
                check_kind=row.check_kind,
                minimum=row.minimum,
                maximum=row.maximum,
                sources=list(row.sources),
                starts_on=row.starts_on,
            )
            for row in read_rules(FIRST_EDITION.read_text(encoding="utf-8"))
        )
    trusts = [
        Organisation.objects.create(name=f"Trust {n} of {bodies}", kind="nhs_trust")
        for n in range(20)
    ]
    for trust in trusts:
        trust.systems.add(system)
    OrganisationService.objects.bulk_create(
        OrganisationService(organisation=trust, service="acute") for trust in trusts
    )
    kinds = [
        BodyKind.NHS_BODY_BOARD,
        BodyKind.PARTNERSHIP,
        BodyKind.PROVIDER_COLLABORATIVE,
    ]
    made = [
        Body.objects.create(
            name=f"Body {n} of {bodies}",
            slug=f"body-{n}-of-{bodies}",
            code=f"B{n}x{bodies}",
            kind=kinds[n] if n < len(kinds) else BodyKind.PLACE_PARTNERSHIP,
            system=system,
        )
        for n in range(bodies)
    ]
    BodyMember.objects.bulk_create(
        BodyMember(body=body, organisation=trust)
        for body in made
        for trust in trusts[:5]
    )
    people = Person.objects.bulk_create(
        Person(name=f"Person {n} of {bodies}") for n in range(1000)
    )
    seats = Seat.objects.bulk_create(
        Seat(
            body=made[n % bodies],
            title=f"Seat {n}",
            constituency=Constituency.values[n // bodies % len(Constituency.values)],
            position=n,
        )
        for n in range(SEATS)
    )
    each = APPOINTMENTS // SEATS + 1
    length = DAYS // each
    Appointment.objects.bulk_create(
        Appointment(
            seat=seats[n % SEATS],
            person=people[n * 7 % len(people)],
            starts_on=FIRST_DAY + timedelta(days=n // SEATS * length),
            ends_on=FIRST_DAY + timedelta(days=(n // SEATS + 1) * length - 1),
        )
        for n in range(APPOINTMENTS)
    )
    return system


def report(what: str, **figures: float) -> None:
    line = {
        "measure": what,
        **{name: round(value, 2) for name, value in figures.items()},
    }
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
