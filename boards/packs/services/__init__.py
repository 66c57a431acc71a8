"""Every change to a pack. Building itself is ``services.build``: only the worker loads
it, since it brings the whole of the page setting with it."""

from boards.packs.services.issue import issue_pack, objections_to, remarks_on
from boards.packs.services.reading import note_copy_reading, note_reading
from boards.packs.services.settle import settle_after_job, settle_build
from boards.packs.services.start import cancel_build, retry_build, start_build
from boards.packs.services.supplement import start_supplement

__all__ = [
    "cancel_build",
    "issue_pack",
    "note_copy_reading",
    "note_reading",
    "objections_to",
    "remarks_on",
    "retry_build",
    "settle_after_job",
    "settle_build",
    "start_build",
    "start_supplement",
]
