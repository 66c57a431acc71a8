"""The page from which a meeting is run tells nobody what other pages withhold."""

import pytest
from django.utils import timezone

from boards.bodies.selectors import actor_for
from boards.papers.models import Recommendation
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.calling import ItemParticipationFactory
from tests.factories.papers import (
    CoverSheetFactory,
    PaperFactory,
    a_board,
    a_current_version,
)
from tests.factories.sittings import OutcomeFactory

pytestmark = pytest.mark.django_db
SECRET = "Xanthippe settlement"


@pytest.fixture
def board():
    return a_board()


def page_at(client, user, board, item, more=""):
    client.force_login(user)
    answer = client.get(f"/meetings/{board.meeting.pk}/run/items/{item.pk}/{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_outcome_of_a_withheld_private_item_is_withheld(board, client):
    item = board.item("Estate", part=2, private_reason="Commercial")
    OutcomeFactory(item=item, body=board.body, words=SECRET)
    member = User.objects.get(pk=board.member.user_id)
    assert SECRET in page_at(client, member, board, item)

    ItemParticipationFactory(
        item=item, person_id=board.member.person_id, papers_withheld=True
    )

    assert SECRET not in page_at(client, member, board, item)
    other = someone_signed_up(board.body, Role.MEMBER)
    assert SECRET in page_at(client, other, board, item)


@pytest.fixture
def asked(board):
    """An item whose paper asks for something, and the office of a body in common."""
    item = board.item("Estate")
    paper = PaperFactory(item=item, state="accepted")
    a_current_version(paper)
    sheet = CoverSheetFactory(paper=paper)
    Recommendation.objects.create(
        sheet=sheet, key="r1", position=1, verb="Approve", text=SECRET
    )
    guest = BodyFactory(name="Guest Board", system=board.body.system)
    board.meeting.in_common_with.add(guest)
    user = someone_signed_up(guest, Role.SECRETARY)
    return item, user, guest


def test_the_office_of_a_body_in_common_reads_what_is_asked_once_it_is_issued(
    board, asked, client
):
    item, user, guest = asked
    at = f"outcomes/record/{Recommendation.objects.get().pk}/?body={guest.pk}"
    client.force_login(user)
    road = f"/meetings/{board.meeting.pk}/run/items/{item.pk}/{at}"
    assert SECRET not in client.get(road).content.decode()

    board.issue()

    assert SECRET in client.get(road).content.decode()
    person_id = actor_for(user, timezone.localdate()).person_id
    ItemParticipationFactory(item=item, person_id=person_id, papers_withheld=True)
    assert SECRET not in client.get(road).content.decode()
