"""The pages, addresses and API of readers' copies, as each person finds them."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boards.directory.models import Person
from boards.packs.enums import CopyState, Edition
from boards.packs.models import ReaderCopy, ReaderCopyFor
from boards.packs.presenters.copies import copy_rows
from boards.packs.selectors.copies import copies_of
from boards.packs.services import start_build
from boards.packs.services.copies import refresh_copies
from ics_portal.accounts.actor import SYSTEM_ACTOR, Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.jobs import Job
from ics_portal.core.jobs.worker import execute
from tests.factories.bodies import actor_in
from tests.factories.copies import (
    WITHHELD,
    OmittedItemFactory,
    ReaderCopyFactory,
    ReaderCopyForFactory,
    issued,
    made,
    withhold,
)
from tests.factories.packs import run_job_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(contract):
    return contract


@pytest.fixture
def member(reader):
    return reader


@pytest.fixture
def pack(story, member):
    """Issued, with the contract withheld from the member."""
    withhold(story, member)
    return issued(story)


def signed_in(actor):
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    return client


def address(name, pack, **more):
    return reverse(
        f"packs:{name}", args=[pack.meeting_id, pack.version, *more.values()]
    )


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_reader_waits_with_progress_and_then_opens_the_copy_and_nothing_else(
    story, member, pack
):
    client = signed_in(member)
    overview = reverse("packs:overview", args=[pack.meeting_id])
    (copy,) = refresh_copies(pack_id=pack.pk, actor=SYSTEM_ACTOR, at=timezone.now())
    Job.objects.filter(pk=copy.job_id).update(done=2, of=4, message="Checking the copy")

    waiting = page(client, overview)
    assert "Checking the copy" in waiting
    assert 'value="2"' in waiting
    own = address("own_copy", pack, edition=Edition.MEMBERS.value)
    assert own not in waiting
    assert client.get(own).status_code == 404

    ReaderCopy.objects.filter(pk=copy.pk).update(state=CopyState.FAILED)
    assert "The board office is looking at it" in page(client, overview)

    ReaderCopy.objects.filter(pk=copy.pk).update(state=CopyState.BUILDING)
    execute(copy.job_id)
    for url in (overview, reverse("packs:mine")):
        ready = page(client, url)
        assert own in ready
        assert "Pages 4–6, item 2: withheld by ruling of the Independent Chair" in ready
        assert WITHHELD not in ready
    answer = client.get(own)
    assert b"".join(answer).startswith(b"%PDF")
    assert "copy without item 2" in answer.headers["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="pack.copy_read").count() == 1
    whole = address("download", pack, edition=Edition.MEMBERS.value)
    assert client.get(whole).status_code == 404
    manifest = json.loads(page(client, f"{own}manifest/"))
    assert manifest["check"] == {"passed": True}
    assert manifest["copy"]["left_out"][0].startswith("Pages 4–6, item 2")


def test_another_members_copy_and_the_list_of_copies_are_not_there(story, member, pack):
    (copy,) = made(pack)
    other = signed_in(actor_in(story.meeting.body, Role.MEMBER))
    own = signed_in(member)
    mine = address("own_copy", pack, edition=Edition.MEMBERS.value)

    assert other.get(mine).status_code == 404
    assert other.get(f"{mine}manifest/").status_code == 404
    for client in (other, own):
        assert client.get(address("copies", pack)).status_code == 403
        assert client.get(address("copy", pack, copy_id=copy.pk)).status_code == 404
        assert (
            client.get(address("copy_file", pack, copy_id=copy.pk)).status_code == 404
        )
    assert own.get(address("own_copy", pack, edition="nonsense")).status_code == 404


def test_the_office_sees_who_gets_which_copy_and_the_proof(story, member, pack):
    (copy,) = made(pack)
    client = signed_in(story.secretary)
    name = copy.readers.get().name_then

    detail = page(client, pack.get_absolute_url())
    assert address("copies", pack) in detail
    listed = page(client, address("copies", pack))
    assert name in listed
    assert "Pages 4–6, item 2: by ruling of the Independent Chair" in listed
    proof = page(client, address("copy", pack, copy_id=copy.pk))
    assert copy.stored.sha256 in proof
    assert all(row["part_sha256"] in proof for row in copy.manifest["entries"])
    assert "Streams looked at" in proof
    whole = client.get(f"{address('copy', pack, copy_id=copy.pk)}?format=json")
    assert json.loads(whole.content)["check"]["passed"] is True
    file = client.get(address("copy_file", pack, copy_id=copy.pk))
    assert b"".join(file).startswith(b"%PDF")


def test_the_office_makes_a_copy_again_that_was_kept_back(story, member, pack):
    (copy,) = refresh_copies(pack_id=pack.pk, actor=SYSTEM_ACTOR, at=timezone.now())
    ReaderCopy.objects.filter(pk=copy.pk).update(
        state=CopyState.BLOCKED, failure="The check kept this copy back. A reason."
    )
    client = signed_in(story.secretary)
    again = address("copy_again", pack, copy_id=copy.pk)

    assert "A reason." in page(client, address("copies", pack))
    assert client.get(address("copy_file", pack, copy_id=copy.pk)).status_code == 404
    assert client.post(again).status_code == 302
    copy.refresh_from_db()
    assert (copy.state, copy.failure) == (CopyState.BUILDING, "")
    assert (
        client.post(again, follow=True).status_code == 200
    )  # told that it is being made
    assert signed_in(member).post(again).status_code == 404


def test_the_api_gives_a_reader_the_own_copy_and_the_office_all(story, member, pack):
    (copy,) = made(pack)
    own, office = signed_in(member), signed_in(story.secretary)
    base = f"/api/v1/packs/{pack.pk}/"

    detail = own.get(base).json()
    assert [row["edition"] for row in detail["own_copies"]] == ["members"]
    assert "members" not in [row["edition"] for row in detail["files"]]
    assert b"".join(own.get(f"{base}copy/members/")).startswith(b"%PDF")
    assert own.get(f"{base}copy/members/manifest/").json()["check"] == {"passed": True}
    assert own.get(f"{base}copies/").status_code == 403
    assert office.get(f"{base}copy/members/").status_code == 404
    (row,) = office.get(f"{base}copies/").json()
    assert row["omitted"] == [
        {"item_number": "2", "pages": "4–6", "by": "by ruling of the Independent Chair"}
    ]
    assert row["readers"][0]["person_id"] == member.person_id
    assert row["manifest"]["check"]["passed"] is True
    assert row["id"] == copy.pk


def test_what_changed_names_nothing_that_is_withheld(story, member, pack):
    made(pack)
    paper = story.meeting.items.get(title="Contract").papers.get()
    story.version(paper, words="Other words")
    story.version(story.meeting.items.get(title="Last").papers.get(), pages=1)
    second = issued(story)
    made(second)

    ready = page(signed_in(member), reverse("packs:overview", args=[pack.meeting_id]))
    assert "Later report" in ready  # changed, and the reader's
    assert WITHHELD not in ready
    whole = page(signed_in(story.secretary), second.get_absolute_url())
    assert WITHHELD in whole


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_copies_takes_as_many_queries_for_one_as_for_three(
    story, count, django_assert_num_queries
):
    copies = ReaderCopyFactory.create_batch(count, pack__meeting=story.meeting)
    pack = copies[0].pack
    ReaderCopy.objects.update(pack=pack)
    for copy in copies:
        OmittedItemFactory(copy=copy)
        ReaderCopyForFactory.create_batch(count, copy=copy)

    with django_assert_num_queries(4):
        rows = copy_rows(copies_of(story.secretary, pack))
    assert len(rows) == count
    assert all(len(row.now) == count for row in rows)


def test_who_had_a_copy_before_is_told_apart(story):
    row = ReaderCopyForFactory(copy__pack__meeting=story.meeting)
    OmittedItemFactory(copy=row.copy)
    ReaderCopyFor.objects.filter(pk=row.pk).update(
        superseded_at=timezone.now(), superseded_why="What is withheld has changed."
    )

    (shown,) = copy_rows(copies_of(story.secretary, row.copy.pack))
    assert shown.now == ()
    assert shown.before[0].ended.endswith("What is withheld has changed.")


def test_the_confirm_page_names_who_gets_a_copy_of_their_own(story, member):
    person = str(Person.objects.get(pk=member.person_id))
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=timezone.now())
    run_job_of(pack)
    url = address("issue", pack)
    office = signed_in(story.secretary)
    assert "A copy of their own" not in page(office, url)

    withhold(story, member)
    said = page(office, url)
    assert f"is made for: {person}." in said
