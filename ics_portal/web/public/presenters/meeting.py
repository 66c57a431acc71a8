"""One meeting as the public reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from boards.bodies.models import Body
from boards.meetings.enums import MeetingState, NoticeKind, PublicationKind
from boards.meetings.models import Publication
from boards.meetings.rules.published_words import (
    AgendaWords,
    MinutesWords,
    NoticeWords,
    PackWords,
    PublishedItem,
    PublishedPaper,
    SupplementWords,
)
from ics_portal.core.calendar import clear_days_between
from ics_portal.core.web.words import longday, plural, shortday
from ics_portal.web.public.addresses import file_url, meeting_url, paper_url
from ics_portal.web.public.presenters.common import (
    HELD,
    Chip,
    Download,
    download,
    hours,
    said,
    state_chip,
    told_at,
    where,
)
from ics_portal.web.public.selectors import OpenMeeting, is_held, watched_online

STATUS = {
    MeetingState.CANCELLED: "EventCancelled",
    MeetingState.POSTPONED: "EventPostponed",
}
"""What schema.org calls it; anything else is as planned."""


NO_MORE_PAPERS = (MeetingState.HELD, MeetingState.CANCELLED)
OF_THE_PACK = (PublicationKind.AGENDA, PublicationKind.PAPER, PublicationKind.PACK)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper beside its item; ``note`` says when it came late and why."""

    words: str
    href: str = ""
    pages: str = ""
    chip: Chip | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of the published agenda."""

    number: str
    title: str
    owners: str
    purposes: str
    format_words: str
    is_sub_item: bool
    marks: Sequence[str]
    papers: Sequence[PaperLine]


@dataclass(frozen=True, slots=True)
class SectionLines:
    """Items under one heading."""

    title: str
    items: Sequence[ItemLine]
    is_private: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the whole meeting: the pack, a supplement."""

    title: str
    file: Download | None
    note: str = ""
    details: Sequence[str] = ()
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question that was answered in public."""

    asked_by: str
    about: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """All that the page of a meeting prints."""

    heading: str
    day: date
    name: str
    hours: str
    where: str
    is_online: bool
    starts: str
    ends: str
    status: str
    mode: str
    watch: str
    chip: Chip | None
    happened: Sequence[str]
    how_to_attend: str
    contact: str
    notice: str
    notice_paragraphs: Sequence[str]
    sections: Sequence[SectionLines]
    agenda_note: str
    agenda_file: Download | None
    loose: Sequence[PaperLine]
    files: Sequence[FileLine]
    next_meeting: str
    minutes_href: str
    minutes_chip: Chip | None
    minutes_note: str
    is_over: bool
    decisions: Sequence[tuple[str, str]]
    questions: Sequence[QuestionLine]
    successors: Sequence[tuple[str, str]] = field(default=())
    in_common: Sequence[tuple[str, str]] = field(default=())


def meeting_page(found: OpenMeeting, at: datetime) -> MeetingPage:
    """The page of a meeting at this moment."""
    meeting = found.meeting
    agenda_row = found.first(PublicationKind.AGENDA)
    agenda = said(agenda_row, AgendaWords)
    notice_row = found.first(PublicationKind.NOTICE)
    notice = said(notice_row, NoticeWords)
    papers = _papers(found)
    sections = _sections(found, agenda, papers)
    minuted = _minutes(found)
    name = agenda.heading.body if agenda else found.name
    return MeetingPage(
        heading=f"{name}, {longday(meeting.held_on)}",
        day=meeting.held_on,
        name=name,
        hours=hours(meeting),
        where=where(meeting),
        is_online=not meeting.place,
        starts=_moment(meeting.held_on, meeting.starts_at),
        ends=_moment(meeting.held_on, meeting.ends_at),
        status=STATUS.get(MeetingState(meeting.state), "EventScheduled"),
        mode=_mode(bool(meeting.place), bool(watched_online(meeting))),
        watch=watched_online(meeting),
        chip=state_chip(meeting),
        happened=_happened(found),
        how_to_attend=(notice and notice.how_to_attend) or found.settings.how_to_attend,
        contact=(notice and notice.contact) or found.settings.contact,
        notice=_notice(found, notice_row),
        notice_paragraphs=notice.paragraphs if notice else (),
        sections=sections,
        agenda_note=_agenda_note(found, agenda_row, agenda),
        agenda_file=_file(found, agenda_row),
        loose=[_paper_line(found, row) for row in _loose(agenda, papers)],
        files=_files(found),
        next_meeting=agenda.next_meeting if agenda else "",
        minutes_href=minuted.href,
        minutes_chip=minuted.chip,
        minutes_note=minuted.note,
        is_over=meeting.held_on < localdate(at),
        decisions=[(row.number, row.wording) for row in found.decisions],
        questions=_questions(found, agenda),
        successors=_bodies(found.successors),
        in_common=[
            (body.name, meeting_url(body.slug, found.day)) for body in found.in_common
        ],
    )


def _moment(day: date, clock: time) -> str:
    """As programs read it, with the distance from universal time."""
    local = datetime.combine(day, clock, tzinfo=get_default_timezone())
    return local.isoformat()


def _mode(has_place: bool, is_watched: bool) -> str:
    """How one attends, in the words of schema.org."""
    if not has_place:
        return "OnlineEventAttendanceMode"
    kind = "Mixed" if is_watched else "Offline"
    return f"{kind}EventAttendanceMode"


def papers_due_on(found: OpenMeeting) -> date:
    """The day by which papers are on these pages; a setting of the body."""
    due = [
        row.due_on
        for row in found.publications.values()
        if row.due_on and row.kind in OF_THE_PACK
    ]
    usual = found.meeting.held_on - timedelta(days=found.settings.papers_public_days)
    return min(due, default=usual)


def _bodies(bodies: Iterable[Body]) -> list[tuple[str, str]]:
    listing = reverse("public:meetings")
    return [(body.name, f"{listing}?body={body.slug}") for body in bodies]


def _happened(found: OpenMeeting) -> list[str]:
    """What changed of the meeting, with its reason: postponed, adjourned, cancelled."""
    lines = []
    for row in found.notices:
        if row.kind == NoticeKind.PUBLIC:
            continue
        words = row.get_kind_display()
        if row.moved_to_on:
            words += f" to {longday(row.moved_to_on)}"
        words += f" ({told_at(row.given_at)})."
        lines.append(f"{words} {row.text}".strip())
    if not lines and found.meeting.state == MeetingState.CANCELLED:
        lines.append("This meeting is cancelled.")
    return lines


def _notice(found: OpenMeeting, row: Publication | None) -> str:
    """When the public was told, and how many clear days that left."""
    given = [n.given_at for n in found.notices if n.kind == NoticeKind.PUBLIC]
    if row is not None and row.withdrawn_at is None:
        given.append(row.published_at)
    if not given:
        return ""
    first = min(given)
    days = clear_days_between(localdate(first), found.meeting.held_on)
    before = f", {plural(days, 'clear day')} before" if days else ""
    return f"Published {told_at(first)}{before}"


def _papers(found: OpenMeeting) -> dict[str, list[Publication]]:
    """The papers that are or were out, by the number of their item."""
    papers: dict[str, list[Publication]] = defaultdict(list)
    for row in found.of_kind(PublicationKind.PAPER):
        papers[row.item_number].append(row)
    return papers


def _sections(
    found: OpenMeeting,
    agenda: AgendaWords | None,
    papers: dict[str, list[Publication]],
) -> list[SectionLines]:
    if agenda is None:
        return []
    return [
        SectionLines(
            title=section.title,
            is_private=section.is_private,
            items=[
                _item(found, item, papers.get(item.number, []))
                for item in section.items
            ],
        )
        for section in agenda.sections
    ]


def _item(
    found: OpenMeeting, item: PublishedItem, rows: Sequence[Publication]
) -> ItemLine:
    known = {row.key: row for row in rows}
    named = {paper.key for paper in item.papers}
    lines = [
        _paper_line(found, known[paper.key], paper.pages)
        if paper.key in known
        else _waited_for(found, paper)
        for paper in item.papers
    ]
    lines += [_paper_line(found, row) for key, row in known.items() if key not in named]
    return ItemLine(
        number=item.number,
        title=item.title,
        owners=" / ".join(item.owners),
        purposes=", ".join(item.purposes),
        format_words=item.format_words,
        is_sub_item=item.is_sub_item,
        marks=item.marks,
        papers=lines,
    )


def _paper_line(found: OpenMeeting, row: Publication, pages: str = "") -> PaperLine:
    href = paper_url(found.body.slug, found.day, row.item_number, row.key)
    if row.withdrawn_at is not None:
        return PaperLine("Why", href, chip=("Withdrawn", "warn"))
    late = None
    if row.late_reason:
        late = (f"Added {shortday(localdate(row.published_at))}", "warn")
    return PaperLine(row.title, href, pages, late, row.late_reason)


def _waited_for(found: OpenMeeting, paper: PublishedPaper) -> PaperLine:
    if not paper.is_published:
        return PaperLine("", pages=paper.pages, chip=("Not published", "lock"))
    due = longday(papers_due_on(found))
    return PaperLine(paper.title, note=f"Not yet published: papers are due on {due}")


def _loose(
    agenda: AgendaWords | None, papers: dict[str, list[Publication]]
) -> list[Publication]:
    """Papers whose item is not on the published agenda, such as that of a late item."""
    known = {item.number for item in agenda.items} if agenda else set()
    return [
        row for number, rows in papers.items() if number not in known for row in rows
    ]


def _agenda_note(
    found: OpenMeeting, row: Publication | None, agenda: AgendaWords | None
) -> str:
    if row is not None and row.withdrawn_at is not None:
        return f"The agenda was withdrawn: {row.withdrawn_reason}"
    if agenda is not None:
        return ""
    if found.meeting.state in NO_MORE_PAPERS:
        return "No agenda was published."
    due = longday(papers_due_on(found))
    return f"The agenda is not yet published: papers are due on {due}."


def _file(found: OpenMeeting, row: Publication | None) -> Download | None:
    if row is None:
        return None
    return download(row, file_url(row, found.body.slug, found.day))


def _files(found: OpenMeeting) -> list[FileLine]:
    """The whole pack, then what was added after it."""
    lines = []
    for row in found.of_kind(PublicationKind.PACK):
        pack = said(row, PackWords)
        details = [f"Pages {pack.pages}"] if pack and pack.pages else []
        if pack:
            left_out = pack.not_published
            details += [f"Not in it: {left_out}"] if left_out else []
            details += [pack.accessible_words] if pack.accessible_words else []
            details += pack.changes
        lines.append(_file_line(found, row, "All papers in one PDF", details))
    for row in found.of_kind(PublicationKind.SUPPLEMENT):
        extra = said(row, SupplementWords)
        details = list(extra.adds) if extra else []
        lines.append(_file_line(found, row, row.title, details))
    return lines


def _file_line(
    found: OpenMeeting, row: Publication, title: str, details: Sequence[str]
) -> FileLine:
    note = f"Published {told_at(row.published_at)}"
    if row.late_reason:
        note += f". Late: {row.late_reason}"
    if is_held(row):
        note = f"{note}. {HELD}"
    gone = row.withdrawn_reason if row.withdrawn_at else ""
    return FileLine(title, _file(found, row), note, details, gone)


@dataclass(frozen=True, slots=True)
class Minuted:
    """Where the minutes are, how they stand, and what is said of them."""

    href: str
    chip: Chip | None
    note: str


def _minutes(found: OpenMeeting) -> Minuted:
    row = found.first(PublicationKind.MINUTES)
    if row is None:
        words = (
            "Minutes appear here after the chair has agreed the draft, marked"
            " “unconfirmed” until a later meeting agrees them."
        )
        return Minuted("", None, words)
    href = meeting_url(found.body.slug, found.day, "minutes")
    if row.withdrawn_at is not None:
        return Minuted("", ("Withdrawn", "warn"), row.withdrawn_reason)
    words_ = said(row, MinutesWords)
    chip = (words_.status, "warn") if words_ and words_.status else None
    note = words_.confirmed if words_ else ""
    return Minuted(href, chip, note)


def _questions(found: OpenMeeting, agenda: AgendaWords | None) -> list[QuestionLine]:
    titles = {}
    if agenda:
        titles = {
            item.number: item.title
            for section in agenda.sections
            if not section.is_private
            for item in section.items
        }
    lines = []
    for row in found.questions:
        number = row.item.frozen_number if row.item else ""
        title = titles.get(number, "")
        lines.append(
            QuestionLine(
                asked_by=row.asked_by if row.publish_name else "",
                about=f"Item {number}, {title}" if title else "",
                text=row.text,
                answer=row.answer,
            )
        )
    return lines
