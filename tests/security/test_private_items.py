"""Part 2 is not told by the way: beside an item, above it or below it."""

import pytest
from django.utils import timezone

from boards.bodies.selectors import actor_for
from boards.meetings.models import AgendaItem, ItemOwner
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from tests.factories.bodies import someone_signed_up
from tests.factories.papers import a_board

pytestmark = pytest.mark.django_db

SECRET = "Xanthippe settlement"


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def presenter(board) -> User:
    """Someone in attendance, who brings one private item."""
    user: User = someone_signed_up(board.body, Role.ATTENDEE)
    return user


def private_item(board, title: str, **fields) -> AgendaItem:
    return board.item(
        title, part=2, private_reason="Personal", open_title="A personal matter",
        **fields,
    )  # fmt: skip


def bring(item: AgendaItem, user: User) -> None:
    person = actor_for(user, timezone.localdate()).person_id
    ItemOwner.objects.create(
        item=item, role_title="Presenter", person_id=person, position=1
    )


@pytest.mark.parametrize("own", ["parent", "child"])
def test_the_page_of_ones_own_item_names_its_kin_by_their_open_titles(
    board, presenter, client, own
):
    titles = {"parent": SECRET, "child": SECRET} | {own: "My own matter"}
    parent = private_item(board, titles["parent"])
    child = private_item(board, titles["child"], parent=parent)
    mine = {"parent": parent, "child": child}[own]
    bring(mine, presenter)
    client.force_login(presenter)

    page = client.get(mine.get_absolute_url()).content.decode()

    assert "My own matter" in page
    assert "A personal matter" in page
    assert SECRET not in page


@pytest.mark.parametrize(
    "address", ["", "agenda/", "papers/", "pack/", "agenda/items/{item}/"]
)
@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.AUTHOR, Role.FINANCE_LEAD])
def test_no_page_of_the_meeting_names_a_private_item(board, client, role, address):
    item = private_item(board, SECRET)
    client.force_login(someone_signed_up(board.body, role))

    page = client.get(f"/meetings/{board.meeting.pk}/{address.format(item=item.pk)}")

    assert SECRET not in page.content.decode()
    assert "Personal" not in page.content.decode()


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.AUTHOR])
def test_no_answer_of_the_api_names_it(board, client, role):
    private_item(board, SECRET, confidential_reason="Xylem")
    client.force_login(someone_signed_up(board.body, role))

    answer = client.get(f"/api/v1/meetings/{board.meeting.pk}/agenda/")

    assert answer.status_code == 200
    assert "A personal matter" in answer.content.decode()
    assert not [word for word in (SECRET, "Personal", "Xylem")
                if word in answer.content.decode()]  # fmt: skip


def test_a_member_reads_all_of_it(board, client):
    private_item(board, SECRET)
    client.force_login(User.objects.get(pk=board.member.user_id))

    assert (
        SECRET in client.get(f"/meetings/{board.meeting.pk}/agenda/").content.decode()
    )
