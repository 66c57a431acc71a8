from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.meetings.models import Publication
from boards.meetings.querysets import PublicationQuerySet
from ics_portal.accounts.actor import OFFICE_ROLES
from ics_portal.core.api.permissions import actor_of


class PublicationRecordSerializer(serializers.ModelSerializer[Publication]):
    """What was published and when, with what replaced or withdrew it: the evidence of
    the office. The public reads ``/public/publications/``."""

    meeting_id = serializers.IntegerField(read_only=True)
    body_id = serializers.IntegerField(read_only=True)
    replaced_by_id = serializers.IntegerField(read_only=True, allow_null=True)
    sha256 = serializers.CharField(
        source="stored.sha256", read_only=True, default=None, allow_null=True
    )
    size = serializers.IntegerField(
        source="stored.size", read_only=True, default=None, allow_null=True
    )

    class Meta:
        model = Publication
        fields = [
            "id",
            "meeting_id",
            "body_id",
            "kind",
            "key",
            "item_number",
            "title",
            "subject",
            "page_count",
            "sha256",
            "size",
            "due_on",
            "published_at",
            "published_by_name",
            "late_reason",
            "late_agreed_by",
            "is_current",
            "replaced_by_id",
            "withdrawn_at",
            "withdrawn_reason",
        ]
        read_only_fields = fields


class PublicationRecordViewSet(ReadOnlyModelViewSet[Publication]):
    """Everything the bodies of one's office ever published, the newest first."""

    serializer_class = PublicationRecordSerializer
    queryset = Publication.objects.none()
    filterset_fields = {
        "body_id": ["exact"],
        "meeting_id": ["exact"],
        "kind": ["exact"],
        "is_current": ["exact"],
    }
    # The queryset holds what may be read, and nothing else.
    verdicts = {"list": None, "retrieve": None}

    def get_queryset(self) -> PublicationQuerySet:
        office = actor_of(self.request).body_ids(*OFFICE_ROLES)
        rows: PublicationQuerySet = Publication.objects.filter(
            meeting__body_id__in=office
        )
        return rows.select_related("stored").order_by("-published_at", "-pk")
