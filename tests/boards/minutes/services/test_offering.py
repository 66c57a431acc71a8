"""The minutes are put under their item of the next agenda, as a paper."""

import datetime as dt

import pytest

from boards.meetings.enums import StandingItem
from boards.minutes.services import approve_minutes, offer_minutes_as_paper
from boards.papers.models import Paper
from ics_portal.core.errors import RuleBroken
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.boards.minutes.test_pages import address, client_of, page
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)


def offer(sitting: Sitting, minutes) -> Paper:
    return offer_minutes_as_paper(minutes=minutes, actor=sitting.secretary, at=AFTER)


def next_agenda(sitting: Sitting):
    meeting = MeetingFactory(body=sitting.body, held_on=dt.date(2021, 1, 6))
    section = AgendaSectionFactory(meeting=meeting)
    AgendaItemFactory(section=section, title="Welcome")
    return AgendaItemFactory(
        section=section,
        title="Minutes of previous meeting",
        standing=StandingItem.MINUTES,
    )


def test_approved_minutes_become_a_paper_and_then_its_next_version(told: Sitting):
    item = next_agenda(told)
    with pytest.raises(RuleBroken, match="once the chair has approved"):
        offer(told, told.drafted())
    minutes = approve_minutes(minutes=told.drafted(), actor=told.chair, at=AFTER)
    paper = offer(told, minutes)
    assert (paper.item, paper.kind, paper.title) == (
        item,
        "minutes",
        "Minutes of 2 December 2020",
    )
    assert offer(told, minutes) == paper
    assert [version.number for version in paper.versions.all()] == [2, 1]
    version = paper.versions.first()
    assert version is not None
    assert version.original.content_type == "application/pdf"


def test_without_an_agenda_to_go_on_it_says_so(told: Sitting):
    minutes = approve_minutes(minutes=told.drafted(), actor=told.chair, at=AFTER)
    with pytest.raises(RuleBroken, match="No later meeting"):
        offer(told, minutes)
    answer = client_of(told.secretary).post(address(told, "offer/"), follow=True)
    assert "No later meeting" in answer.content.decode()


def test_the_page_offers_it_in_one_step(told: Sitting):
    next_agenda(told)
    approve_minutes(minutes=told.drafted(), actor=told.chair, at=AFTER)
    words = "Put the minutes under item 2 of the agenda of 6 January 2021"
    assert words in page(told.secretary, address(told))
    assert words not in page(told.member, address(told))
    answer = client_of(told.secretary).post(address(told, "offer/"))
    assert answer.url == Paper.objects.get().get_absolute_url()
