"""The rules of a pack: order, page numbers, what the public gets, what changed."""

from boards.packs.rules.accessibility import (
    PaperAccess,
    accessibility_sentences,
    accessible_words,
)
from boards.packs.rules.changes import (
    Change,
    ChangeKind,
    Contents,
    ManifestEntry,
    ManifestItem,
    changes_of_build,
    pages_moved_words,
    what_changed,
)
from boards.packs.rules.entries import (
    AGENDA_KEY,
    FRONT_KEY,
    Entry,
    entries_of,
    words_sha256,
)
from boards.packs.rules.pages import (
    PART_TWO_PREFIX,
    PageSpan,
    Run,
    numbers_in_use,
    page_plan,
    page_span,
    published,
    spans_of,
)
from boards.packs.rules.snapshot import (
    ItemThen,
    MeetingThen,
    NextMeeting,
    PaperThen,
    Snapshot,
)
from boards.packs.rules.staleness import agenda_differences, paper_differences
from boards.packs.rules.states import PACK_STATES

__all__ = [
    "AGENDA_KEY",
    "FRONT_KEY",
    "PACK_STATES",
    "PART_TWO_PREFIX",
    "Change",
    "ChangeKind",
    "Contents",
    "Entry",
    "ItemThen",
    "ManifestEntry",
    "ManifestItem",
    "MeetingThen",
    "NextMeeting",
    "PageSpan",
    "PaperAccess",
    "PaperThen",
    "Run",
    "Snapshot",
    "accessibility_sentences",
    "accessible_words",
    "agenda_differences",
    "changes_of_build",
    "entries_of",
    "numbers_in_use",
    "page_plan",
    "page_span",
    "pages_moved_words",
    "paper_differences",
    "published",
    "spans_of",
    "what_changed",
    "words_sha256",
]
