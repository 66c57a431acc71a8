"""Issuing: one act, once, and only for a pack that says what the meeting says."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings.models import AgendaItem, Meeting
from boards.packs.checks import Objection, issue_checks
from boards.packs.enums import Edition, PackState
from boards.packs.errors import PackIsFixedError
from boards.packs.models import Pack, PackEntry, PackFile
from boards.packs.services import (
    issue_pack,
    objections_to,
    remarks_on,
    start_build,
)
from boards.papers.models import Paper
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.packs import PRESS, PackBoard, december, run_job_of

pytestmark = pytest.mark.django_db
LATER = PRESS + timedelta(hours=2)


@pytest.fixture
def story() -> PackBoard:
    return december()


def built(story: PackBoard) -> Pack:
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    run_job_of(pack)
    return Pack.objects.get(pk=pack.pk)


def issue(story: PackBoard, pack: Pack) -> Pack:
    return issue_pack(pack=pack, actor=story.secretary, at=LATER)


@pytest.mark.requirement("AGD-04")
def test_issuing_lets_members_read_and_freezes_the_numbers(story):
    pack = built(story)
    assert not PackFile.objects.readable_by(story.board.member).exists()

    issue(story, pack)

    readable = PackFile.objects.readable_by(story.board.member)
    assert sorted(readable.values_list("edition", flat=True)) == ["members", "private"]
    meeting = Meeting.objects.get(pk=story.meeting.pk)
    assert meeting.numbers_frozen_at == LATER
    assert sorted(
        AgendaItem.objects.filter(meeting=meeting).values_list(
            "frozen_number", flat=True
        )
    ) == ["1", "2", "3", "4", "5", "6"]
    pack.refresh_from_db()
    assert (pack.issued_at, pack.issued_by_id) == (LATER, story.secretary.user_id)
    event = AuditEvent.objects.get(verb="pack.issued")
    assert (event.actor_user_id, event.body_id) == (
        story.secretary.user_id,
        meeting.body_id,
    )
    assert OutboxMessage.objects.get(topic="pack_issued").payload == {
        "pack_id": pack.pk,
        "meeting_id": meeting.pk,
    }


def test_an_issued_pack_is_not_issued_again(story):
    pack = built(story)
    issue(story, pack)

    with pytest.raises(PermissionDenied, match="Version 1 is already issued"):
        issue(story, pack)


def test_a_build_that_failed_is_not_issued(story):
    pack = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)

    with pytest.raises(PermissionDenied, match="Only a finished build"):
        issue(story, pack)


@pytest.mark.parametrize("who", ["member", "author", "stranger"])
def test_only_the_office_issues(story, who):
    pack = built(story)

    with pytest.raises(PermissionDenied, match="can issue its pack"):
        issue_pack(pack=pack, actor=getattr(story.board, who), at=LATER)


def test_a_pack_whose_agenda_was_changed_since_is_not_issued(story):
    pack = built(story)
    story.item("EU Exit Planning")

    with pytest.raises(RuleBroken) as refusal:
        issue(story, pack)

    # The new item stands before part 2, whose only item counts on after it.
    assert (refusal.value.rule_id, refusal.value.message) == (
        "PACK-4",
        (
            "The agenda was changed after this build: EU Exit Planning was added. "
            "Build again."
        ),
    )
    assert Meeting.objects.get(pk=story.meeting.pk).numbers_frozen_at is None


def test_an_older_build_is_not_issued_when_a_newer_one_is_there(story):
    first = built(story)
    second = built(story)

    with pytest.raises(RuleBroken, match="Version 2 is newer") as refusal:
        issue(story, first)

    assert refusal.value.rule_id == "PACK-3"
    assert objections_to(second) == []


def test_a_build_asked_for_before_another_was_issued_is_built_again(story):
    """Its front page would not tell members what changed since the version they had."""
    first = built(story)
    second = start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)
    issue(story, first)
    run_job_of(second)
    second.refresh_from_db()

    with pytest.raises(RuleBroken, match="Version 1 was issued after") as refusal:
        issue(story, second)

    assert refusal.value.rule_id == "PACK-6"
    assert issue(story, built(story)).version == 3


def test_newer_papers_are_remarked_on_and_stop_nobody(story):
    pack = built(story)
    story.version(Paper.objects.get(title="ICS Finance Report"), pages=3)

    assert remarks_on(pack) == [
        (
            "Item 4, ICS Finance Report, has a newer file than the one in this build:"
            " version 2."
        )
    ]
    assert issue(story, pack).is_issued


def test_a_second_issue_says_that_it_takes_the_place_of_the_first(story):
    issue(story, built(story))
    second = built(story)

    assert remarks_on(second) == [
        (
            "Version 1 is issued already. This one takes its place, and its page numbers "
            "may differ."
        )
    ]
    assert issue(story, second).version == 2


def test_another_app_may_object_and_is_asked_each_time(story):
    pack = built(story)
    asked: list[int] = []

    def no_ruling(pack: Pack) -> list[Objection]:
        asked.append(pack.pk)
        return [Objection("Item 4: the chair has not ruled on 1 conflict.", "COI-9")]

    issue_checks.register(no_ruling)
    try:
        with pytest.raises(RuleBroken, match="has not ruled") as refusal:
            issue(story, pack)
    finally:
        issue_checks.forget(no_ruling)

    assert (refusal.value.rule_id, asked) == ("COI-9", [pack.pk])
    assert issue(story, pack).is_issued


# --- A built pack is never changed --------------------------------------------------------


def test_nothing_of_a_built_pack_can_be_changed_but_its_being_issued(story):
    pack = built(story)
    for name, value in [
        ("version", 9),
        ("state", PackState.FAILED),
        ("changes", [{"words": "Another story"}]),
        ("snapshot", {}),
        ("built_at", LATER),
    ]:
        changed = Pack.objects.get(pk=pack.pk)
        setattr(changed, name, value)
        with pytest.raises(PackIsFixedError, match="is built and is never changed"):
            changed.save()

    with pytest.raises(PackIsFixedError):
        pack.delete()


def test_files_of_a_pack_are_written_once(story):
    file = built(story).files.get(edition=Edition.MEMBERS)

    file.page_count = 1
    with pytest.raises(PackIsFixedError):
        file.save()
    with pytest.raises(PackIsFixedError):
        file.delete()
    with pytest.raises(TypeError):
        PackFile.objects.update(page_count=1)


def test_entries_of_a_built_pack_are_fixed(story):
    entry: PackEntry = built(story).entries.first()

    entry.title = "Another title"
    with pytest.raises(PackIsFixedError):
        entry.save()
    with pytest.raises(PackIsFixedError):
        entry.delete()


def test_a_change_of_the_meeting_is_a_new_version_and_leaves_the_old_bytes(story):
    first = built(story)
    before = {f.edition: f.stored.sha256 for f in first.files.all()}
    AgendaItem.objects.filter(title="Finance Report").update(title="Finance")

    second = built(story)

    assert second.version == 2
    after = {
        f.edition: f.stored.sha256 for f in Pack.objects.get(version=1).files.all()
    }
    assert after == before
