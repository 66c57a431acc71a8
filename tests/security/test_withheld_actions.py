"""What was asked for at an item of part 2 that is withheld is withheld with it (CONF-1)."""

import pytest

from boards.actions.models import Action
from boards.meetings.enums import Part
from boards.minutes.models import Minutes
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from tests.factories.actions import ActionFactory
from tests.factories.bodies import actor_in
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.minutes import MinutesFactory
from tests.factories.papers import a_board

pytestmark = pytest.mark.django_db
SECRET = "Xanthippe settlement"


@pytest.fixture
def board():
    return a_board()


def asked_at(board, part, **fields):
    private = {"private_reason": "Personal"} if part == Part.TWO else {}
    item = board.item("Estate", part=part, **private)
    ActionFactory(body=board.body, item=item, part=part, title=SECRET, **fields)
    return item


def withhold(item, actor):
    ItemParticipationFactory(item=item, person_id=actor.person_id, papers_withheld=True)


def reads(actor):
    return Action.objects.readable_by(actor).exists()


def test_a_member_from_whom_the_item_is_withheld_reads_no_action_of_it(board, client):
    item = asked_at(board, Part.TWO)
    client.force_login(User.objects.get(pk=board.member.user_id))
    roads = ("/actions/", "/api/v1/actions/")
    assert all(SECRET in client.get(road).content.decode() for road in roads)

    withhold(item, board.member)

    assert not any(SECRET in client.get(road).content.decode() for road in roads)
    assert reads(actor_in(board.body, Role.MEMBER))


def test_the_page_counts_what_is_withheld_and_describes_nothing(board, client):
    item = asked_at(board, Part.TWO)
    asked_at(board, Part.TWO, lead_person_id=board.member.person_id)
    own = Action.objects.latest("pk").item
    public = asked_at(board, Part.ONE)
    client.force_login(User.objects.get(pk=board.member.user_id))
    words = "1 action of part 2 is withheld from you"
    assert "withheld from you" not in client.get("/actions/").content.decode()

    for each in (item, own, public):
        withhold(each, board.member)

    assert words in client.get("/actions/").content.decode()
    assert "withheld from you" not in client.get("/actions/mine/").content.decode()
    client.force_login(User.objects.get(pk=board.secretary.user_id))
    withhold(item, board.secretary)
    assert "withheld from you" not in client.get("/actions/").content.decode()


def test_the_office_and_its_lead_read_it_and_everybody_that_of_part_1(board):
    item = asked_at(board, Part.TWO, lead_person_id=board.author.person_id)
    withhold(item, board.secretary)
    withhold(item, board.author)
    assert reads(board.secretary)
    assert reads(board.author)
    Action.objects.all().delete()
    withhold(asked_at(board, Part.ONE), board.member)
    assert reads(board.member)


def test_the_api_tells_no_ruling_on_others_at_the_withheld_item(board, client):
    item = asked_at(board, Part.TWO)
    MinutesFactory(meeting=board.meeting, body=board.body, part=2)
    Minutes.objects.update(
        state="chair_approved", chair_approved_at="2020-12-09T09:00Z",
        chair_approved_by_id=1,
    )  # fmt: skip
    ruling = RulingFactory(item=item, nature=SECRET)
    ItemParticipationFactory(item=item, person=ruling.person, ruling=ruling)
    client.force_login(User.objects.get(pk=board.member.user_id))
    assert SECRET in client.get("/api/v1/rulings/").content.decode()

    withhold(item, board.member)

    assert SECRET not in client.get("/api/v1/rulings/").content.decode()


@pytest.mark.parametrize(("role", "reads_it"), [("attendee", False), ("member", True)])
def test_ones_own_ruling_of_part_2_is_read_by_who_reads_part_2(
    board, client, role, reads_it
):
    actor = actor_in(board.body, Role(role))
    item = asked_at(board, Part.TWO)
    RulingFactory(item=item, person_id=actor.person_id, words=SECRET)
    client.force_login(User.objects.get(pk=actor.user_id))
    said = client.get("/api/v1/rulings/").content.decode()
    assert (SECRET in said) is reads_it
