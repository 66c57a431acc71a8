from typing import Any

from rest_framework import serializers

from boards.minutes.models import Minutes
from boards.minutes.presenters import words_for
from boards.minutes.rules import marking
from ics_portal.core.api.permissions import actor_of


class MinutesSerializer(serializers.ModelSerializer[Minutes]):
    """Minutes of one body for one part of a meeting. ``marking`` is the word they bear
    until a later meeting has accepted them."""

    meeting_id = serializers.IntegerField(read_only=True)
    body_id = serializers.IntegerField(read_only=True)
    confirmed_at_meeting_id = serializers.IntegerField(read_only=True, allow_null=True)
    marking = serializers.SerializerMethodField()

    class Meta:
        model = Minutes
        fields = [
            "id",
            "meeting_id",
            "body_id",
            "part",
            "state",
            "marking",
            "confirmed_at_meeting_id",
            "confirmed_on",
            "signed_at",
            "signed_by_name",
        ]
        read_only_fields = fields

    def get_marking(self, minutes: Minutes) -> str:
        """“Unconfirmed” until they are the record."""
        return marking(minutes.state)


class MinutesDetailSerializer(MinutesSerializer):
    """The same with all they say: heading, those present, items with their entries."""

    words = serializers.SerializerMethodField()

    class Meta(MinutesSerializer.Meta):
        fields = [*MinutesSerializer.Meta.fields, "words"]
        read_only_fields = fields

    def get_words(self, minutes: Minutes) -> dict[str, Any]:
        """As the page prints them for this reader; entries are cleaned HTML."""
        return words_for(minutes, actor_of(self.context["request"]))
