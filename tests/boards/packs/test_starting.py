"""Pressing the button, stopping, trying again."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.meetings.models import AgendaItem
from boards.packs.enums import EntryStep, PackState
from boards.packs.models import Pack
from boards.packs.rules import Snapshot
from boards.packs.services import cancel_build, retry_build, start_build
from boards.papers.enums import PaperState
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs import Job, JobState, request_cancel
from ics_portal.core.jobs.worker import claim_job, sweep
from tests.factories.packs import PRESS, PackBoard, a_pack_board, december

pytestmark = pytest.mark.django_db


def start(story: PackBoard) -> Pack:
    return start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)


@pytest.mark.requirement("PCK-01")
def test_the_entries_stand_there_waiting_as_soon_as_the_button_is_pressed():
    story = december()

    pack = start(story)

    assert (pack.version, pack.state) == (1, PackState.BUILDING)
    rows = pack.entries.order_by("edition", "position")
    assert [(row.edition, row.item_number, row.kind, row.title) for row in rows] == [
        ("members", "", "front", "Front page"),
        ("members", "", "agenda", "Agenda"),
        ("members", "2", "cover_sheet", "Zirconium framework"),
        ("members", "2", "paper", "Zirconium framework"),
        ("members", "3", "paper", "Minutes of 4 November"),
        ("members", "3", "action_log", "Action log"),
        ("members", "4", "cover_sheet", "ICS Finance Report"),
        ("members", "4", "paper", "ICS Finance Report"),
        ("members", "4", "paper", "Finance annex"),
        ("members", "5", "paper", "Quicksilver summary"),
        ("private", "", "front", "Front page"),
        ("private", "", "agenda", "Agenda"),
        ("private", "6", "cover_sheet", "Yttrium agreement"),
        ("private", "6", "paper", "Yttrium agreement"),
    ]
    assert {row.step for row in rows} == {EntryStep.WAITING}
    job = Job.objects.get(pk=pack.job_id)
    assert (job.kind, job.payload, job.of, job.subject_url) == (
        "packs.build",
        {"pack_id": pack.pk},
        17,
        pack.get_absolute_url(),
    )
    assert AuditEvent.objects.filter(verb="pack.build_asked").count() == 1


def test_the_snapshot_keeps_the_words_whatever_is_changed_afterwards():
    story = december()
    pack = start(story)

    AgendaItem.objects.filter(meeting=story.meeting).update(title="Changed since")

    snapshot = Snapshot.from_json(Pack.objects.get(pk=pack.pk).snapshot)
    assert snapshot.items[1].title == "Strategic Assurance Framework"
    assert (snapshot.version, snapshot.asked_at) == (1, PRESS)


def test_pressing_again_while_a_build_runs_gives_that_build():
    story = december()
    first = start(story)

    assert start(story) == first
    assert Pack.objects.count() == 1
    assert Job.objects.count() == 1


def test_a_build_whose_job_has_gone_does_not_stand_in_the_way():
    story = december()
    lost = start(story)
    Job.objects.all().delete()

    second = start(story)

    lost.refresh_from_db()
    assert lost.state == PackState.FAILED
    assert "ended without finishing" in lost.failure
    assert (second.version, second.state) == (2, PackState.BUILDING)


def test_an_empty_agenda_is_refused_in_words():
    story = a_pack_board()

    with pytest.raises(RuleBroken, match="nothing on the agenda yet") as refusal:
        start(story)

    assert refusal.value.rule_id == "PACK-1"
    assert not Pack.objects.exists()


@pytest.mark.parametrize("who", ["author", "member", "stranger"])
def test_only_the_office_of_the_body_builds(who):
    story = december()

    with pytest.raises(PermissionDenied, match="can build its packs"):
        start_build(meeting=story.meeting, actor=getattr(story.board, who), at=PRESS)


def test_papers_that_are_not_accepted_are_left_out_and_said():
    story = a_pack_board()
    item = story.item("Finance Report")
    story.paper(item, "Still drafted", state=PaperState.DRAFTING)
    story.paper(item, "Sent in", state=PaperState.SUBMITTED)
    story.paper(item, "Taken back", state=PaperState.WITHDRAWN)

    snapshot = Snapshot.from_json(start(story).snapshot)

    assert {p.title: p.left_out for p in snapshot.papers_left_out} == {
        "Still drafted": "It is not accepted yet.",
        "Sent in": "It is not accepted yet.",
        "Taken back": "It was withdrawn.",
    }


def test_the_snapshot_takes_the_same_number_of_queries_whatever_the_agenda():
    def queries(papers: int) -> int:
        story = a_pack_board()
        for number in range(papers):
            item = story.item(f"Item {number}")
            story.paper(item, f"Paper {number}", with_sheet=True, pages=1)
        with CaptureQueriesContext(connection) as captured:
            start(story)
        return len(captured)

    assert queries(1) == queries(3)


def test_a_waiting_build_is_stopped_at_once():
    story = december()
    pack = start(story)

    cancel_build(pack=pack, actor=story.secretary, at=PRESS)

    pack.refresh_from_db()
    assert pack.state == PackState.CANCELLED
    assert Job.objects.get().state == JobState.CANCELLED
    assert AuditEvent.objects.filter(verb="pack.build_stopped").count() == 1


def test_a_build_under_way_is_asked_to_stop():
    story = december()
    pack = start(story)
    claim_job(pack.job_id, at=PRESS)

    cancel_build(pack=pack, actor=story.secretary, at=PRESS)

    pack.refresh_from_db()
    assert pack.state == PackState.BUILDING
    assert Job.objects.get().cancel_requested_at == PRESS


@pytest.mark.django_db(transaction=True)
def test_a_build_stopped_on_the_jobs_own_page_is_closed_too():
    story = december()
    pack = start(story)

    request_cancel(job=Job.objects.get(), actor=story.secretary, at=PRESS)

    pack.refresh_from_db()
    assert pack.state == PackState.CANCELLED


@pytest.mark.django_db(transaction=True)
def test_a_build_the_sweep_gives_up_is_closed_with_its_sentence(settings):
    settings.JOB_MAX_TRIES = 1
    story = december()
    pack = start(story)
    claim_job(pack.job_id, at=PRESS)

    sweep(PRESS + timedelta(hours=1))

    pack.refresh_from_db()
    assert pack.state == PackState.FAILED
    assert pack.failure.startswith("The worker stopped 1 times")


def test_trying_again_builds_the_same_version_from_the_meeting_as_it_is_now():
    story = december()
    pack = start(story)
    cancel_build(pack=pack, actor=story.secretary, at=PRESS)
    story.item("Any other business")

    again = retry_build(pack=pack, actor=story.secretary, at=PRESS + timedelta(hours=1))

    assert (again.pk, again.version, again.state) == (pack.pk, 1, "building")
    snapshot = Snapshot.from_json(Pack.objects.get(pk=pack.pk).snapshot)
    assert snapshot.items[5].title == "Any other business"
    assert snapshot.asked_at == PRESS + timedelta(hours=1)
    assert Job.objects.get(pk=again.job_id).is_active


def test_a_build_under_way_cannot_be_tried_again_nor_an_ended_one_stopped():
    story = december()
    pack = start(story)
    with pytest.raises(PermissionDenied, match="failed or was stopped"):
        retry_build(pack=pack, actor=story.secretary, at=PRESS)

    cancel_build(pack=pack, actor=story.secretary, at=PRESS)
    with pytest.raises(PermissionDenied, match="already ended"):
        cancel_build(pack=pack, actor=story.secretary, at=PRESS)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_ask_for_one_build():
    story = december()
    gate = threading.Barrier(2, timeout=20)
    versions: list[int] = []

    def press() -> None:
        try:
            gate.wait()
            versions.append(start(story).version)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert versions == [1, 1]
    assert Pack.objects.count() == 1
    assert Job.objects.count() == 1
