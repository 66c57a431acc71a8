"""The register's extract among the papers of a meeting."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from boards.meetings.contributions import warnings_for
from boards.meetings.enums import StandingItem
from boards.papers.enums import PaperKind, PaperState
from boards.papers.models import Paper
from declarations.contributions import extract_of_the_register
from declarations.models import Interest
from declarations.services.extracts import put_extract_into_pack
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import AppointmentFactory, SeatFactory
from tests.factories.declarations import InterestFactory
from tests.factories.meetings import AgendaItemFactory, AgendaSectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(story):
    section = AgendaSectionFactory(meeting=story.meeting, title="Opening")
    return AgendaItemFactory(section=section, standing=StandingItem.DECLARATIONS)


@pytest.fixture
def put(story, at):
    def done(later=0, actor=None):
        return put_extract_into_pack(
            meeting=story.meeting,
            actor=actor or story.secretary,
            at=at + dt.timedelta(days=later),
        )

    return done


def printed(paper):
    version = paper.versions.order_by("-number").first()
    with version.original.file.open("rb") as file:
        pages = [page.extract_text() for page in PdfReader(file).pages]
    return " ".join(" ".join(pages).split())


def test_it_is_a_paper_of_the_declarations_item_sent_to_the_office(story, item, put):
    paper = put()

    assert (paper.item, paper.kind) == (item, PaperKind.PROCEDURE)
    assert paper.state == PaperState.SUBMITTED
    words = printed(paper)
    assert "Extract of the register of interests" in words
    assert "Holds shares" in words
    assert "Gifts and hospitality" not in words


def test_made_again_it_adds_a_version_only_where_it_says_more(story, item, put):
    paper = put()
    put()
    assert paper.versions.count() == 1
    story.interest.nature = "Holds more shares"
    story.interest.save()

    assert put() == paper
    assert paper.versions.count() == 2
    assert "Holds more shares" in printed(paper)
    assert Paper.objects.count() == 1


def test_it_is_of_those_who_vote_where_a_body_has_seats(story, item, put):
    voting = SeatFactory(body=story.body)
    AppointmentFactory(seat=voting, person=story.person)
    seat = SeatFactory(body=story.body, is_voting=False)
    other = AppointmentFactory(seat=seat).person
    InterestFactory(person=other, nature="Of somebody without a vote")

    words = printed(put())

    assert "Holds shares" in words
    assert "without a vote" not in words


def test_without_the_item_or_the_office_nothing_is_made(story, put, at):
    with pytest.raises(RuleBroken, match="no declarations of interest") as refused:
        put()
    assert refused.value.rule_id == "REG-3"
    with pytest.raises(PermissionDenied):
        put(actor=story.member)


def test_that_it_is_missing_or_old_is_warned_about(story, item, put, at):
    def warned():
        return [
            one.text for one in extract_of_the_register(story.meeting.pk, at.date())
        ]

    assert warned() == [
        "The extract of the register of interests is not in the pack yet."
    ]
    put(later=9_000)  # after all that is in the history
    assert warned() == []
    Interest.history.update(history_date=at + dt.timedelta(days=9_001))
    assert warned() == [
        "Interests were declared or changed since the extract of the register was made."
    ]
    assert extract_of_the_register(story.meeting.pk, dt.date(2020, 12, 3)) == []


def test_nothing_is_warned_about_where_nobody_has_declared(story, item, at):
    Interest.history.all().delete()

    assert extract_of_the_register(story.meeting.pk, at.date()) == []
    assert "REG-3" not in str(warnings_for(story.meeting.pk, at.date()))


def test_a_button_makes_it(client_as, story, item):
    address = reverse("declarations:extract", args=[story.meeting.pk])

    assert client_as(story.member).post(address).status_code == 403
    made = client_as(story.secretary).post(address)

    assert made.url == Paper.objects.get().get_absolute_url()
    item.standing = ""
    item.save()
    page = client_as(story.secretary).post(address, follow=True).content.decode()
    assert "no declarations of interest" in page
