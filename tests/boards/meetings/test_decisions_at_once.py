"""Two decisions of a body in the same moment: on SQLite, and again on PostgreSQL."""

from datetime import date

import pytest

from boards.meetings import services
from boards.meetings.models import Decision
from boards.meetings.services import DecisionDetails
from ics_portal.accounts.actor import Role
from tests.boards.meetings.conftest import AT
from tests.boards.papers.test_two_at_once import together
from tests.factories.bodies import BodyFactory, actor_in

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("ICB-21")
def test_two_decisions_at_once_get_two_numbers():
    body = BodyFactory(code="ICB")
    actor = actor_in(body, Role.SECRETARY)

    def record(wording):
        details = DecisionDetails(
            wording=wording, method="consensus", decided_on=date(2020, 11, 4)
        )
        return lambda: services.record_decision(
            body=body, details=details, actor=actor, at=AT
        )

    together(record("One."), record("Two."))

    numbers = Decision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["ICB-2020-001", "ICB-2020-002"]
