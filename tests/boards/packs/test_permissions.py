"""Who builds, issues and reads packs, with the reason for each refusal."""

from types import SimpleNamespace

import pytest

from boards.packs.enums import PackState
from boards.packs.permissions import (
    may_build_pack,
    may_cancel_build,
    may_change_build_job,
    may_issue_pack,
    may_retry_build,
    may_see_build_job,
    may_see_builds,
    may_see_copies,
    may_see_copies_of,
    may_see_copy_job,
    may_see_pack,
)
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR, Role
from ics_portal.core.verdicts import ALLOWED, refused
from tests.factories.accounts import an_actor
from tests.factories.calling import ItemParticipationFactory
from tests.factories.packs import PackFactory

BODY, OTHER, ASKED_BY = 7, 8, 9
NOBODY = SimpleNamespace(filter=lambda **_: SimpleNamespace(exists=lambda: False))
MEETING = SimpleNamespace(pk=1, body_id=BODY, in_common_with=NOBODY)
ONLY_OFFICE_BUILDS = (
    "Only the secretary or governance lead of this body can build its packs."
)
ISSUED_ONLY = "Packs are seen by members once they are issued."


def holding(*roles: Role, body: int = BODY):
    return an_actor(roles={body: set(roles)})


def a_pack(state: PackState = PackState.BUILT, *, issued: bool = False):
    return SimpleNamespace(
        state=state, version=2, is_issued=issued, body_id=BODY, meeting=MEETING
    )


def a_job(body_id: int | None = BODY):
    return SimpleNamespace(body_id=body_id, asked_by_id=ASKED_BY, payload={})


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.SECRETARY, True),
        (Role.GOVERNANCE_LEAD, True),
        (Role.CHAIR, False),
        (Role.MEMBER, False),
        (Role.AUTHOR, False),
        (Role.FINANCE_LEAD, False),
    ],
)
def test_the_office_builds(role: Role, allowed: bool):
    verdict = may_build_pack(holding(role), MEETING)

    assert verdict.allowed is allowed
    assert verdict.reason == ("" if allowed else ONLY_OFFICE_BUILDS)


def test_an_office_elsewhere_counts_for_nothing():
    secretary = holding(Role.SECRETARY, body=OTHER)

    assert not may_build_pack(secretary, MEETING)
    assert not may_see_builds(secretary, MEETING)
    assert not may_see_pack(secretary, a_pack(issued=True))
    assert not may_issue_pack(secretary, a_pack())


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        (Role.SECRETARY, True, True),
        (Role.GOVERNANCE_LEAD, True, True),
        (Role.CHAIR, True, True),
        (Role.MEMBER, False, True),
        (Role.ATTENDEE, False, False),
        (Role.AUTHOR, False, False),
        (Role.RISK_LEAD, False, False),
    ],
)
def test_members_see_a_pack_once_it_is_issued(role: Role, before: bool, after: bool):
    actor = holding(role)

    seen = [may_see_pack(actor, a_pack(issued=issued)) for issued in (False, True)]

    assert [verdict.allowed for verdict in seen] == [before, after]
    assert {v.reason for v in seen if not v} <= {ISSUED_ONLY}


NO_BUILDER = refused(ONLY_OFFICE_BUILDS)
WAITS = refused(ISSUED_ONLY)


@pytest.mark.parametrize(
    ("role", "see", "change"),
    [
        (Role.SECRETARY, ALLOWED, ALLOWED),
        (Role.GOVERNANCE_LEAD, ALLOWED, ALLOWED),
        (Role.CHAIR, ALLOWED, NO_BUILDER),
        (Role.MEMBER, WAITS, NO_BUILDER),
        (Role.AUTHOR, WAITS, NO_BUILDER),
    ],
)
def test_a_build_and_its_job_are_seen_by_office_and_chair_and_changed_by_the_office(
    role: Role, see, change
):
    actor, job = holding(role), a_job()

    assert may_see_builds(actor, MEETING) == see
    assert may_see_build_job(actor, job) == see
    assert may_change_build_job(actor, job) == change


@pytest.mark.parametrize(
    ("actor", "body_id"),
    [
        (holding(Role.SECRETARY, body=OTHER), BODY),
        (holding(Role.SECRETARY), None),
        (an_actor(user_id=ASKED_BY), BODY),
        (ANONYMOUS, BODY),
        (SYSTEM_ACTOR, BODY),
    ],
)
def test_having_asked_for_a_build_opens_no_job_of_another_body_or_of_none(
    actor, body_id
):
    job = a_job(body_id)

    assert may_see_build_job(actor, job) == WAITS
    assert may_change_build_job(actor, job) == NO_BUILDER


