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
    secret = PaperFactory(
        item=item, title="secret", state="accepted", confidential=True
    )
    a_current_version(secret)
    other = a_board()
    a_current_version(
        PaperFactory(item=other.item(), title="of another body", state="accepted")
    )
    other.issue()
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


def test_a_member_opens_the_version_in_the_pack_and_no_draft(papers):
    paper = Paper.objects.get(title="accepted")
    draft = PaperVersionFactory(paper=paper, ready=True)
    papers.issue()

    seen = PaperVersion.objects.readable_by(papers.member).filter(paper=paper)

    assert list(seen) == [paper.current_version]
    assert draft not in seen


def test_a_paper_accepted_after_the_issue_waits_for_the_next_pack(papers):
    papers.issue()
    late = PaperFactory(item=papers.item("Late"), title="late", state="accepted")
    version = a_current_version(late)

    assert "late" not in readable(papers.member)
    assert version not in PaperVersion.objects.readable_by(papers.member)

    papers.issue()

    assert "late" in readable(papers.member)
    assert version in PaperVersion.objects.readable_by(papers.member)


def test_a_version_made_current_after_the_issue_waits_for_the_next_pack(papers):
    paper = Paper.objects.get(title="accepted")
    papers.issue()
    first, second = paper.current_version, a_current_version(paper)
    of_paper = PaperVersion.objects.filter(paper=paper)

    assert list(of_paper.readable_by(papers.member)) == [first]

    papers.issue()

    assert list(of_paper.readable_by(papers.member)) == [second]


def test_a_build_that_was_not_issued_opens_nothing(papers):
    papers.issue()
    late = PaperFactory(item=papers.item("Late"), title="late", state="accepted")
    a_current_version(late)
    papers.issue()
    papers.meeting.packs.filter(version=2).update(issued_at=None, issued_by_id=None)

    assert "late" not in readable(papers.member)


@pytest.mark.parametrize("state", ["withdrawn", "returned", "drafting"])
def test_a_paper_taken_back_after_the_issue_is_closed_to_members(papers, state):
    papers.issue()
    paper = Paper.objects.get(title="accepted")
    name_on(paper, papers.author)
    Paper.objects.filter(pk=paper.pk).update(state=state)

    assert "accepted" not in readable(papers.member)
    assert not PaperVersion.objects.readable_by(papers.member).filter(paper=paper)
    # It stays its author's own work.
    assert readable(papers.author) == {"accepted"}
    assert PaperVersion.objects.readable_by(papers.author).count() == 1


def test_who_works_with_a_paper_opens_all_its_versions(papers):
    paper = Paper.objects.get(title="accepted")
    PaperVersionFactory(paper=paper, ready=True)
    name_on(paper, papers.author)

    versions = PaperVersion.objects.filter(paper=paper)
    assert versions.readable_by(papers.author).count() == 2
    assert versions.readable_by(papers.secretary).count() == 2
    assert versions.readable_by(papers.stranger).count() == 0


def test_my_papers_are_those_i_am_named_on(papers):
    paper = Paper.objects.get(title="drafting")
    name_on(paper, papers.author, "author")
    name_on(paper, papers.author, "presenter")
    nobody = Actor(user_id=99, person_id=None, name="Someone")

    assert list(Paper.objects.worked_on_by(papers.author)) == [paper]
    assert list(Paper.objects.worked_on_by(nobody)) == []
