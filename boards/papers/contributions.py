"""What papers add to the pages of a meeting: a stage, notes beside items, checks, counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from boards.bodies.models import Purpose
from boards.meetings.contributions import (
    AgendaWarning,
    ItemNote,
    agenda_checks,
    item_notes,
    register_stage,
    stage_counts,
)
from boards.meetings.enums import ItemFormat, Part
from boards.meetings.models import Meeting
from boards.meetings.selectors import NumberedItem, numbered_agenda
from boards.papers.enums import PaperKind, PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.presenters.words import newest_version
from boards.papers.rules import (
    WITH_THE_AUTHOR,
    appendices_cited,
    missing_appendices,
    stronger_than_agenda,
)
from boards.papers.selectors import (
    as_given_to,
    cover_sheet_of,
    sheet_values,
    waiting_for_author,
    waiting_for_office,
)
from boards.papers.selectors.issued import HEAVY
from ics_portal.accounts.actor import OFFICE_ROLES, Actor, Role
from ics_portal.core.web.navigation import register_entry
from ics_portal.core.web.words import day, plural

register_stage("papers", "Papers", "papers:list", 30)


def writes_papers(actor: Actor) -> bool:
    """Who brings papers has a list of their own in the navigation."""
    return actor.holds_any(Role.AUTHOR)


register_entry("papers", "My papers", "papers:mine", 22, shown=writes_papers)


@stage_counts.register
def papers_waiting(meeting_id: int, actor: Actor) -> dict[str, int]:
    """Papers to accept, for the office; papers to send, for who writes them."""
    if actor.holds_any(*OFFICE_ROLES):
        return {"papers": waiting_for_office(actor, meeting_id)}
    return {"papers": waiting_for_author(actor, meeting_id)}


@item_notes.register
def paper_notes(meeting_id: int, actor: Actor) -> dict[int, ItemNote]:
    """The Paper column: where the papers of each item stand, if the reader may know."""
    readable = Paper.objects.readable_by(actor).filter(item__meeting_id=meeting_id)
    versions = PaperVersion.objects.only("paper_id", "number", "state", "is_redacted")
    papers = (
        readable.exclude(state=PaperState.WITHDRAWN)
        .select_related("current_version", "item__meeting")
        .defer(*(f"current_version__{name}" for name in HEAVY))
        .prefetch_related("people", Prefetch("versions", queryset=versions))
        .in_order()
    )
    by_item: dict[int, list[Paper]] = {}
    for paper in as_given_to(actor, papers):
        by_item.setdefault(paper.item_id, []).append(paper)
    today = timezone.localdate()
    return {
        item_id: _note(meeting_id, found, today) for item_id, found in by_item.items()
    }


def _note(meeting_id: int, papers: list[Paper], today: date) -> ItemNote:
    if len(papers) == 1:
        words, kind, shape = _standing(papers[0], today)
        url = papers[0].get_absolute_url()
    else:
        ready = sum(_is_ready(paper) for paper in papers)
        all_ready = ready == len(papers)
        words = f"{len(papers)} papers" + ("" if all_ready else f", {ready} ready")
        kind, shape = ("ok", "") if all_ready else ("warn", "clock")
        url = reverse("papers:list", kwargs={"meeting_id": meeting_id})
    confidential = any(paper.confidential for paper in papers)
    if confidential and kind == "ok":
        kind, shape = "lock", ""
    return ItemNote(words, kind, shape, url, confidential)


def _is_ready(paper: Paper) -> bool:
    has_file = paper.kind == PaperKind.ACTION_LOG or paper.current_version is not None
    return paper.state == PaperState.ACCEPTED and has_file


def _standing(paper: Paper, today: date) -> tuple[str, str, str]:
    newest = newest_version(paper)
    stuck = newest is not None and newest.state == VersionState.FAILED
    if _is_ready(paper):
        current = paper.current_version
        pages = plural(current.page_count or 0, "page") if current else ""
        return f"Ready{', ' + pages if pages else ''}", "ok", ""
    if stuck and paper.current_version is None:
        return "File cannot be used", "bad", ""
    if paper.state in WITH_THE_AUTHOR:
        late = paper.due_on is not None and paper.due_on < today
        returned = paper.state == PaperState.RETURNED
        words = "Returned" if returned else "With the author"
        return f"{words}{', late' if late else ''}", "warn", "clock"
    if paper.state == PaperState.SUBMITTED:
        return "To be accepted", "info", ""
    return "Being prepared", "info", "spin"


@dataclass(frozen=True, slots=True)
class _OnItem:
    """An item that is heard, with its papers that were not withdrawn."""

    item: NumberedItem
    papers: tuple[Paper, ...]

    @property
    def has_ready_file(self) -> bool:
        return any(
            paper.kind == PaperKind.ACTION_LOG or paper.current_version_id
            for paper in self.papers
        )


@agenda_checks.register
def paper_checks(meeting_id: int, today: date) -> list[AgendaWarning]:
    """What the papers say against the agenda; twelve queries, whatever its length."""
    meeting = Meeting.objects.select_related("body").filter(pk=meeting_id).first()
    if meeting is None:
        return []
    papers: dict[int, list[Paper]] = {}
    for paper in _papers_to_check(meeting):
        papers.setdefault(paper.item_id, []).append(paper)
    purposes = list(Purpose.objects.filter(body_id=meeting.body_id))
    found: list[AgendaWarning] = []
    for item in numbered_agenda(meeting.pk):
        if item.is_heard:
            on_item = _OnItem(item, tuple(papers.get(item.item_id, ())))
            found += _about_format(on_item, meeting, today)
            found += _about_purpose(on_item, meeting, purposes)
            found += _about_secrecy(on_item, meeting)
            found += _about_appendices(on_item)
    return found


def _papers_to_check(meeting: Meeting) -> Iterable[Paper]:
    papers: Iterable[Paper] = (
        Paper.objects.filter(item__meeting=meeting)
        .exclude(state=PaperState.WITHDRAWN)
        .select_related("cover_sheet", "current_version", "item__meeting")
        .defer(*(f"current_version__{name}" for name in HEAVY))
        .prefetch_related(
            "people",
            "cover_sheet__recommendations",
            "cover_sheet__route",
            "cover_sheet__implications",
        )
        .in_order()
    )
    return papers


def _about_format(
    on_item: _OnItem, meeting: Meeting, today: date
) -> list[AgendaWarning]:
    """The format says what is there (AGD-06)."""
    item = on_item.item
    match item.item_format:
        case ItemFormat.ATTACHED:
            return _attached(on_item, meeting)
        case ItemFormat.TO_FOLLOW:
            return _to_follow(on_item, meeting, today)
        case ItemFormat.VERBAL if on_item.papers:
            return [
                AgendaWarning(
                    item.item_id,
                    "warn",
                    f"Item {item.number} says Verbal, but it has "
                    f"{plural(len(on_item.papers), 'paper')}.",
                    "Say Attached",
                    _attached_url(meeting, item),
                    cure_is_post=True,
                    rule_id="AGD-06",
                )
            ]
    return []


def _attached(on_item: _OnItem, meeting: Meeting) -> list[AgendaWarning]:
    item = on_item.item
    if not on_item.papers:
        new = reverse("papers:new", kwargs={"meeting_id": meeting.pk})
        return [
            AgendaWarning(
                item.item_id,
                "warn",
                f"Item {item.number} says Attached, but has no paper.",
                "Ask for a paper",
                f"{new}?item={item.item_id}",
                rule_id="AGD-06",
            )
        ]
    return [
        AgendaWarning(
            item.item_id,
            "warn",
            f"Item {item.number}: {paper.title} has no file that is ready.",
            "Open the paper",
            paper.get_absolute_url(),
            rule_id="AGD-06",
        )
        for paper in on_item.papers
        if paper.kind != PaperKind.ACTION_LOG and paper.current_version_id is None
    ]


def _to_follow(on_item: _OnItem, meeting: Meeting, today: date) -> list[AgendaWarning]:
    item = on_item.item
    if on_item.has_ready_file:
        return [
            AgendaWarning(
                item.item_id,
                "warn",
                f"Item {item.number} says To follow, but its paper is here.",
                "Say Attached",
                _attached_url(meeting, item),
                cure_is_post=True,
                rule_id="AGD-06",
            )
        ]
    near = meeting.held_on - timedelta(days=meeting.body.papers_due_days)
    if today < near:
        return []
    papers = reverse("papers:list", kwargs={"meeting_id": meeting.pk})
    return [
        AgendaWarning(
            item.item_id,
            "warn",
            f"Item {item.number} is to follow, and the meeting is on "
            f"{day(meeting.held_on)}.",
            "See its papers",
            papers,
            rule_id="AGD-06",
        )
    ]


def _about_purpose(
    on_item: _OnItem, meeting: Meeting, purposes: list[Purpose]
) -> list[AgendaWarning]:
    """An agenda purpose must not be weaker than the paper's recommendation (AGD-05)."""
    item = on_item.item
    asked = [
        row.verb
        for paper in on_item.papers
        if (sheet := cover_sheet_of(paper))
        for row in sheet.recommendations.all()
    ]
    strengths = {purpose.word.lower(): purpose.strength for purpose in purposes}
    stronger = stronger_than_agenda(item.purposes, asked, strengths)
    if not stronger:
        return []
    purpose = next(each for each in purposes if each.word.lower() == stronger)
    says = " and ".join(item.purposes) or "nothing"
    return [
        AgendaWarning(
            item.item_id,
            "warn",
            f"Item {item.number} says {says}; the paper asks to {stronger}.",
            f"Set {purpose.word}",
            reverse(
                "papers:set_purpose",
                kwargs={
                    "meeting_id": meeting.pk,
                    "item_id": item.item_id,
                    "purpose_id": purpose.pk,
                },
            ),
            cure_is_post=True,
            rule_id="AGD-05",
        )
    ]


