"""A paper and minutes as the public reads them: words first, the file second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from boards.meetings.models import Publication
from boards.meetings.rules.published_words import (
    AttendanceGroup,
    MinutesWords,
    PaperWords,
    SheetPart,
)
from boards.minutes.rules.rich_text import clean_html
from ics_portal.core.web.words import longday
from ics_portal.web.public.addresses import file_url, meeting_url
from ics_portal.web.public.presenters.common import (
    HELD,
    Download,
    download,
    said,
    told_at,
)
from ics_portal.web.public.selectors import OpenMeeting, is_held

NO_FILE = "There is no file of its own: the paper is in the file of all papers."


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of something that was withdrawn."""

    on: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper."""

    title: str
    caption: str
    item: str
    meeting_href: str
    meeting_words: str
    tombstone: Tombstone | None
    file: Download | None
    published: str
    late_reason: str
    pages: str
    accessible_words: str
    is_redacted: bool
    asks: str
    facts: Sequence[tuple[str, str]]
    sheet: Sequence[SheetPart]
    no_file: str = ""


@dataclass(frozen=True, slots=True)
class MinutesPassage:
    """What was minuted under one item."""

    number: str
    title: str
    lines: Sequence[tuple[Markup, str, str]]


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes of part 1; ``status`` stands on every page until they are agreed."""

    title: str
    status: str
    confirmed: str
    meeting_href: str
    meeting_words: str
    tombstone: Tombstone | None
    file: Download | None
    published: str
    attendance: Sequence[AttendanceGroup]
    passages: Sequence[MinutesPassage]
    corrections: Sequence[str]


def paper_page(found: OpenMeeting, row: Publication) -> PaperPage:
    """The page of a paper."""
    words = said(row, PaperWords)
    item = f"Item {row.item_number}" if row.item_number else ""
    if words and words.item_title:
        item = f"{item}, {words.item_title}"
    return PaperPage(
        title=words.title if words else row.title,
        caption=_meeting_words(found, words.heading.body if words else ""),
        item=item,
        meeting_href=meeting_url(found.body.slug, found.day),
        meeting_words=_meeting_words(found, words.heading.body if words else ""),
        tombstone=_tombstone(row),
        file=download(row, file_url(row, found.body.slug, found.day)),
        published=told_at(row.published_at),
        late_reason=row.late_reason,
        pages=words.pages if words else "",
        accessible_words=_accessible(words),
        is_redacted=bool(words and words.is_redacted),
        asks=words.asks if words else "",
        facts=words.facts if words else (),
        sheet=words.sheet if words else (),
        no_file=HELD if is_held(row) else NO_FILE,
    )


def minutes_page(found: OpenMeeting, row: Publication) -> MinutesPage:
    """The page of minutes."""
    words = said(row, MinutesWords)
    return MinutesPage(
        title=words.title if words else row.title,
        status=words.status if words else "",
        confirmed=words.confirmed if words else "",
        meeting_href=meeting_url(found.body.slug, found.day),
        meeting_words=_meeting_words(found, words.heading.body if words else ""),
        tombstone=_tombstone(row),
        file=download(row, file_url(row, found.body.slug, found.day)),
        published=told_at(row.published_at),
        attendance=words.attendance if words else (),
        passages=_passages(words) if words else (),
        corrections=words.corrections if words else (),
    )


def _passages(words: MinutesWords) -> list[MinutesPassage]:
    # Cleaned when it was written; cleaned again, since this page is anybody's.
    return [
        MinutesPassage(
            section.number,
            section.title,
            [
                (Markup(clean_html(line.html)), line.kind, line.action_by)  # noqa: S704
                for line in section.lines
            ],
        )
        for section in words.sections
    ]


def _meeting_words(found: OpenMeeting, name: str) -> str:
    return f"{name or found.name}, {longday(found.meeting.held_on)}"


def _tombstone(row: Publication) -> Tombstone | None:
    at: datetime | None = row.withdrawn_at
    return Tombstone(told_at(at), row.withdrawn_reason) if at else None


def _accessible(words: PaperWords | None) -> str:
    if words is None:
        return ""
    if words.accessible is None:
        return "Nobody has checked yet whether the file is accessible."
    if words.accessible:
        return "The file is accessible."
    remedy = f" {words.remedy}" if words.remedy else ""
    return f"The file is not accessible.{remedy}"
