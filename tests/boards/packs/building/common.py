"""A pack that is asked for, built, issued, and its labels."""

from boards.packs.enums import PackState
from boards.packs.models import Pack
from boards.packs.services import start_build
from ics_portal.core.jobs import JobState
from tests.factories.packs import PRESS, PackBoard, run_job_of


def start(story: PackBoard) -> Pack:
    return start_build(meeting=story.meeting, actor=story.secretary, at=PRESS)


def built(story: PackBoard) -> Pack:
    pack = start(story)
    job = run_job_of(pack)
    pack.refresh_from_db()
    assert (job.state, pack.state) == (JobState.DONE, PackState.BUILT), pack.failure
    return pack
