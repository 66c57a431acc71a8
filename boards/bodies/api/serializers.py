from rest_framework import serializers

from boards.bodies.models import Body, BodyRole, Purpose


class PurposeSerializer(serializers.ModelSerializer[Purpose]):
    """A word agendas of the body ask with; ``strength`` orders the words."""

    class Meta:
        model = Purpose
        fields = ["id", "word", "past_tense", "strength", "retired"]
        read_only_fields = fields


class BodySerializer(serializers.ModelSerializer[Body]):
    """A board, committee or forum that meets."""

    system_id = serializers.IntegerField(read_only=True)
    purposes = PurposeSerializer(many=True, read_only=True)

    class Meta:
        model = Body
        fields = [
            "id",
            "name",
            "long_name",
            "slug",
            "code",
            "kind",
            "system_id",
            "meets_in_public",
            "papers_due_days",
            "papers_to_members_days",
            "purposes",
            "starts_on",
            "ends_on",
        ]
        read_only_fields = fields


class BodyRoleSerializer(serializers.ModelSerializer[BodyRole]):
    """A role held in a body, with its first and last day."""

    body_id = serializers.IntegerField(read_only=True)
    person_id = serializers.IntegerField(read_only=True)
    person_name = serializers.CharField(source="person.name", read_only=True)

    class Meta:
        model = BodyRole
        fields = [
            "id",
            "body_id",
            "person_id",
            "person_name",
            "role",
            "starts_on",
            "ends_on",
        ]
        read_only_fields = fields
