from rest_framework import serializers

from ics_portal.core.jobs.models import Job


class JobSerializer(serializers.ModelSerializer[Job]):
    """How far a long task is, and where its outcome is to be found."""

    percent = serializers.IntegerField(read_only=True, min_value=0, max_value=100)

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "title",
            "state",
            "done",
            "of",
            "percent",
            "message",
            "steps",
            "result",
            "failure",
            "tries",
            "subject_label",
            "subject_url",
            "body_id",
            "created_at",
            "started_at",
            "finished_at",
            "cancel_requested_at",
        ]
        read_only_fields = fields
