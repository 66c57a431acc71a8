"""Reminders of actions go to their leads, and say nothing of what they are about."""

from datetime import UTC, date, datetime, timedelta

import pytest

from boards.actions.enums import ActionState
from boards.actions.services import remind
from boards.meetings.enums import Part
from ics_portal.accounts.actor import Role
from ics_portal.core.notify.models import Letter
from tests.factories.actions import ActionFactory
from tests.factories.bodies import BodyFactory, someone_signed_up

AT = datetime(2020, 12, 2, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(name="ICS Board")


@pytest.fixture
def lead(body):
    return someone_signed_up(body, Role.ATTENDEE)


def an_action(body, lead, due_on, **fields):
    return ActionFactory(
        body=body,
        title="Secret contract",
        part=Part.TWO,
        lead_person=lead.person,
        due_on=due_on,
        **fields,
    )


def test_what_is_due_within_a_week_is_reminded_of_once(body, lead):
    due = an_action(body, lead, date(2020, 12, 9), code="ICSB201104-01")
    an_action(body, lead, date(2020, 12, 10))
    an_action(body, lead, None)
    an_action(body, lead, date(2020, 12, 1), state=ActionState.CLOSED)
    ActionFactory(body=body, due_on=date(2020, 12, 3))

    assert [remind(at=AT), remind(at=AT + timedelta(hours=1))] == [1, 0]

    letter = Letter.objects.get()
    assert letter.email == lead.email
    assert letter.subject == (
        "ICS Board, Wednesday 9 December 2020: action ICSB201104-01 is due"
    )
    assert "Secret" not in letter.subject + letter.text
    assert letter.url == due.get_absolute_url()


def test_what_is_overdue_is_reminded_of_once_a_week_and_after_a_new_date(body, lead):
    action = an_action(body, lead, date(2020, 12, 1))

    told = [remind(at=AT + timedelta(days=days)) for days in (0, 1, 7)]
    action.due_on = date(2020, 12, 10)
    action.save()

    assert told == [1, 0, 1]
    assert remind(at=AT + timedelta(days=7)) == 1
    latest = Letter.objects.latest("pk").subject
    assert (
        latest == f"ICS Board, Thursday 10 December 2020: action {action.code} is due"
    )
