from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.minutes.api.serializers import MinutesDetailSerializer, MinutesSerializer
from boards.minutes.models import Minutes
from boards.minutes.permissions import may_read_minutes
from boards.minutes.querysets import MinutesQuerySet
from ics_portal.core.api.permissions import actor_of


class MinutesViewSet(ReadOnlyModelViewSet[Minutes]):
    """The minutes one may read, the latest first: drafts for the office and the chair,
    part 2 for those who read part 2."""

    serializer_class = MinutesSerializer
    queryset = Minutes.objects.none()
    filterset_fields = ["meeting_id", "body_id", "part", "state"]
    verdicts = {"list": None, "retrieve": may_read_minutes}

    def get_queryset(self) -> MinutesQuerySet:
        found = Minutes.objects.readable_by(actor_of(self.request))
        if self.action == "list":
            found = found.defer("words")
        return found.select_related(
            "meeting__body", "meeting__chair", "meeting__next_meeting", "body"
        ).order_by("-meeting__held_on", "-meeting__starts_at", "body", "part")

    @extend_schema(responses=MinutesDetailSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Minutes with all they say."""
        context = self.get_serializer_context()
        return Response(
            MinutesDetailSerializer(self.get_object(), context=context).data
        )
