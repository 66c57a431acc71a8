"""Lists of papers: of a meeting, of a person, and what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from boards.meetings.models import Meeting
from boards.meetings.selectors import NumberedItem, numbered_agenda
from boards.papers.enums import PaperState, VersionState
from boards.papers.models import Paper, PaperVersion
from boards.papers.querysets import PaperQuerySet
from boards.papers.rules import WITH_THE_AUTHOR
from boards.papers.selectors.issued import HEAVY, as_given_to
from ics_portal.accounts.actor import Actor
from ics_portal.core.pdf import PartRecord


@dataclass(frozen=True, slots=True)
class ItemPapers:
    """An item of the agenda with the papers the reader may open, in order."""

    item: NumberedItem
    papers: tuple[Paper, ...]


def for_lists(papers: PaperQuerySet) -> PaperQuerySet:
    """Papers with people and versions, without the weight of their files' texts."""
    versions = PaperVersion.objects.defer(*HEAVY)
    listed: PaperQuerySet = (
        papers.select_related(
            "item__meeting__body", "current_version", "cover_sheet__template"
        )
        .defer(*(f"current_version__{name}" for name in HEAVY))
        .prefetch_related("people", Prefetch("versions", queryset=versions))
    )
    return listed


def papers_by_item(actor: Actor, meeting: Meeting) -> tuple[ItemPapers, ...]:
    """Every numbered item of the meeting with its papers; items without any too."""
    readable = Paper.objects.readable_by(actor).filter(item__meeting=meeting)
    found: dict[int, list[Paper]] = {}
    for paper in as_given_to(actor, for_lists(readable).in_order()):
        found.setdefault(paper.item_id, []).append(paper)
    return tuple(
        ItemPapers(item, tuple(found.get(item.item_id, ())))
        for item in numbered_agenda(meeting.pk)
    )


def my_papers(actor: Actor) -> PaperQuerySet:
    """Papers the actor is named on, the nearest deadline first."""
    mine = Paper.objects.readable_by(actor).worked_on_by(actor)
    listed = for_lists(mine).prefetch_related("moves")
    return listed.order_by("-item__meeting__held_on", "due_on", "pk")


def item_numbers(meeting_ids: Iterable[int]) -> dict[int, str]:
    """The numbers of the items of some meetings, by item id."""
    return {
        item.item_id: item.number
        for meeting_id in set(meeting_ids)
        for item in numbered_agenda(meeting_id)
    }


def waiting_for_office(actor: Actor, meeting_id: int) -> int:
    """How many papers of a meeting wait to be accepted or have a file nobody can use."""
    papers = Paper.objects.readable_by(actor).filter(item__meeting_id=meeting_id)
    sent = papers.filter(state=PaperState.SUBMITTED).count()
    stuck = (
        papers.exclude(state__in=[PaperState.SUBMITTED, PaperState.WITHDRAWN])
        .filter(current_version=None, versions__state=VersionState.FAILED)
        .distinct()
        .count()
    )
    return sent + stuck


def waiting_for_author(actor: Actor, meeting_id: int) -> int:
    """How many papers of a meeting the actor still has to send."""
    mine = Paper.objects.worked_on_by(actor).filter(item__meeting_id=meeting_id)
    return mine.filter(state__in=WITH_THE_AUTHOR).count()


def remedies(papers: Iterable[Paper]) -> dict[int, str]:
    """What would make each paper accessible, by paper id; only those that are not."""
    wanting = {
        paper.current_version_id: paper.pk
        for paper in papers
        if paper.current_version_id
        and paper.current_version
        and not paper.current_version.accessible
    }
    rows = PaperVersion.objects.filter(pk__in=wanting).values_list("pk", "record")
    return {
        wanting[version_id]: PartRecord.from_json(record).remedy
        for version_id, record in rows
    }
