import pytest

from boards.bodies.selectors import actor_for
from boards.papers.models import Paper, PaperVersion
from ics_portal.accounts.actor import Actor, Role
from tests.factories.bodies import actor_in
from tests.factories.papers import (
    MEETING_DAY,
    PaperFactory,
    PaperVersionFactory,
    a_board,
    a_current_version,
    name_on,
)

pytestmark = pytest.mark.django_db


def readable(actor: Actor) -> set[str]:
    return set(Paper.objects.readable_by(actor).values_list("title", flat=True))


@pytest.fixture
def papers(board):
    """Beside the accepted paper, everything that could leak to a member."""
    item = board.item()
    a_current_version(PaperFactory(item=item, title="accepted", state="accepted"))
    for state in ("requested", "drafting", "submitted", "returned", "withdrawn"):
        PaperFactory(item=item, title=state, state=state)
    PaperFactory(item=item, title="secret", state="accepted", confidential=True)
    other = a_board()
    other.issue()
    PaperFactory(item=other.item(), title="of another body", state="accepted")
    return board


def test_the_office_and_the_chair_read_every_paper_of_their_body(papers):
    everything = {
        "accepted", "secret", "requested", "drafting", "submitted", "returned",
        "withdrawn",
    }  # fmt: skip

    assert readable(papers.secretary) == everything
    assert readable(actor_in(papers.body, Role.GOVERNANCE_LEAD)) == everything
    assert readable(actor_in(papers.body, Role.CHAIR)) == everything


def test_a_member_reads_nothing_before_the_pack_is_issued(papers):
    assert readable(papers.member) == set()


def test_a_member_reads_accepted_papers_once_the_pack_is_issued(papers):
    papers.issue()

    assert readable(papers.member) == {"accepted", "secret"}


@pytest.mark.parametrize(
    "role", [Role.ATTENDEE, Role.AUTHOR, Role.FINANCE_LEAD, Role.RISK_LEAD]
)
def test_other_roles_read_no_paper_they_are_not_named_on(papers, role):
    papers.issue()

    assert readable(actor_in(papers.body, role)) == set()


def test_whoever_is_named_reads_that_paper_and_no_other(papers):
    name_on(Paper.objects.get(title="drafting"), papers.author)

    assert readable(papers.author) == {"drafting"}


def test_a_user_without_a_person_and_a_stranger_read_nothing(papers):
    papers.issue()
    someone = Actor(user_id=99, person_id=None, name="Someone")
    anonymous = actor_for(None, MEETING_DAY)

    assert readable(someone) == readable(anonymous) == set()
    assert "accepted" not in readable(papers.stranger)


def test_a_team_on_a_paper_opens_it_to_nobody(papers):
    paper = Paper.objects.get(title="drafting")
    paper.people.create(role="author", title="ICS Programme Teams")

    assert readable(Actor(user_id=99, person_id=None, name="Someone")) == set()


def test_a_member_opens_the_current_version_and_no_draft(papers):
    paper = Paper.objects.get(title="accepted")
    draft = PaperVersionFactory(paper=paper, ready=True)
    papers.issue()

    seen = PaperVersion.objects.readable_by(papers.member)

    assert list(seen) == [paper.current_version]
    assert draft not in seen


def test_who_works_with_a_paper_opens_all_its_versions(papers):
    paper = Paper.objects.get(title="accepted")
    PaperVersionFactory(paper=paper, ready=True)
    name_on(paper, papers.author)

    assert PaperVersion.objects.readable_by(papers.author).count() == 2
    assert PaperVersion.objects.readable_by(papers.secretary).count() == 2
    assert PaperVersion.objects.readable_by(papers.stranger).count() == 0


def test_my_papers_are_those_i_am_named_on(papers):
    paper = Paper.objects.get(title="drafting")
    name_on(paper, papers.author, "author")
    name_on(paper, papers.author, "presenter")
    nobody = Actor(user_id=99, person_id=None, name="Someone")

    assert list(Paper.objects.worked_on_by(papers.author)) == [paper]
    assert list(Paper.objects.worked_on_by(nobody)) == []
