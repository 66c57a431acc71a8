from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from boards.bodies.models import Body
from boards.meetings.models import Meeting, Ruling
from boards.meetings.permissions import may_see_meeting
from boards.meetings.presenters import lines_for
from boards.meetings.querysets import MeetingQuerySet
from boards.meetings.selectors import read_agenda
from boards.sittings.models import Attendance
from boards.sittings.rules.quorum import Quorum
from boards.sittings.selectors.events import course_of_meeting
from boards.sittings.selectors.quorum import read_room
from boards.sittings.selectors.rulings import rulings_for
from ics_portal.core.api.permissions import actor_of


class MovementSerializer(serializers.Serializer[Any]):
    """A time out of the room; ``in_at`` is null while not back."""

    item_id = serializers.IntegerField(allow_null=True)
    out_at = serializers.DateTimeField()
    in_at = serializers.DateTimeField(allow_null=True)


class AttendanceSerializer(serializers.ModelSerializer[Attendance]):
    """One person at a meeting, in the words of that day."""

    body_id = serializers.IntegerField(read_only=True)
    person_id = serializers.IntegerField(read_only=True, allow_null=True)
    deputises_for_id = serializers.IntegerField(read_only=True, allow_null=True)
    movements = serializers.SerializerMethodField()

    class Meta:
        model = Attendance
        fields = [
            "id",
            "body_id",
            "person_id",
            "kind",
            "state",
            "by_video",
            "name",
            "job_title",
            "organisations",
            "group",
            "deputises_for_id",
            "arrived_at",
            "left_at",
            "movements",
        ]
        read_only_fields = fields

    @extend_schema_field(MovementSerializer(many=True))
    def get_movements(self, row: Attendance) -> Any:
        return MovementSerializer(row.movements.all(), many=True).data


class RulingSerializer(serializers.ModelSerializer[Ruling]):
    """A ruling; the newest on a person and an item stands."""

    item_id = serializers.IntegerField(read_only=True)
    person_id = serializers.IntegerField(read_only=True)
    ruled_by_id = serializers.IntegerField(read_only=True)

    class Meta:
        model = Ruling
        fields = [
            "id",
            "item_id",
            "person_id",
            "option",
            "stays",
            "speaks",
            "votes",
            "papers_withheld",
            "nature",
            "words",
            "declared_at_start",
            "explained",
            "ruled_by_id",
            "ruled_at",
        ]
        read_only_fields = fields


class QuorumLineSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    needed = serializers.IntegerField()
    present = serializers.IntegerField()
    is_met = serializers.BooleanField()


class QuorumSerializer(serializers.Serializer[Any]):
    """How the quorum of a body stands for an item at the last moment it was on; for the
    meeting as a whole where ``item_id`` is null. ``needed`` is null if not known."""

    body_id = serializers.IntegerField()
    item_id = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=["quorate", "inquorate", "not_known"])
    present = serializers.IntegerField()
    needed = serializers.IntegerField(allow_null=True)
    lines = QuorumLineSerializer(many=True)


class _OfMeeting(GenericViewSet[Any]):
    """Something of one meeting the reader may see."""

    queryset = Meeting.objects.none()
    verdicts = {"list": may_see_meeting}
    lookup_url_kwarg = "meeting_id"
    pagination_class = None

    def get_queryset(self) -> MeetingQuerySet:
        visible = Meeting.objects.visible_to(actor_of(self.request))
        return visible.select_related("chair", "body")


class AttendanceViewSet(_OfMeeting):
    """Who was at a meeting, in the published order, each with the movements."""

    serializer_class = AttendanceSerializer

    @extend_schema(responses=AttendanceSerializer(many=True))
    def list(self, request: Request, meeting_id: int) -> Response:
        rows = Attendance.objects.filter(meeting=self.get_object()).prefetch_related(
            "movements"
        )
        return Response(AttendanceSerializer(rows, many=True).data)


class MeetingRulingViewSet(_OfMeeting):
    """The rulings of a meeting one may see, the newest first: the office and the chair
    all of them, everybody else the own ones."""

    serializer_class = RulingSerializer

    @extend_schema(responses=RulingSerializer(many=True))
    def list(self, request: Request, meeting_id: int) -> Response:
        found = rulings_for(actor_of(request), self.get_object())
        return Response(RulingSerializer(found, many=True).data)


class QuorumViewSet(_OfMeeting):
    """How the quorum stands, for the meeting and for each item the reader may open."""

    serializer_class = QuorumSerializer

    @extend_schema(responses=QuorumSerializer(many=True))
    def list(self, request: Request, meeting_id: int) -> Response:
        meeting, now = self.get_object(), timezone.now()
        open_items = [
            line.item_id
            for line, is_open in lines_for(actor_of(request), read_agenda(meeting))
            if is_open
        ]
        bodies = [meeting.body, *meeting.in_common_with.all()]
        found = [
            row for body in bodies for row in _standings(meeting, body, open_items, now)
        ]
        return Response(QuorumSerializer(found, many=True).data)


def _standings(
    meeting: Meeting, body: Body, items: list[int], now: datetime
) -> list[dict[str, Any]]:
    room, course = read_room(meeting, body), course_of_meeting(meeting)
    moments: list[tuple[int | None, datetime]] = [(None, course.moment(now))]
    moments += [(item_id, course.moment_of(item_id, now)) for item_id in items]
    return [
        _standing(body, item_id, at, room.quorum(item_id, at))
        for item_id, at in moments
    ]


def _standing(
    body: Body, item_id: int | None, at: datetime, quorum: Quorum
) -> dict[str, Any]:
    return {
        "body_id": body.pk,
        "item_id": item_id,
        "at": at,
        "state": quorum.state,
        "present": quorum.present,
        "needed": quorum.needed,
        "lines": quorum.lines,
    }
