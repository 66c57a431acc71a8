"""The log of part 2 in a pack prints nobody the actions of an item withheld before (CONF-1)."""

import importlib
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.apps import apps
from django.utils import timezone

from boards.meetings.enums import Part
from boards.packs.enums import CopyState, Edition
from boards.packs.models import LoggedItem, PackFile, ReaderCopyFor
from boards.packs.presenters.copies import copy_rows
from boards.packs.presenters.reading import reader_packs
from boards.packs.receivers import replace_the_copies
from boards.packs.selectors.copies import copies_of, omissions_of
from ics_portal.accounts.actor import Role
from ics_portal.core.jobs.worker import execute
from ics_portal.core.pdf import text_per_page
from tests.factories.actions import ActionFactory
from tests.factories.bodies import actor_in
from tests.factories.calling import (
    ItemParticipationFactory,
    ReplyFactory,
    RulingFactory,
)
from tests.factories.copies import issued, made
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.packs import december

pytestmark = pytest.mark.django_db
SECRET = "Settle with the former director"
OTHER = "Renew the lease of the annexe"


@pytest.fixture
def story():
    return december()


@pytest.fixture
def before(story):
    """The item of part 2 of the meeting before, at which something was asked for."""
    held_on = story.meeting.held_on - timedelta(days=28)
    meeting = MeetingFactory(body=story.meeting.body, held_on=held_on)
    item = AgendaItemFactory(
        meeting=meeting, part=Part.TWO, private_reason="Personal", title="Settlement"
    )
    ActionFactory(body=story.meeting.body, title=SECRET, part=2, item=item)
    ActionFactory(body=story.meeting.body, title=OTHER, part=2)
    return item


@pytest.fixture
def member(story):
    return actor_in(story.meeting.body, Role.MEMBER)


def withhold(item, actor):
    who = {"item": item, "person_id": actor.person_id, "papers_withheld": True}
    return ItemParticipationFactory(
        **who, ruling=RulingFactory(**who, ruled_by_office="Independent Chair")
    )


def words(stored):
    path = Path(stored.file.path)
    with pikepdf.open(path) as pdf:
        pages = text_per_page(path, len(pdf.pages))
    return " ".join(" ".join(pages).split())


def private(actor, pack):
    shared = PackFile.objects.readable_by(actor).filter(
        pack=pack, edition=Edition.PRIVATE
    )
    own = ReaderCopyFor.objects.readable_by(actor).filter(
        copy__pack=pack, copy__edition=Edition.PRIVATE
    )
    return [*(row.stored for row in shared), *(row.copy.stored for row in own)]


def test_the_readers_copy_has_the_log_without_them_and_counts_them(
    story, before, member
):
    withhold(before, member)
    pack = issued(story)
    (copy,) = made(pack)
    assert copy.state == CopyState.RELEASED, copy.failure

    (stored,) = private(member, pack)
    text = words(stored)
    assert SECRET not in text
    assert OTHER in text
    assert "1 of them is withheld from this copy." in text
    assert SECRET not in str(copy.manifest)
    assert copy.manifest["copy"]["left_out"] == [
        "Action log of part 2: 1 action withheld from this copy"
    ]
    whole = pack.files.get(edition=Edition.PRIVATE)
    labels = {row["key"]: row["first_label"] for row in whole.manifest["entries"]}
    assert labels == {
        row["key"]: row["first_label"] for row in copy.manifest["entries"]
    }
    assert PackFile.objects.readable_by(member).filter(edition=Edition.MEMBERS).exists()

    (other,) = private(actor_in(story.meeting.body, Role.MEMBER), pack)
    assert SECRET in words(other)


def test_reader_and_office_read_what_the_copy_is_without(story, before, member):
    withhold(before, member)
    pack = issued(story)
    made(pack)

    rows = ReaderCopyFor.objects.readable_by(member)
    (shown,) = reader_packs([], rows)
    page = pack.entries.get(edition="private", kind="action_log").first_label
    line = f"Pages {page}, actions of an item of an earlier meeting"
    assert shown.left_out == (f"{line}: withheld by ruling of the Independent Chair",)
    (row,) = copy_rows(copies_of(story.secretary, pack))
    assert row.title.endswith("without some actions")
    assert row.left_out == (f"{line}: by ruling of the Independent Chair",)


def test_a_ruling_on_the_earlier_item_closes_a_pack_that_is_out(story, before, member):
    pack = issued(story)
    made(pack)
    assert len(private(member, pack)) == 1

    withhold(before, member)
    assert private(member, pack) == []
    replace_the_copies({"meeting_id": before.meeting_id})
    (copy,) = copies_of(story.secretary, pack)
    execute(copy.job_id)

    (stored,) = private(member, pack)
    assert SECRET not in words(stored)


def test_it_is_withheld_below_the_item_and_from_a_deputy_of_that_meeting(
    story, before, member
):
    below = AgendaItemFactory(
        meeting=before.meeting, section=before.section, parent=before, part=Part.TWO,
        private_reason="Personal",
    )  # fmt: skip
    ActionFactory(body=story.meeting.body, title="Write to him", part=2, item=below)
    deputy, later = (actor_in(story.meeting.body, Role.MEMBER) for _ in range(2))
    ReplyFactory(
        meeting=before.meeting,
        person_id=member.person_id,
        deputy_id=deputy.person_id,
        answer="apologies",
    )
    ReplyFactory(
        meeting=story.meeting, person_id=member.person_id, deputy_id=later.person_id,
        answer="apologies",
    )  # fmt: skip
    withhold(before, member)

    found = omissions_of(issued(story), timezone.localdate())

    own = {person: {each.item_id for each in rows} for person, rows in found.items()}
    assert own[member.person_id] == own[deputy.person_id] == {before.pk, below.pk}
    assert later.person_id not in own


def test_packs_built_before_are_told_which_items_their_log_has(story, before):
    pack = issued(story)
    LoggedItem.objects.all().delete()
    move = importlib.import_module("boards.migrations.0011_items_logged_in_packs")

    move.note_them(apps, None)
    move.note_them(apps, None)

    assert [row.item_id_then for row in pack.logged_items.all()] == [before.pk]
