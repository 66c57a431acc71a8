"""Bodies that sit in common: their people read the meeting; each keeps its own record."""

import pytest
from django.utils import timezone

from boards.bodies.selectors import actor_for
from boards.meetings.models import Decision
from boards.minutes.models import Minutes
from boards.minutes.services import ask_for_pdf, draft_minutes
from boards.packs.models import Pack, PackFile
from boards.packs.permissions import may_see_pack
from boards.packs.receivers import write_to_the_readers
from boards.papers.models import Paper, PaperVersion
from ics_portal.accounts.actor import Role
from ics_portal.accounts.models import User
from ics_portal.core.notify.models import Letter
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import DecisionFactory
from tests.factories.packs import PackFactory
from tests.factories.papers import PaperFactory, a_board, a_current_version
from tests.factories.sittings import AttendanceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return a_board()


@pytest.fixture
def guest(board):
    body = BodyFactory(name="Guest Board", system=board.body.system)
    board.meeting.in_common_with.add(body)
    return body


def of(body, *roles):
    user = someone_signed_up(body, *roles)
    return user, actor_for(user, timezone.localdate())


@pytest.mark.parametrize("part", [1, 2])
def test_its_members_read_the_papers_that_were_issued(board, guest, part):
    more = {"part": 2, "private_reason": "Commercial"} if part == 2 else {}
    paper = PaperFactory(item=board.item("Estates", **more), state="accepted")
    a_current_version(paper)
    _, member = of(guest, Role.MEMBER)
    _, attendee = of(guest, Role.ATTENDEE)
    _, stranger = of(BodyFactory(), Role.MEMBER)
    assert not Paper.objects.readable_by(member).exists()

    board.issue()

    assert Paper.objects.readable_by(member).get() == paper
    assert PaperVersion.objects.readable_by(member).exists()
    for actor in (attendee, stranger):
        assert not Paper.objects.readable_by(actor).exists()
    board.meeting.in_common_with.clear()
    assert not Paper.objects.readable_by(member).exists()


def test_its_people_see_the_issued_pack_and_get_the_letter(board, guest):
    pack = PackFactory(
        meeting=board.meeting, state="built", issued_at=None, issued_by_id=None
    )
    member_user, member = of(guest, Role.MEMBER)
    _, attendee = of(guest, Role.ATTENDEE)
    assert not may_see_pack(member, pack)
    pack.issued_at, pack.issued_by_id = timezone.now(), member_user.pk
    pack.save()

    assert may_see_pack(member, pack)
    assert Pack.objects.visible_to(member).get() == pack
    assert not may_see_pack(attendee, pack)
    assert not Pack.objects.visible_to(attendee).exists()
    assert not PackFile.objects.readable_by(attendee).exists()
    write_to_the_readers({"pack_id": pack.pk, "meeting_id": board.meeting.pk})
    assert Letter.objects.filter(email=member_user.email).count() == 1


@pytest.mark.parametrize("part", [1, 2])
def test_each_reads_what_the_other_decided_there_and_nowhere_else(board, guest, part):
    more = {"part": 2, "private_reason": "Commercial"} if part == 2 else {}
    item = board.item("Estates", **more)
    here = DecisionFactory(body=board.body, meeting=board.meeting, item=item)
    theirs = DecisionFactory(body=guest, meeting=board.meeting, item=item)
    elsewhere = DecisionFactory(body=board.body)
    _, member = of(guest, Role.MEMBER)
    _, attendee = of(guest, Role.ATTENDEE)
    _, own = of(board.body, Role.MEMBER)

    assert set(Decision.objects.readable_by(member)) == {here, theirs}
    assert set(Decision.objects.readable_by(own)) == {here, theirs, elsewhere}
    heard = {here, theirs} if part == 1 else set()
    assert set(Decision.objects.readable_by(attendee)) == heard


def test_the_pages_of_the_meeting_lead_to_each_bodys_own_record(board, guest, client):
    AttendanceFactory(meeting=board.meeting, body=guest, name="Guest Member")
    user, secretary = of(guest, Role.SECRETARY)
    by = {"actor": secretary, "at": timezone.now()}
    minutes = draft_minutes(meeting=board.meeting, body=guest, **by)
    client.force_login(user)
    road = f"/meetings/{board.meeting.pk}/"

    overview = client.get(road).content.decode()
    assert f"minutes/?body={guest.pk}" in overview
    assert f"minutes/?body={board.body.pk}" in overview
    assert f"/meetings/{guest.slug}/plan/" in overview
    assert f"/meetings/{board.body.slug}/plan/" not in overview
    # Without a body named, one's own.
    assert "Guest Member" in client.get(f"{road}run/attendance/").content.decode()
    assert client.get(f"{road}run/").status_code == 200
    read = client.get(f"{road}minutes/").content.decode()
    assert "Minutes of the Guest Board" in read
    assert client.get(f"{road}minutes/edit/").status_code == 200
    # The host's, and a body that does not sit there.
    hosts = f"{road}run/attendance/?body={board.body.pk}"
    assert "Guest Member" not in client.get(hosts).content.decode()
    hosts_minutes = client.get(f"{road}minutes/?body={board.body.pk}").content.decode()
    assert "There are no minutes to read yet" in hosts_minutes
    none = BodyFactory().pk
    for address in (f"minutes/?body={none}", f"run/?body={none}", "run/?body=odd"):
        assert client.get(f"{road}{address}").status_code == 404
    assert ask_for_pdf(minutes=minutes, **by).subject_url.endswith(f"?body={guest.pk}")


def test_who_sits_in_both_bodies_sees_the_hosts_first(board, guest, client):
    user = someone_signed_up(board.body, Role.SECRETARY)
    client.force_login(user)
    AttendanceFactory(meeting=board.meeting, body=guest, name="Guest Member")
    road = f"/meetings/{board.meeting.pk}/run/attendance/"

    assert "Guest Member" not in client.get(road).content.decode()
    asked = client.get(f"{road}?body={guest.pk}").content.decode()
    assert "Guest Member" in asked


def test_its_office_publishes_its_own_minutes_and_not_the_hosts(board, guest, client):
    board.meeting.is_public = True
    board.meeting.save()
    user, secretary = of(guest, Role.SECRETARY)
    by = {"actor": secretary, "at": timezone.now()}
    draft_minutes(meeting=board.meeting, body=guest, **by)
    Minutes.objects.update(
        state="chair_approved",
        chair_approved_at=timezone.now(),
        chair_approved_by_id=user.pk,
    )
    client.force_login(User.objects.get(pk=user.pk))
    road = f"/meetings/{board.meeting.pk}/publish/minutes/"

    assert client.get(road).status_code == 200
    assert client.get(f"{road}?body={board.body.pk}").status_code == 403
    assert client.get(f"/meetings/{board.meeting.pk}/publish/papers/").status_code in (
        403,
        404,
    )
