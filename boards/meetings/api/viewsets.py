from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.meetings.api.serializers import (
    AgendaSerializer,
    DeadlineSerializer,
    DecisionSerializer,
    ForwardPlanSerializer,
    MeetingSerializer,
    PresentedItemSerializer,
    ReplySerializer,
)
from boards.meetings.models import AgendaItem, Decision, ForwardPlanEntry, Meeting
from boards.meetings.permissions import may_edit_meeting, may_see_meeting
from boards.meetings.presenters import lines_for
from boards.meetings.presenters.reading import deadlines_of
from boards.meetings.querysets import DecisionQuerySet, MeetingQuerySet
from boards.meetings.selectors import NumberedItem, decisions_for, read_agenda
from boards.meetings.selectors.calling import calling_record
from boards.meetings.selectors.forward import readable_entries
from boards.meetings.selectors.presenting import presented_items_of
from ics_portal.core.api.permissions import actor_of


class MeetingViewSet(ReadOnlyModelViewSet[Meeting]):
    """The meetings of one's bodies, the latest first."""

    serializer_class = MeetingSerializer
    queryset = Meeting.objects.none()
    filterset_fields = {"body_id": ["exact"], "held_on": ["exact", "gte", "lte"]}
    verdicts = {
        "list": None,
        "retrieve": may_see_meeting,
        "agenda": may_see_meeting,
        "deadlines": may_see_meeting,
        "replies": may_edit_meeting,
    }

    def get_queryset(self) -> MeetingQuerySet:
        visible = Meeting.objects.visible_to(actor_of(self.request))
        return visible.select_related("chair", "body").prefetch_related("notices")

    @extend_schema(responses=DeadlineSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def deadlines(self, request: Request, pk: str | None = None) -> Response:
        """The deadlines of a meeting, with what is on record of each."""
        meeting = self.get_object()
        found = deadlines_of(meeting, calling_record(meeting), timezone.localdate())
        return Response(DeadlineSerializer(found, many=True).data)

    @extend_schema(responses=ReplySerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def replies(self, request: Request, pk: str | None = None) -> Response:
        """Who said that they come, for the office of the body."""
        meeting = self.get_object()
        found = meeting.replies.select_related("person", "deputy")
        return Response(ReplySerializer(found, many=True).data)

    @extend_schema(responses=AgendaSerializer)
    @action(detail=True)
    def agenda(self, request: Request, pk: str | None = None) -> Response:
        """The agenda as the reader may know it; the page shows the same."""
        meeting = self.get_object()
        reading = read_agenda(meeting)
        lines = lines_for(actor_of(request), reading)
        found = {
            "meeting_id": meeting.pk,
            "is_frozen": meeting.numbers_frozen_at is not None,
            "planned_minutes": reading.clock.planned,
            "available_minutes": reading.clock.available,
            "sections": _sections(lines),
        }
        return Response(AgendaSerializer(found).data)


class PresentedItemViewSet(ReadOnlyModelViewSet[AgendaItem]):
    """The items one comes to present at meetings one does not otherwise see. Their papers
    are among ``papers``, once they are issued."""

    serializer_class = PresentedItemSerializer
    queryset = AgendaItem.objects.none()
    # The queryset holds what may be read, and nothing else.
    verdicts = {"list": None, "retrieve": None}

    def get_queryset(self) -> QuerySet[AgendaItem]:
        return presented_items_of(actor_of(self.request))


class ForwardPlanViewSet(ReadOnlyModelViewSet[ForwardPlanEntry]):
    """The forward plans of one's bodies, the next first; entries of part 2 only for who
    reads part 2."""

    serializer_class = ForwardPlanSerializer
    queryset = ForwardPlanEntry.objects.none()
    filterset_fields = {
        "body_id": ["exact"],
        "meeting_id": ["exact"],
        "state": ["exact"],
        "due_on": ["exact", "gte", "lte"],
    }
    # The queryset holds what may be read, and nothing else.
    verdicts = {"list": None, "retrieve": None}

    def get_queryset(self) -> QuerySet[ForwardPlanEntry]:
        return readable_entries(actor_of(self.request))


class DecisionViewSet(ReadOnlyModelViewSet[Decision]):
    """The log of decisions of one's bodies, the latest first; without those on items of
    part 2 where the agenda does not show them either."""

    serializer_class = DecisionSerializer
    queryset = Decision.objects.none()
    filterset_fields = {
        "body_id": ["exact"],
        "meeting_id": ["exact"],
        "method": ["exact"],
        "number": ["exact"],
        "decided_on": ["exact", "gte", "lte"],
    }
    # The queryset holds what may be read, and nothing else.
    verdicts = {"list": None, "retrieve": None}

    def get_queryset(self) -> DecisionQuerySet:
        return decisions_for(actor_of(self.request))


def _sections(lines: list[tuple[NumberedItem, bool]]) -> list[dict[str, Any]]:
    def heading(pair: tuple[NumberedItem, bool]) -> tuple[int, int, str]:
        line, _ = pair
        return line.part, line.section_id, line.section_title

    return [
        {
            "section_id": section_id,
            "title": title,
            "part": part,
            "items": [_item(line, is_open) for line, is_open in group],
        }
        for (part, section_id, title), group in groupby(lines, key=heading)
    ]


def _item(line: NumberedItem, is_open: bool) -> dict[str, Any]:
    return {
        "item_id": line.item_id,
        "number": line.number,
        "is_sub_item": line.is_sub_item,
        "is_open": is_open,
        "title": line.title,
        "owners": line.owners,
        "purposes": line.purposes,
        "item_format": line.item_format if is_open else None,
        "minutes": line.minutes,
        "starts_at": line.starts_at,
        "part": line.part,
        "state": line.state,
        "standing": line.standing,
        "private_reason": line.private_reason,
    }
