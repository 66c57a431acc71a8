"""The readers of an issued pack get a link, and nobody else does."""

import pytest

from boards.packs.receivers import write_to_the_readers
from ics_portal.accounts.actor import Role
from ics_portal.core.notify.models import Letter
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.meetings import MeetingFactory
from tests.factories.packs import PackFactory

pytestmark = pytest.mark.django_db


def test_an_issued_pack_is_told_to_those_who_may_see_it_once():
    body = BodyFactory(name="ICS Board")
    readers = {
        someone_signed_up(body, role).email
        for role in (Role.MEMBER, Role.CHAIR, Role.SECRETARY)
    }
    someone_signed_up(body, Role.ATTENDEE)
    someone_signed_up(BodyFactory(), Role.MEMBER)
    secretary = someone_signed_up(body, Role.SECRETARY)
    meeting = MeetingFactory(body=body)
    pack = PackFactory(
        meeting=meeting,
        state="built",
        issued_at="2020-11-27T09:00:00Z",
        issued_by_id=secretary.pk,
    )

    for _ in range(2):
        write_to_the_readers({"pack_id": pack.pk, "meeting_id": meeting.pk})

    letters = Letter.objects.all()
    assert {each.email for each in letters} == readers | {secretary.email}
    assert len(letters) == len(readers) + 1
    subjects = {each.subject for each in letters}
    assert subjects == {"ICS Board, Wednesday 2 December 2020: papers issued"}
    assert letters[0].url == pack.get_absolute_url()
