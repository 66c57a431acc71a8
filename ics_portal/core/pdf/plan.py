"""What a build is told: the parts in order, their labels, words and bookmarks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ics_portal.core.pdf.pages import LabelRun
from ics_portal.core.pdf.record import PartRecord

# (parts done, parts in all, title of the part now begun). It may raise, which
# abandons the build and leaves no file behind.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One stored part in its place.

    ``key`` is the permanent key the part was normalised under.
    ``bookmarks`` are the titles above the part's own in the bookmark tree, outermost
    first: ("Standing items", "7 Quality report"); neighbours that share them are
    gathered. ``item_key`` and ``item_label`` ("Item 7") say which agenda item a
    contents link ``https://pack.invalid/item/<item_key>`` leads to.
    ``running_item`` is printed at the top right; if empty, ``item_label`` is.
    ``header`` and ``footer`` replace the plan's own at the top and bottom left.
    """

    path: Path
    record: PartRecord
    key: str
    title: str
    labels: tuple[LabelRun, ...]
    bookmarks: tuple[str, ...] = ()
    item_key: str = ""
    item_label: str = ""
    running_item: str = ""
    stamp: bool = True
    header: str | None = None
    footer: str | None = None


@dataclass(frozen=True, slots=True)
class AssemblyPlan:
    """One pack file. The same plan and the same stored parts give the same bytes.

    ``header`` is the running head at the top left ("ICS Board · 2 December 2020 ·
    Part 1"), ``footer`` the words at the bottom left; either may be "".
    ``pdf_date`` (aware) is the date of the issue, never of the build; None leaves
    dates out. ``merge_tags`` is off only to measure what tags cost. ``may_claim_ua``
    is off for a pack that failed the structure walk. ``name_room`` leaves room on every
    page for a reader's name (``naming.write_name``).
    """

    title: str
    parts: tuple[PlannedPart, ...]
    lang: str = "en-GB"
    header: str = ""
    footer: str = ""
    pdf_date: datetime | None = None
    merge_tags: bool = True
    may_claim_ua: bool = True
    name_room: bool = False

    @property
    def claims_ua(self) -> bool:
        """Whether every part's own record earns the pack its ``pdfuaid:part``."""
        may = self.merge_tags and self.may_claim_ua
        return may and all(p.record.accessible for p in self.parts)


@dataclass(frozen=True, slots=True)
class AssembledEntry:
    """Where one part came to lie. Pages count from 0, labels are as printed."""

    key: str
    first_page: int
    last_page: int
    first_label: str
    last_label: str
    accessible: bool


@dataclass(frozen=True, slots=True)
class AssemblyResult:
    """The finished file; ``sha256`` is of exactly the bytes at ``path``.

    ``name_places`` are where a reader's name goes, in bytes from its start.
    """

    path: Path
    sha256: str
    size: int
    page_labels: tuple[str, ...]
    tagged_pages: int
    entries: tuple[AssembledEntry, ...]
    claims_ua: bool
    name_places: tuple[int, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.page_labels)
