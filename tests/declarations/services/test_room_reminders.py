"""What was declared at a meeting is put on the register within 28 days."""

import datetime as dt

import pytest

from declarations.services.room_reminders import remind_of_the_register
from ics_portal.core.notify.models import Letter
from tests.factories.declarations import ConflictFactory, InterestFactory

pytestmark = pytest.mark.django_db

HELD_ON = dt.date(2020, 12, 2)


def after(days):
    day = dt.datetime.combine(HELD_ON, dt.time(12), tzinfo=dt.UTC)
    return day + dt.timedelta(days=days)


@pytest.fixture
def ruled(story):
    story.meeting.held_on = HELD_ON
    story.meeting.save()
    return story.item.rulings.create(
        person=story.person,
        option="no_vote",
        stays=True,
        speaks=True,
        votes=False,
        papers_withheld=False,
        nature="A brother works there",
        words="To stay.",
        ruled_by=story.presiding,
        ruled_at=after(0),
    )


@pytest.mark.requirement("DOI-17")
def test_letters_follow_the_clock_and_tell_nothing_of_what_was_said(ruled):
    sent = [remind_of_the_register(at=after(days)) for days in (0, 1, 14, 21, 27, 29)]

    assert sent == [1, 0, 1, 1, 1, 0]
    letter = Letter.objects.earliest("pk")
    assert "by Wednesday 30 December 2020" in letter.text
    assert "brother" not in f"{letter.subject}{letter.text}"


def test_what_is_declared_or_known_needs_no_letter(story, ruled):
    InterestFactory(person=story.person, declared_at=after(1))
    assert remind_of_the_register(at=after(2)) == 0


def test_what_met_the_item_was_on_record(story, ruled):
    ConflictFactory(item=story.item, person=story.person)
    assert remind_of_the_register(at=after(2)) == 0


def test_who_signs_in_never_gets_none(story, ruled):
    person = story.person
    person.user = None
    person.save()
    assert remind_of_the_register(at=after(2)) == 0
