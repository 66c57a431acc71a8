"""A worker that dies in the middle of a build costs time, never a pack."""

from __future__ import annotations

import hashlib
import signal

import pytest

from ics_portal.core.pdf.walk import walk_pdf
from tests.journeys.installation import (
    Installation,
    alive_in,
    kill_group,
    wait_until,
)

pytestmark = [pytest.mark.broker, pytest.mark.journey, pytest.mark.slow]

BUILD = """
import json
from django.utils import timezone
from boards.bodies.selectors import actor_for
from boards.meetings.models import Meeting
from boards.packs.services import start_build
from ics_portal.accounts.models import User
secretary = actor_for(User.objects.get(email="secretary@demo.example"), timezone.localdate())
meeting = Meeting.objects.get(held_on="2020-12-02")
pack = start_build(meeting=meeting, actor=secretary, at=timezone.now())
print(json.dumps(pack.pk))
"""
JOB = "SELECT state, done, tries FROM core_job WHERE kind = 'packs.build'"


def test_a_build_whose_worker_is_killed_ends_with_one_finished_pack(
    portal: Installation,
):
    portal.stale_seconds = 15
    pack_id = portal.ask(BUILD)
    portal.hold_builds(at=8)  # it cannot end before it is killed
    first = portal.start_worker()
    wait_until(
        lambda: any(
            state == "running" and done >= 2 for state, done, _ in portal.rows(JOB)
        ),
        "the build is in its middle",
        say=lambda: portal.log("worker"),
    )

    kill_group(first, signal.SIGKILL)
    first.wait()
    wait_until(lambda: not alive_in(first), "the whole worker is dead")
    at_death = portal.rows(JOB)
    packs_at_death = portal.rows("SELECT id, state FROM boards_pack")
    portal.let_builds_go()
    portal.start_worker()
    wait_until(
        lambda: portal.rows(JOB)[0][0] not in {"queued", "running"},
        "the build ends",
        say=lambda: portal.log("worker"),
    )

    [(state_at_death, done_at_death, tries_at_death)] = at_death
    assert (state_at_death, tries_at_death) == ("running", 1)
    assert done_at_death >= 2
    assert packs_at_death == [(pack_id, "building")]
    [(state, _, tries)] = portal.rows(JOB)
    assert (state, tries) == ("done", 2)
    assert portal.rows("SELECT id, state FROM boards_pack") == [(pack_id, "built")]
    assert editions_of(portal) == ["members", "public"]
    twice = portal.rows(
        "SELECT edition, position FROM boards_packentry "
        "GROUP BY edition, position HAVING COUNT(*) > 1"
    )
    assert twice == []


def editions_of(portal: Installation) -> list[str]:
    """The editions that are there, each file as it was written down and sound."""
    rows = portal.rows(
        "SELECT f.edition, s.file, s.sha256 FROM boards_packfile f "
        "JOIN core_storedfile s ON s.id = f.stored_id ORDER BY f.edition"
    )
    for _, name, sha256 in rows:
        path = portal.folder / "media" / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
        assert walk_pdf(path) == []
    return [edition for edition, _, _ in rows]
