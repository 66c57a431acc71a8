"""In which agenda items' papers an action stands: the logs that packs print."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from boards.actions.models import Action
from boards.actions.permissions import is_private
from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem
from boards.packs.enums import EntryKind
from boards.packs.models import PackEntry
from boards.papers.enums import PaperKind
from boards.papers.models import Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet


class LogPlaces:
    """An action stands in the log of every meeting of its body after it was raised.

    A page cannot be given without one of its lines, so the item with the log is withheld.
    That an action has ended makes no difference: the packs of before have it still.
    """

    def items(self, record_ids: Collection[int]) -> Q:
        """See RecordPlaces."""
        shown = Q(pk__in=[])
        for part in Part:
            there = Action.objects.filter(_in_log(part), pk__in=record_ids)
            shown |= Q(Exists(there), part=part)
        return shown & _has_log()

    def among(
        self, record_ids: Collection[int], items: QuerySet[AgendaItem]
    ) -> Mapping[int, Collection[int]]:
        """See RecordPlaces. As ``items`` says, in two queries for many."""
        found: dict[int, set[int]] = {}
        logs = list(items.filter(_has_log()).select_related("meeting"))
        rows = Action.objects.filter(pk__in=record_ids).select_related("item")
        for action, log in product(rows if logs else (), logs):
            if _stands_in(action, log):
                found.setdefault(action.pk, set()).add(log.pk)
        return found


def _stands_in(action: Action, log: AgendaItem) -> bool:
    """What ``_in_log`` asks, of two rows."""
    meeting = log.meeting
    raised = action.raised_on is None or action.raised_on < meeting.held_on
    is_one = log.part == Part.ONE
    of_part = action.part == Part.ONE if is_one else is_private(action)
    return action.body_id == meeting.body_id and raised and of_part


def _in_log(part: Part) -> Q:
    """Actions that stand, or stood, in the log of that part at the outer item. One that
    was raised in part 1 comes to part 2 when its item moves there."""
    held_on = OuterRef("meeting__held_on")
    raised = Q(raised_on__isnull=True) | Q(raised_on__lt=held_on)
    of_part = Q(part=Part.ONE)
    if part == Part.TWO:
        of_part = Q(part=Part.TWO) | Q(item__part=Part.TWO)
    return Q(body=OuterRef("meeting__body")) & raised & of_part


def _has_log() -> Q:
    """Items with an action log among their papers, or in a pack that was built."""
    papers = Paper.objects.filter(item=OuterRef("pk"), kind=PaperKind.ACTION_LOG)
    entries = PackEntry.objects.filter(
        item_id_then=OuterRef("pk"), kind=EntryKind.ACTION_LOG
    )
    return Q(Exists(papers)) | Q(Exists(entries))
