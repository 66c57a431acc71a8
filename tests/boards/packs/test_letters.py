"""The readers of an issued pack get a link, and nobody else does."""

import pytest

from boards.directory.models import Person
from boards.packs.receivers import write_of_a_late_ruling, write_to_the_readers
from ics_portal.accounts.actor import Role
from ics_portal.core.notify.models import Letter
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.calling import RulingFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
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


def test_a_ruling_after_the_issue_is_told_to_whom_it_concerns_and_the_office():
    body = BodyFactory(name="ICS Board")
    concerned = someone_signed_up(body, Role.MEMBER)
    writer = someone_signed_up(body, Role.SECRETARY)
    chair = someone_signed_up(body, Role.CHAIR)
    someone_signed_up(body, Role.MEMBER)
    meeting = MeetingFactory(body=body)
    item = AgendaItemFactory(section__meeting=meeting, title="Merger of two trusts")
    ruling = RulingFactory(
        item=item,
        person=Person.objects.get(user=concerned),
        papers_withheld=True,
        written_by_id=writer.pk,
    )
    told = {"ruling_id": ruling.pk, "item_id": item.pk, "meeting_id": meeting.pk}
    write_of_a_late_ruling(told)
    assert not Letter.objects.exists()  # no pack is out: no copy changes

    PackFactory(
        meeting=meeting,
        state="built",
        issued_at="2020-11-27T09:00:00Z",
        issued_by_id=writer.pk,
    )
    for _ in range(2):
        write_of_a_late_ruling(told)

    texts = dict(Letter.objects.values_list("email", "text"))
    assert texts.keys() == {concerned.email, chair.email}
    assert Letter.objects.count() == 2
    assert texts[concerned.email].endswith("Its papers are withheld from you.")
    assert texts[chair.email].endswith("how a member takes part in item 1.")
    assert not any("Merger" in text for text in texts.values())


def test_the_letter_of_a_ruling_names_no_number_of_part_two():
    body = BodyFactory()
    member = someone_signed_up(body, Role.MEMBER)
    meeting = MeetingFactory(body=body)
    item = AgendaItemFactory(
        section__meeting=meeting, part=2, private_reason="Commercial"
    )
    PackFactory(
        meeting=meeting,
        state="built",
        issued_at="2020-11-27T09:00:00Z",
        issued_by_id=member.pk,
    )
    ruling = RulingFactory(item=item, person=Person.objects.get(user=member))

    write_of_a_late_ruling({"ruling_id": ruling.pk})

    assert Letter.objects.get().text.endswith(
        "how you take part in an item. You may read its papers."
    )
