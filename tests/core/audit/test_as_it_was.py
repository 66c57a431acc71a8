""" "As it was": asking for an earlier moment gives the whole picture of that moment."""

from datetime import UTC, datetime, timedelta

import pytest

from boards.directory.enums import OrganisationKind
from boards.directory.models import IntegratedCareSystem, Organisation, Person
from ics_portal.core import audit
from tests.factories.accounts import an_actor

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCTOBER = datetime(2020, 10, 1, 12, tzinfo=UTC)
NOVEMBER = OCTOBER + timedelta(days=31)
DECEMBER = NOVEMBER + timedelta(days=30)
PORTAL = an_actor(user_id=None)


def saved(instance, at):
    return audit.save_with_reason(instance, "Told", actor=PORTAL, at=at)


@pytest.fixture
def person():
    organisation = saved(
        Organisation(name="A hospital trust", kind=OrganisationKind.values[0]), OCTOBER
    )
    person = saved(Person(name="Chief officer", organisation=organisation), OCTOBER)
    organisation.name = "A larger trust"
    saved(organisation, DECEMBER)
    return person


def test_an_earlier_moment_gives_the_earlier_target_of_a_foreign_key(person):
    then = Person.history.as_of(NOVEMBER).get(name="Chief officer")

    assert then.organisation.name == "A hospital trust"
    assert person.organisation.name == "A larger trust"


def test_what_was_not_there_yet_is_not_in_the_picture(person):
    assert list(Person.history.as_of(OCTOBER - timedelta(days=1))) == []


def test_what_was_deleted_since_is_still_in_the_earlier_picture(person):
    audit.delete_with_reason(person, "Added twice", actor=PORTAL)

    assert [one.name for one in Person.history.as_of(DECEMBER)] == ["Chief officer"]
    assert not Person.history.as_of(datetime.now(UTC)).exists()


def test_many_to_many_rows_are_as_they_were(person):
    organisation = person.organisation
    system = saved(IntegratedCareSystem(name="The system"), OCTOBER)
    before = datetime.now(UTC)
    audit.set_many_with_reason(
        organisation, "systems", [system], "Joined the system", actor=PORTAL
    )

    earlier = Organisation.history.filter(history_date__lte=before).latest()
    now = Organisation.history.latest()

    assert [row.integratedcaresystem.name for row in earlier.systems.all()] == []
    assert [row.integratedcaresystem.name for row in now.systems.all()] == [
        "The system"
    ]
    assert now.history_change_reason == "Joined the system"
