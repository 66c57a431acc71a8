from typing import Any

from rest_framework import serializers

from boards.actions.enums import DuePrecision
from boards.actions.models import Action, ActionDate, ActionUpdate


class ActionUpdateSerializer(serializers.ModelSerializer[ActionUpdate]):
    """A progress note; an imported one may have no date."""

    class Meta:
        model = ActionUpdate
        fields = ["text", "noted_on", "noted_by_name"]
        read_only_fields = fields


class ActionDateSerializer(serializers.ModelSerializer[ActionDate]):
    """A due date the action had; the last one rules."""

    class Meta:
        model = ActionDate
        fields = ["due_on", "due_precision", "due_text", "reason", "set_at"]
        read_only_fields = fields


class ActionSerializer(serializers.ModelSerializer[Action]):
    """One action of a body's log. ``due_on`` is the last day that is in time."""

    body_id = serializers.IntegerField(read_only=True)
    closed_at_meeting_id = serializers.IntegerField(read_only=True, allow_null=True)
    due_precision = serializers.ChoiceField(
        choices=DuePrecision.choices, read_only=True
    )
    updates = ActionUpdateSerializer(many=True, read_only=True)
    dates = ActionDateSerializer(many=True, read_only=True)

    class Meta:
        model = Action
        fields = [
            "id",
            "body_id",
            "part",
            "code",
            "title",
            "lead",
            "state",
            "raised_on",
            "due_on",
            "due_precision",
            "due_text",
            "closed_on",
            "closed_at_meeting_id",
            "updates",
            "dates",
        ]
        read_only_fields = fields


class NewActionSerializer(serializers.Serializer[dict[str, Any]]):
    """What a meeting asked for. ``due`` is a day, a month, or On-going."""

    meeting_id = serializers.IntegerField()
    item_id = serializers.IntegerField(required=False, allow_null=True)
    title = serializers.CharField()
    lead = serializers.CharField()
    due = serializers.CharField(required=False, allow_blank=True, default="")


class ProgressSerializer(serializers.Serializer[dict[str, Any]]):
    """An update; with ``due`` another date and the reason it needs."""

    text = serializers.CharField()
    due = serializers.CharField(required=False, allow_null=True, default=None)
    due_reason = serializers.CharField(required=False, allow_blank=True, default="")


class ProposalSerializer(serializers.Serializer[dict[str, Any]]):
    """That it is done, in words; it stays open until the meeting agrees."""

    text = serializers.CharField()


class ClosingSerializer(serializers.Serializer[dict[str, Any]]):
    """The meeting that closed it, and what it said."""

    meeting_id = serializers.IntegerField()
    words = serializers.CharField(required=False, allow_blank=True, default="")
