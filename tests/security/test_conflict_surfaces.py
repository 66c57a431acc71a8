"""A conflict of one's own is no road to what one may not read."""

import pytest
from django.utils import timezone

from boards.packs.selectors import take_snapshot
from declarations.enums import HoldRule
from declarations.models import Conflict
from declarations.services.settings import set_conflicts
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs import Job, start_job
from tests.factories.bodies import actor_in
from tests.factories.calling import ItemParticipationFactory
from tests.factories.declarations import ConflictFactory
from tests.factories.packs import PackEntryFactory, PackFactory
from tests.factories.papers import a_board

pytestmark = pytest.mark.django_db

SECRET, PARTNER = "Xanthippe settlement", "works for Quillfeather Ltd"


@pytest.fixture
def board():
    return a_board()


def a_conflict(board, actor, **fields):
    item = board.item(SECRET, **fields)
    return ConflictFactory(item=item, person_id=actor.person_id, why=PARTNER)


def page_for(client, actor, board):
    client.force_login(User.objects.get(pk=actor.user_id))
    address = f"/meetings/{board.meeting.pk}/conflicts/"
    return client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.AUTHOR])
def test_who_does_not_read_part_2_learns_nothing_of_it_by_a_conflict(
    board, client, role
):
    actor = actor_in(board.body, role)
    private = {"private_reason": "Personal", "open_title": "A personal matter"}
    a_conflict(board, actor, part=2, **private)

    page = page_for(client, actor, board)

    assert SECRET not in page
    assert PARTNER not in page
    assert not Conflict.objects.visible_to(actor).exists()


def test_a_member_reads_it_and_an_attendee_that_of_part_1(board, client):
    private = {"private_reason": "Personal", "open_title": "A personal matter"}
    member, attendee = (actor_in(board.body, r) for r in (Role.MEMBER, Role.ATTENDEE))
    a_conflict(board, member, part=2, **private)
    assert SECRET in page_for(client, member, board)
    a_conflict(board, attendee)
    assert SECRET in page_for(client, attendee, board)


@pytest.fixture
def failed_build(board):
    """A build that could not set one paper, and the item it is of."""
    item, now = board.item("Contract"), timezone.now()
    pack = PackFactory(
        meeting=board.meeting,
        state="failed",
        failure=f"Item 1, {SECRET}: too large.",
        snapshot=take_snapshot(board.meeting, asked_at=now, asked_by="").to_json(),
    )
    job = start_job(
        kind="packs.build",
        title="Build the pack",
        payload={"pack_id": pack.pk},
        actor=board.secretary,
        at=now,
        body_id=board.body.pk,
    )
    pack.job_id = job.pk
    pack.save()
    Job.objects.update(state="failed", failure=pack.failure, finished_at=now)
    PackEntryFactory(pack=pack, item_id_then=item.pk, title=SECRET)
    return pack, item


ROADS = (
    "/meetings/{meeting}/pack/{version}/progress/",
    "/jobs/{job}/",
    "/jobs/{job}/progress/",
    "/api/v1/jobs/",
    "/api/v1/jobs/{job}/",
    "/api/v1/packs/",
    "/api/v1/packs/{pack}/",
)


@pytest.mark.parametrize("road", ROADS)
def test_a_chair_learns_no_withheld_title_by_a_build_or_its_job(
    failed_build, client, road
):
    pack, item = failed_build
    chair = actor_in(pack.meeting.body, Role.CHAIR, Role.MEMBER)
    client.force_login(User.objects.get(pk=chair.user_id))
    address = road.format(
        meeting=pack.meeting_id, version=pack.version, job=pack.job_id, pack=pack.pk
    )
    assert SECRET in client.get(address).content.decode()

    ItemParticipationFactory(item=item, person_id=chair.person_id, papers_withheld=True)

    assert SECRET not in client.get(address).content.decode()


def test_a_member_sees_no_progress_of_an_issued_pack(failed_build, client):
    pack, _ = failed_build
    pack.state, pack.issued_at, pack.issued_by_id = "built", timezone.now(), 1
    pack.save()
    member = actor_in(pack.meeting.body, Role.MEMBER)
    client.force_login(User.objects.get(pk=member.user_id))
    address = f"/meetings/{pack.meeting_id}/pack/{pack.version}/progress/"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rule", [HoldRule.WARN, HoldRule.OFF])
def test_a_chair_from_whom_papers_are_held_does_not_open_them_by_a_setting(board, rule):
    chair = actor_in(board.body, Role.CHAIR, Role.MEMBER)
    other = actor_in(board.body, Role.CHAIR)
    chosen = {"body": board.body, "name_on_pages": True, "at": timezone.now()}
    ItemParticipationFactory(
        item=board.item("Contract"), person_id=chair.person_id, papers_withheld=True
    )

    with pytest.raises(RuleBroken, match="held from you"):
        set_conflicts(hold=rule, actor=chair, **chosen)

    set_conflicts(hold=HoldRule.HOLD, actor=chair, **chosen)
    assert set_conflicts(hold=rule, actor=other, **chosen).hold == rule


@pytest.mark.parametrize("field", ["mitigation", "objection"])
def test_the_api_takes_no_endless_words_for_the_register(board, client, field):
    client.force_login(User.objects.get(pk=board.member.user_id))
    sent = {
        "kind": "financial",
        "nature": "Shareholder",
        "arose_on": "2020-11-01",
        "organisation_name": "Example Ltd",
        field: "x" * 4001,
    }
    answer = client.post("/api/v1/interests/", sent, content_type="application/json")
    assert answer.status_code == 400, answer.content
    assert answer.json()["field"] == field
