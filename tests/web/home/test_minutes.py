"""What of minutes stands first on the home page."""

import pytest
from django.urls import reverse

from boards.minutes.enums import EntryOrigin, MinutesState
from ics_portal.accounts.actor import Role
from ics_portal.web.home.minutes import needs_of_minutes
from tests.factories.bodies import actor_in
from tests.factories.minutes import (
    MinuteEntryFactory,
    MinutesFactory,
    MinutesMarkFactory,
)

pytestmark = pytest.mark.django_db


def test_the_chair_is_told_of_a_draft_once_every_sentence_was_looked_at():
    minutes = MinutesFactory()
    chair = actor_in(minutes.body, Role.CHAIR)
    secretary = actor_in(minutes.body, Role.SECRETARY)
    assert needs_of_minutes(chair) == []

    entry = MinuteEntryFactory(minutes=minutes, origin=EntryOrigin.MADE)
    assert needs_of_minutes(chair) == []

    entry.origin = EntryOrigin.ACCEPTED
    entry.save()
    [need] = needs_of_minutes(chair)
    assert need.href == reverse("minutes:approve", args=[minutes.meeting_id])
    assert needs_of_minutes(secretary) == []

    mark = MinutesMarkFactory(minutes=minutes)
    assert needs_of_minutes(chair) == []
    mark.delete()
    minutes.state = MinutesState.CHAIR_APPROVED
    minutes.save()
    assert needs_of_minutes(chair) == []
