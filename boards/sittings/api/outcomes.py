from typing import ClassVar

from django.db.models import QuerySet
from django_filters import FilterSet, NumberFilter
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.sittings.models import Outcome
from boards.sittings.selectors.outcomes import outcomes_for
from ics_portal.core.api.permissions import actor_of


class OutcomeSerializer(serializers.ModelSerializer[Outcome]):
    """What became of a recommendation, or of an item without any. ``decision`` is the
    number in the log, null where nothing was decided; ``offered_to_meeting_id`` the
    meeting to which a deferred item is offered, where one is set."""

    item_id = serializers.IntegerField(read_only=True)
    meeting_id = serializers.IntegerField(source="item.meeting_id", read_only=True)
    body_id = serializers.IntegerField(read_only=True)
    decision = serializers.CharField(read_only=True, allow_null=True)
    quorum = serializers.SerializerMethodField()
    offered_to_meeting_id = serializers.IntegerField(
        source="carried.due_at_meeting_id",
        read_only=True,
        allow_null=True,
        default=None,
    )

    class Meta:
        model = Outcome
        fields = [
            "id",
            "meeting_id",
            "item_id",
            "body_id",
            "position",
            "recommendation_words",
            "kind",
            "words",
            "bring_back",
            "decision",
            "quorum",
            "offered_to_meeting_id",
            "recorded_at",
        ]
        read_only_fields = fields

    def get_quorum(self, outcome: Outcome) -> str:
        """How the quorum stood then: quorate, inquorate or not_known."""
        return str(outcome.quorum.get("state", "not_known"))


class OutcomeFilter(FilterSet):
    meeting_id = NumberFilter(field_name="item__meeting_id")

    class Meta:
        model = Outcome
        fields: ClassVar = ["body_id", "item_id", "kind", "meeting_id"]


class OutcomeViewSet(ReadOnlyModelViewSet[Outcome]):
    """The outcomes of the meetings of one's bodies, by item; without those of items of
    part 2 where the agenda does not show them either."""

    serializer_class = OutcomeSerializer
    queryset = Outcome.objects.none()
    filterset_class = OutcomeFilter
    # The queryset holds what may be read, and nothing else.
    verdicts = {"list": None, "retrieve": None}

    def get_queryset(self) -> QuerySet[Outcome]:
        return outcomes_for(actor_of(self.request))
