from rest_framework import serializers

from boards.actions.models import Action, ActionUpdate


class ActionUpdateSerializer(serializers.ModelSerializer[ActionUpdate]):
    """A progress note; an imported one may have no date."""

    class Meta:
        model = ActionUpdate
        fields = ["text", "noted_on", "noted_by_name"]
        read_only_fields = fields


class ActionSerializer(serializers.ModelSerializer[Action]):
    """One action of a body's log. ``due_on`` is the last day that is in time."""

    body_id = serializers.IntegerField(read_only=True)
    updates = ActionUpdateSerializer(many=True, read_only=True)

    class Meta:
        model = Action
        fields = [
            "id",
            "body_id",
            "code",
            "title",
            "lead",
            "state",
            "raised_on",
            "due_on",
            "due_text",
            "updates",
        ]
        read_only_fields = fields
