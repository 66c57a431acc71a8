"""Who comes to present one item sees that one and nothing else of the meeting (CAL-12)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.bodies.selectors import actor_for
from boards.directory.models import Person
from boards.meetings.models import Meeting, Presenter
from boards.meetings.services.presenting import drop_presenter, name_presenter
from boards.papers.models import Paper
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import BodyFactory, actor_in, someone_signed_up
from tests.factories.calling import ItemParticipationFactory, PresenterFactory
from tests.factories.papers import (
    PaperFactory,
    StoredFileFactory,
    a_board,
    a_current_version,
)

pytestmark = pytest.mark.django_db
SECRET = "Xanthippe settlement"


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def presenter():
    """Somebody of another body of the system, who can sign in."""
    return someone_signed_up(BodyFactory(), Role.MEMBER)


@pytest.fixture
def mine(board, presenter):
    item = board.item("Cancer pathways")
    PresenterFactory(item=item, person=Person.objects.get(user=presenter))
    return item


def a_paper(item, title):
    paper = PaperFactory(item=item, title=title, state="accepted")
    a_current_version(paper, picture=StoredFileFactory(content=b"picture"))
    return paper


def test_the_one_item_and_its_issued_papers_are_there(board, presenter, mine, client):
    paper = a_paper(mine, "Pathways paper")
    client.force_login(presenter)
    page = client.get(mine.get_absolute_url())
    assert page.status_code == 200
    assert "Pathways paper" not in page.content.decode()
    assert client.get(paper.get_absolute_url()).status_code == 404

    board.issue()

    page = client.get(mine.get_absolute_url()).content.decode()
    assert "Cancer pathways" in page
    assert "Pathways paper" in page
    shown = client.get(paper.get_absolute_url())
    assert shown.status_code == 200
    assert f'/meetings/{board.meeting.pk}/agenda/"' not in shown.content.decode()
    assert "This meeting" not in shown.content.decode()  # the bar of its stages
    part = client.get(f"/papers/{paper.pk}/versions/1/part/")
    assert b"".join(part.streaming_content)
    assert client.get(f"/papers/{paper.pk}/versions/1/original/").status_code == 404
    [row] = client.get("/api/v1/papers/").json()["results"]
    assert row["id"] == paper.pk


@pytest.mark.parametrize(
    "address",
    [
        "",
        "agenda/",
        "papers/",
        "pack/",
        "minutes/",
        "as-it-was/",
        "reply/",
        "agenda/items/{other}/",
        "agenda/edit/items/{mine}/presenters/",
    ],
)
def test_nothing_else_of_the_meeting_is(board, presenter, mine, client, address):
    other = board.item(SECRET)
    paper = a_paper(other, SECRET)
    board.issue()
    client.force_login(presenter)

    road = address.format(other=other.pk, mine=mine.pk)
    assert client.get(f"/meetings/{board.meeting.pk}/{road}").status_code == 404
    assert client.get(paper.get_absolute_url()).status_code == 404
    assert client.post(mine.get_absolute_url()).status_code == 403


def test_no_list_no_answer_and_no_search_tells_of_it(board, presenter, mine, client):
    board.item(SECRET)
    client.force_login(presenter)

    answers = [
        client.get(road)
        for road in (
            "/",
            "/meetings/",
            mine.get_absolute_url(),
            "/decisions/?q=Xanthippe",
            "/api/v1/presented-items/",
            f"/api/v1/presented-items/{mine.pk}/",
            "/api/v1/meetings/",
            "/api/v1/papers/",
        )
    ]

    assert {each.status_code for each in answers} == {200}
    assert not [each for each in answers if SECRET in each.content.decode()]
    assert "Items you present" in answers[1].content.decode()
    assert [row["id"] for row in answers[4].json()["results"]] == [mine.pk]
    assert answers[6].json()["results"] == []
    for road in ("", "agenda/", "deadlines/"):
        address = f"/api/v1/meetings/{board.meeting.pk}/{road}"
        assert client.get(address).status_code == 404


def test_a_private_item_is_shown_by_its_own_title_and_its_neighbours_are_not(
    board, presenter, client
):
    private = {"part": 2, "private_reason": "Personal", "open_title": "A matter"}
    item = board.item("My private matter", **private)
    board.item(SECRET, **private)
    PresenterFactory(item=item, person=Person.objects.get(user=presenter))
    paper = a_paper(item, "My confidential paper")
    board.issue()
    client.force_login(presenter)

    page = client.get(item.get_absolute_url()).content.decode()

    assert "My private matter" in page
    assert "My confidential paper" in page
    assert SECRET not in page
    assert client.get(paper.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("gone", ["dropped", "withdrawn", "cancelled", "withheld"])
def test_it_closes_again(board, presenter, mine, client, gone):
    paper = a_paper(mine, "Pathways paper")
    board.issue()
    client.force_login(presenter)
    assert client.get(paper.get_absolute_url()).status_code == 200

    if gone == "dropped":
        row = Presenter.objects.get()
        drop_presenter(presenter=row, actor=board.secretary, at=timezone.now())
    elif gone == "withdrawn":
        mine.state, mine.state_reason = "withdrawn", "Not ready"
        mine.save()
    elif gone == "cancelled":
        Meeting.objects.update(state="cancelled")
    else:
        ItemParticipationFactory(
            item=mine,
            person=Person.objects.get(user=presenter),
            papers_withheld=True,
        )

    assert client.get(paper.get_absolute_url()).status_code == 404
    assert not Paper.objects.readable_by(
        actor_for(presenter, timezone.localdate())
    ).exists()


def test_the_office_names_and_takes_off_who_presents(board, client):
    item = board.item("Cancer pathways")
    person = Person.objects.get(user=someone_signed_up(BodyFactory()))
    by = {"actor": board.secretary, "at": timezone.now()}
    made = name_presenter(item=item, person=person, role_title=" Lead  nurse ", **by)
    assert made.role_title == "Lead nurse"
    with pytest.raises(RuleBroken, match="presents this item already") as refused:
        name_presenter(item=item, person=person, **by)
    assert (refused.value.rule_id, refused.value.field) == ("CAL-12", "person")
    member = actor_in(board.body, Role.MEMBER)
    with pytest.raises(PermissionDenied):
        name_presenter(item=item, person=person, actor=member, at=timezone.now())
    with pytest.raises(PermissionDenied):
        drop_presenter(presenter=made, actor=member, at=timezone.now())
    drop_presenter(presenter=made, **by)
    assert not item.presenters.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="presenter_")
    assert verbs.count() == 2


def test_the_pages_that_name_a_presenter(board, client):
    item = board.item("Cancer pathways")
    person = Person.objects.get(user=someone_signed_up(BodyFactory()))
    client.force_login(User.objects.get(pk=board.secretary.user_id))
    address = f"/meetings/{board.meeting.pk}/agenda/edit/items/{item.pk}/presenters/"
    assert address in client.get(item.get_absolute_url()).content.decode()
    refused = client.post(address, {"person": "", "role_title": "Lead nurse"})
    assert refused.status_code == 422
    assert "Lead nurse" in refused.content.decode()
    answer = client.post(address, {"person": person.pk})
    assert answer.url == item.get_absolute_url()
    assert client.post(address, {"person": person.pk}).status_code == 422
    assert person.name in client.get(item.get_absolute_url()).content.decode()
    client.post(f"{address}{item.presenters.get().pk}/drop/")
    assert not item.presenters.exists()


def test_a_list_of_many_takes_no_more_queries(board, presenter, mine, client):
    client.force_login(presenter)
    counts = []
    for more in (0, 2):
        for number in range(more):
            item = board.item(f"More {number}")
            PresenterFactory(item=item, person=Person.objects.get(user=presenter))
        with CaptureQueriesContext(connection) as asked:
            client.get("/api/v1/presented-items/")
            client.get("/meetings/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