@pytest.mark.parametrize(
    ("state", "stop", "again"),
    [
        (PackState.BUILDING, True, False),
        (PackState.BUILT, False, False),
        (PackState.FAILED, False, True),
        (PackState.CANCELLED, False, True),
    ],
)
def test_what_runs_can_be_stopped_and_what_ended_badly_tried_again(
    state: PackState, stop: bool, again: bool
):
    secretary = holding(Role.SECRETARY)

    stopping = may_cancel_build(secretary, a_pack(state))
    trying = may_retry_build(secretary, a_pack(state))

    assert (stopping.allowed, trying.allowed) == (stop, again)
    assert stopping.reason == ("" if stop else "This build has already ended.")
    assert trying.reason == (
        "" if again else "Only a build that failed or was stopped can be tried again."
    )


def test_a_chair_neither_stops_nor_tries_again():
    chair = holding(Role.CHAIR)

    assert may_cancel_build(chair, a_pack(PackState.BUILDING)).reason == (
        ONLY_OFFICE_BUILDS
    )
    assert may_retry_build(chair, a_pack(PackState.FAILED)).reason == ONLY_OFFICE_BUILDS


@pytest.mark.parametrize(
    ("pack", "reason"),
    [
        (a_pack(), ""),
        (a_pack(PackState.BUILDING), "Only a finished build can be issued."),
        (a_pack(PackState.FAILED), "Only a finished build can be issued."),
        (a_pack(issued=True), "Version 2 is already issued."),
    ],
)
def test_a_finished_build_is_issued_once(pack, reason: str):
    verdict = may_issue_pack(holding(Role.GOVERNANCE_LEAD), pack)

    assert (verdict.allowed, verdict.reason) == (not reason, reason)


def test_issuing_is_refused_to_all_but_the_office():
    assert may_issue_pack(holding(Role.CHAIR, Role.MEMBER), a_pack()).reason == (
        "Only the secretary or governance lead of this body can issue its pack."
    )


@pytest.mark.django_db
def test_a_chair_from_whom_something_is_withheld_reads_as_members_do():
    held = ItemParticipationFactory(papers_withheld=True)
    meeting = held.item.meeting
    chair = an_actor(person_id=held.person_id, roles={meeting.body_id: {Role.CHAIR}})
    office = an_actor(
        person_id=held.person_id, roles={meeting.body_id: {Role.SECRETARY}}
    )

    verdict = may_see_builds(chair, meeting)

    assert verdict.reason == "Papers of this meeting are withheld from you."
    assert may_see_builds(office, meeting)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.SECRETARY, True),
        (Role.GOVERNANCE_LEAD, True),
        (Role.CHAIR, False),
        (Role.MEMBER, False),
    ],
)
def test_the_office_alone_sees_who_is_given_which_copy(role: Role, allowed: bool):
    actor = holding(role)
    verdicts = [
        may_see_copies(actor, MEETING),
        may_see_copies_of(actor, a_pack()),
        may_see_copy_job(actor, a_job()),
    ]
    words = "Readers’ copies are looked after by the board office."

    assert [verdict.allowed for verdict in verdicts] == [allowed] * 3
    assert {verdict.reason for verdict in verdicts} == {"" if allowed else words}


def test_a_job_of_no_body_and_the_office_of_another_see_no_copies():
    elsewhere = holding(Role.SECRETARY, body=OTHER)

    assert not may_see_copies(elsewhere, MEETING)
    assert not may_see_copy_job(elsewhere, a_job())
    assert not may_see_copy_job(holding(Role.SECRETARY), a_job(None))


@pytest.mark.django_db
def test_the_job_of_a_build_names_papers_and_is_closed_to_whom_one_is_withheld_from():
    held = ItemParticipationFactory(papers_withheld=True)
    meeting = held.item.meeting
    pack = PackFactory(meeting=meeting)
    job = SimpleNamespace(
        body_id=meeting.body_id, asked_by_id=ASKED_BY, payload={"pack_id": pack.pk}
    )
    concerned, other = (
        an_actor(person_id=person, roles={meeting.body_id: {Role.CHAIR}})
        for person in (held.person_id, held.person_id + 1)
    )

    refusal = may_see_build_job(concerned, job)

    assert refusal.reason == "Papers of this meeting are withheld from you."
    assert may_see_build_job(other, job)
