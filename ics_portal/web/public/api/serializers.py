from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.meetings.enums import DecisionMethod, MeetingState, PublicationKind


class PublicMeetingSerializer(serializers.Serializer[dict[str, Any]]):
    """A meeting held in public. ``key`` is the end of its public address; ``body`` the
    short name of its body, ``body_name`` what it was called that day."""

    key = serializers.CharField()
    body = serializers.SlugField()
    body_name = serializers.CharField()
    held_on = serializers.DateField()
    starts_at = serializers.TimeField()
    ends_at = serializers.TimeField()
    place = serializers.CharField(allow_blank=True)
    stream_link = serializers.URLField(allow_blank=True)
    state = serializers.ChoiceField(choices=MeetingState.choices)
    url = serializers.URLField()


class PublicationSerializer(serializers.Serializer[dict[str, Any]]):
    """One thing published. ``words`` are what its page prints; of a thing withdrawn only
    the reason is left. ``file_url`` is null where there is no file."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=PublicationKind.choices)
    meeting = serializers.CharField()
    body = serializers.SlugField()
    item_number = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    published_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    late_reason = serializers.CharField(allow_blank=True)
    page_count = serializers.IntegerField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_reason = serializers.CharField(allow_blank=True)
    url = serializers.URLField()
    file_url = serializers.URLField(allow_null=True)
    words = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField())
    def get_words(self, row: dict[str, Any]) -> dict[str, Any]:
        words: dict[str, Any] = row["words"]
        return words


class PublicDecisionSerializer(serializers.Serializer[dict[str, Any]]):
    """A decision of the public register."""

    number = serializers.CharField()
    body = serializers.SlugField()
    body_name = serializers.CharField()
    meeting = serializers.CharField()
    decided_on = serializers.DateField()
    wording = serializers.CharField()
    method = serializers.ChoiceField(choices=DecisionMethod.choices)
    votes_for = serializers.IntegerField(allow_null=True)
    votes_against = serializers.IntegerField(allow_null=True)
    votes_abstained = serializers.IntegerField(allow_null=True)
