"""What papers name is suggested, and said only when somebody ticks it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from boards.meetings.models import ItemParty
from declarations.models import Conflict
from declarations.selectors.suggestions import suggested_parties
from declarations.services.concerns import say_concerns
from tests.factories.directory import OrganisationFactory
from tests.factories.papers import CoverSheetFactory, PaperFactory, PaperVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(db):
    return OrganisationFactory(name="Seaside Council")


@pytest.fixture
def paper(story, council):
    """A paper under the item, of which text and sheet name two organisations."""
    ItemParty.objects.all().delete()
    paper = PaperFactory(item=story.item, title="Contract")
    paper.current_version = PaperVersionFactory(
        paper=paper, text="A contract with Coast Trust was let."
    )
    paper.save()
    CoverSheetFactory(paper=paper, executive_summary="Seaside Council agreed.")
    return paper


def names(story):
    found = suggested_parties(story.meeting)
    return {item: [row.name for row in rows] for item, rows in found.items()}


def test_text_and_cover_sheet_are_read(story, paper):
    assert names(story) == {story.item.pk: ["Coast Trust", "Seaside Council"]}


def test_what_the_item_says_already_is_not_suggested(story, paper, council):
    ItemParty.objects.create(item=story.item, organisation=council)

    assert names(story) == {story.item.pk: ["Coast Trust"]}


def test_a_withdrawn_paper_suggests_nothing(story, paper):
    paper.state = "withdrawn"
    paper.save()

    assert names(story) == {}


def test_what_is_ticked_is_said_and_meets_what_members_hold(story, paper, at):
    added = say_concerns(
        meeting=story.meeting,
        chosen=[(story.item.pk, story.trust.pk), (story.item.pk, 999_999)],
        actor=story.secretary,
        at=at,
    )

    assert added == 1
    assert [row.organisation for row in story.item.parties.all()] == [story.trust]
    assert Conflict.objects.get().person == story.person


def test_only_the_office_says_it(story, paper, at):
    with pytest.raises(PermissionDenied):
        say_concerns(meeting=story.meeting, chosen=[], actor=story.member, at=at)


def test_the_page_offers_it_to_the_office_alone(client_as, story, paper):
    address = reverse("declarations:conflicts", args=[story.meeting.pk])

    office = client_as(story.secretary).get(address).content.decode()
    chair = client_as(story.chair).get(address).content.decode()

    assert "Seaside Council" in office
    assert "Seaside Council" not in chair


def test_ticking_nothing_says_so(client_as, story, paper):
    address = reverse("declarations:concerns", args=[story.meeting.pk])
    client = client_as(story.secretary)

    for sent in ({}, {"concerns": ["x-y", "7", "1-"]}):
        html = client.post(address, sent, follow=True).content.decode()
        assert "Tick what to say." in html

    html = client.post(
        address, {"concerns": f"{story.item.pk}-{story.trust.pk}"}, follow=True
    ).content.decode()
    assert "Said of 1, and looked again." in html
    assert "Holds shares" in html


def test_the_body_itself_is_none_of_those_it_meets(story):
    OrganisationFactory(name=story.body.name)
    story.item.title = f"Contract of the {story.body.name}"
    story.item.save()

    assert suggested_parties(story.meeting) == {}
