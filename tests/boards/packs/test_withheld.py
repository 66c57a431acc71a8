"""What is withheld from a person is open to that person on no road (CONF-1)."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boards.packs.enums import Edition
from boards.packs.models import Pack, PackFile
from boards.packs.services import issue_pack, start_build
from boards.papers.models import Paper, PaperVersion
from ics_portal.accounts.actor import Role
from ics_portal.core.jobs import record_pulse
from tests.factories.bodies import actor_in
from tests.factories.calling import ItemParticipationFactory
from tests.factories.meetings import AgendaItemFactory
from tests.factories.packs import PRESS, december, run_job_of
from tests.factories.papers import PaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    record_pulse(timezone.now())
    return december()


@pytest.fixture
def pack(story):
    """The pack of the story, issued."""
    built = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(built)
    built = Pack.objects.get(pk=built.pk)
    return issue_pack(pack=built, actor=story.secretary, at=PRESS)


@pytest.fixture
def paper(pack):
    """A paper in the members' file."""
    entry = pack.entries.filter(edition=Edition.MEMBERS, kind="paper").first()
    return Paper.objects.get(pk=entry.paper_id_then)


def client_of(actor):
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


def withhold(actor, item):
    return ItemParticipationFactory(
        item=item, person_id=actor.person_id, papers_withheld=True, stays=False
    )


@pytest.fixture
def member(story):
    return actor_in(story.meeting.body, Role.MEMBER)


def papers_of(actor):
    return set(Paper.objects.readable_by(actor))


def files_of(actor):
    return set(PackFile.objects.readable_by(actor).values_list("edition", flat=True))


def test_of_a_withheld_item_a_member_reads_neither_paper_nor_version(paper, member):
    before = papers_of(member)
    withhold(member, paper.item)

    assert paper in before
    assert papers_of(member) == before - set(paper.item.papers.all())
    assert not PaperVersion.objects.readable_by(member).filter(paper=paper).exists()


def test_the_other_members_read_it_still(story, paper, member):
    withhold(member, paper.item)

    assert paper in papers_of(actor_in(story.meeting.body, Role.MEMBER))


def test_the_chair_is_no_exception_and_the_office_is(story, paper):
    chair = actor_in(story.meeting.body, Role.CHAIR, Role.MEMBER)
    withhold(chair, paper.item)
    withhold(story.secretary, paper.item)

    assert paper not in papers_of(chair)
    assert not PaperVersion.objects.worked_with_by(chair).filter(paper=paper).exists()
    assert paper in papers_of(story.secretary)


def test_whoever_wrote_it_does_not_read_it_either(story, paper):
    author = actor_in(story.meeting.body, Role.AUTHOR)
    paper.people.create(role="author", title="Author", person_id=author.person_id)
    assert paper in papers_of(author)

    withhold(author, paper.item)

    assert paper not in papers_of(author)


def test_what_is_withheld_at_an_item_is_withheld_at_its_sub_items(story, paper):
    chair = actor_in(story.meeting.body, Role.CHAIR)
    below = PaperFactory(
        item=AgendaItemFactory(
            meeting=story.meeting, section=paper.item.section, parent=paper.item
        )
    )
    assert below in papers_of(chair)

    withhold(chair, paper.item)

    assert below not in papers_of(chair)


def test_a_ruling_that_withholds_nothing_closes_nothing(paper, member):
    ItemParticipationFactory(
        item=paper.item, person_id=member.person_id, votes=False, papers_withheld=False
    )

    assert paper in papers_of(member)


def test_the_file_with_its_pages_is_closed_and_the_page_says_why(
    story, pack, paper, member
):
    client = client_of(member)
    address = reverse("packs:overview", args=[story.meeting.pk])
    assert Edition.MEMBERS in files_of(member)

    withhold(member, paper.item)

    assert Edition.MEMBERS not in files_of(member)
    number = (
        paper.item.frozen_number
        or pack.entries.get(
            edition=Edition.MEMBERS, kind="paper", paper_id_then=paper.pk
        ).item_number
    )
    html = client.get(address).content.decode()
    assert f"The papers of item {number} are not open to you" in html
    assert paper.title not in html


@pytest.mark.parametrize("road", ["download", "manifest"])
def test_no_address_of_the_file_opens(story, pack, paper, member, road):
    address = reverse(
        f"packs:{road}", args=[story.meeting.pk, pack.version, Edition.MEMBERS.value]
    )
    client = client_of(member)
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer)  # read to its end, and so closed

    withhold(member, paper.item)

    assert client.get(address).status_code == 404


def test_the_api_names_no_change_of_a_paper_that_is_withheld(pack, paper, member):
    Pack.objects.filter(pk=pack.pk).update(
        changes=[{"words": f"{paper.title}: version 2 takes the place of version 1"}]
    )
    client = client_of(member)
    addresses = ["/api/v1/packs/", f"/api/v1/packs/{pack.pk}/"]
    assert all(paper.title in client.get(a).content.decode() for a in addresses)

    withhold(member, paper.item)

    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert paper.title not in response.content.decode()