def _about_secrecy(on_item: _OnItem, meeting: Meeting) -> list[AgendaWarning]:
    """A confidential paper may stay in part 1 once somebody has decided so (AGD-14)."""
    item = on_item.item
    confidential = [paper for paper in on_item.papers if paper.confidential]
    if item.part != Part.ONE or not confidential or item.confidential_reason:
        return []
    one = len(confidential) == 1
    return [
        AgendaWarning(
            item.item_id,
            "stop",
            f"Item {item.number} is in part 1 and has "
            f"{'a confidential paper' if one else 'confidential papers'}. Its title "
            f"will be public, the {'paper' if one else 'papers'} not.",
            "Decide",
            _item_url(meeting, item, "part"),
            rule_id="AGD-14",
        )
    ]


def _about_appendices(on_item: _OnItem) -> list[AgendaWarning]:
    """An appendix cited must be there (PCK-05)."""
    found = []
    for paper in on_item.papers:
        if paper.current_version is None:
            continue
        read = paper.current_version.appendices
        cited = [
            *read.get("cited", ()),
            *appendices_cited(sheet_values(paper, ()).all_text()),
        ]
        others = [each.title for each in on_item.papers if each.pk != paper.pk]
        for label in missing_appendices(cited, read.get("there", ()), others):
            found.append(
                AgendaWarning(
                    on_item.item.item_id,
                    "stop",
                    f"Item {on_item.item.number}: Appendix {label} is cited in "
                    f"{paper.title} but is not there.",
                    "Open the paper",
                    paper.get_absolute_url(),
                    rule_id="PCK-05",
                )
            )
    return found


def _attached_url(meeting: Meeting, item: NumberedItem) -> str:
    """Lets the agenda say Attached, in one press that can be undone."""
    return reverse(
        "meetings:set_format", args=[meeting.pk, item.item_id, ItemFormat.ATTACHED]
    )


def _item_url(meeting: Meeting, item: NumberedItem, field: str) -> str:
    """The item's page, at the field that settles it."""
    page = reverse(
        "meetings:item", kwargs={"meeting_id": meeting.pk, "item_id": item.item_id}
    )
    return f"{page}#id_{field}"
