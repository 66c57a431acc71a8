"""Milestones loaded, added and changed."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from boards.bodies.services.seen import mark_of
from boards.duties.importers import shipped_milestones
from boards.duties.models import Milestone
from boards.duties.services.transition import (
    MilestoneDetails,
    add_milestone,
    change_milestone,
    load_milestones,
    milestone_words,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken
from tests.factories.bodies import (
    BodyFactory,
    InstrumentFactory,
    InstrumentVersionFactory,
    actor_in,
)
from tests.factories.directory import IntegratedCareSystemFactory
from tests.factories.duties import MilestoneFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2022, 4, 5, 10, tzinfo=dt.UTC)
DONE = MilestoneDetails(status="done", done_on=dt.date(2022, 3, 30))


@pytest.fixture
def board():
    return BodyFactory()


@pytest.fixture
def by(board):
    return {"actor": actor_in(board, Role.GOVERNANCE_LEAD), "at": AT}


@pytest.fixture
def milestone(board):
    return MilestoneFactory(system=board.system, owner="Chief Officer")


@pytest.mark.requirement("TRN-10")
def test_the_list_is_loaded_once_in_its_order_with_its_corrections(board, by):
    rows = shipped_milestones()

    added = load_milestones(system=board.system, rows=rows, **by)
    again = load_milestones(system=board.system, rows=rows, **by)

    assert (len(added), again) == (32, [])
    there = Milestone.objects.filter(system=board.system)
    assert [one.code for one in there] == [row.code for row in rows]
    first = there.get(code="MS-01")
    assert (first.phase, first.correction) == (
        "preparation",
        "Printed “PREPATION”, read as “PREPARATION”.",
    )
    event = AuditEvent.objects.get(verb="duties.milestones_loaded")
    assert len(event.detail["codes"]) == 32


def test_what_is_there_already_is_left_as_it_is(board, by):
    MilestoneFactory(system=board.system, code="MS-01", text="Our own words")

    added = load_milestones(system=board.system, rows=shipped_milestones(), **by)

    assert len(added) == 31
    assert Milestone.objects.get(code="MS-01").text == "Our own words"


def test_another_system_has_a_list_of_its_own(board, by):
    MilestoneFactory(system=IntegratedCareSystemFactory(), code="MS-01")

    added = load_milestones(system=board.system, rows=shipped_milestones(), **by)

    assert len(added) == 32


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MEMBER])
def test_only_a_governance_lead_of_the_system_keeps_milestones(board, milestone, role):
    someone = {"actor": actor_in(board, role), "at": AT}
    elsewhere = {"actor": actor_in(BodyFactory(), Role.GOVERNANCE_LEAD), "at": AT}
    for by in (someone, elsewhere):
        for act in (
            lambda by=by: load_milestones(system=board.system, rows=(), **by),
            lambda by=by: add_milestone(
                system=board.system, text="x", due_on=AT.date(), **by
            ),
            lambda by=by: change_milestone(
                milestone=milestone, details=DONE, reason="Why", **by
            ),
        ):
            with pytest.raises(PermissionDenied, match="governance lead"):
                act()


def test_a_milestone_of_our_own_stands_behind_the_published(board, by):
    load_milestones(system=board.system, rows=shipped_milestones()[:2], **by)

    made = [
        add_milestone(
            system=board.system,
            text=" Name the place leaders ",
            due_on=dt.date(2021, 6, 1),
            phase="preparation",
            depends_on="The footprints",
            **by,
        )
        for _ in range(2)
    ]

    assert [(one.code, one.quarter, one.position) for one in made] == [
        ("OWN-01", "2021/22 Q1", 1001),
        ("OWN-02", "2021/22 Q1", 1002),
    ]
    assert made[0].text == "Name the place leaders"


@pytest.mark.parametrize(
    ("fault", "field", "sentence"),
    [
        ({"text": "  "}, "text", "Say what is to be done."),
        ({"text": "x" * 501}, "text", "Shorten it to 500 letters; it has 501."),
        ({"phase": "dream"}, "phase", "“dream” is not a phase."),
    ],
)
def test_a_milestone_that_cannot_be_is_refused(board, by, fault, field, sentence):
    given = {"text": "Do it", "due_on": dt.date(2022, 6, 1), **fault}

    with pytest.raises(RuleBroken) as refusal:
        add_milestone(system=board.system, **given, **by)

    assert (refusal.value.field, refusal.value.message) == (field, sentence)


@pytest.mark.requirement("TRN-07")
def test_a_milestone_is_done_and_shown_by_a_document(board, milestone, by):
    version = InstrumentVersionFactory(
        instrument=InstrumentFactory(body=board, title="Constitution")
    )
    details = replace(DONE, evidence="Submitted", documents=[version])

    change_milestone(milestone=milestone, details=details, reason="Sent in", **by)

    milestone.refresh_from_db()
    assert (milestone.status, milestone.done_on) == ("done", DONE.done_on)
    assert list(milestone.documents.all()) == [version]
    event = AuditEvent.objects.get(verb="duties.milestone_changed")
    assert event.detail == {
        "changed": ["status", "done_on", "owner", "evidence", "documents"]
    }
    assert {row.history_change_reason for row in milestone.history.all()} >= {"Sent in"}


def test_a_document_of_another_system_shows_nothing_here(milestone, by):
    strange = InstrumentVersionFactory(
        instrument=InstrumentFactory(body=BodyFactory(), title="Strange"), version=1
    )

    with pytest.raises(RuleBroken) as refusal:
        change_milestone(
            milestone=milestone,
            details=replace(DONE, documents=[strange]),
            reason="Why",
            **by,
        )

    assert refusal.value.message == (
        "“Strange, version 1” is not a document of this system."
    )
    milestone.refresh_from_db()
    assert milestone.status == "planned"


@pytest.mark.requirement("TRN-04")
def test_an_owner_hands_over_and_the_one_of_before_is_kept(milestone, by):
    change_milestone(
        milestone=milestone,
        details=MilestoneDetails(status="planned", owner="Chief Executive"),
        reason="The chief executive took up the post",
        **by,
    )

    owners = [row.owner for row in milestone.history.order_by("history_id")]
    assert owners == ["Chief Officer", "Chief Executive"]


@pytest.mark.parametrize(
    ("details", "reason", "field"),
    [
        (MilestoneDetails(status="done"), "Why", "done_on"),
        (replace(DONE, done_on=dt.date(2022, 4, 6)), "Why", "done_on"),
        (replace(DONE, owner="x" * 201), "Why", "owner"),
        (DONE, " ", "reason"),
    ],
)
def test_a_change_that_cannot_be_is_refused(milestone, by, details, reason, field):
    with pytest.raises(RuleBroken) as refusal:
        change_milestone(milestone=milestone, details=details, reason=reason, **by)

    assert refusal.value.field == field


def test_saving_what_is_there_leaves_no_trace(milestone, by):
    details = MilestoneDetails(status="planned", owner="Chief Officer")

    change_milestone(milestone=milestone, details=details, reason="Nothing", **by)

    assert milestone.history.count() == 1
    assert not AuditEvent.objects.filter(verb="duties.milestone_changed").exists()


def test_the_second_of_two_editors_sees_both_texts(milestone, by):
    seen = mark_of(milestone_words(milestone, []))
    change_milestone(milestone=milestone, details=DONE, reason="First", seen=seen, **by)

    with pytest.raises(EditConflict) as clash:
        change_milestone(
            milestone=milestone,
            details=MilestoneDetails(status="under_way"),
            reason="Second",
            seen=seen,
            **by,
        )

    assert clash.value.mine.splitlines()[0] == "Status: Under way"
    assert clash.value.theirs.splitlines()[0] == "Status: Done on 30 March 2022"


@pytest.mark.database
def test_the_database_keeps_done_and_its_day_together(board):
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneFactory(system=board.system, status="done", done_on=None)
