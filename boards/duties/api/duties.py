"""How duties stand on a day, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.forms.day import DayForm
from boards.bodies.selectors.compliance import home_system
from boards.directory.models import IntegratedCareSystem
from boards.duties.enums import Level, Subject
from boards.duties.importers import duties_of
from boards.duties.presenters.duties import duty_rows
from boards.duties.rules.facts import State
from boards.duties.selectors.duties import documents_on, findings_on
from ics_portal.core.api.permissions import actor_of

Plain = dict[str, Any]

STATES = [str(state) for state in State]


class ProofSerializer(serializers.Serializer[Plain]):
    """A version in force that is evidence."""

    title = serializers.CharField()
    approved = serializers.CharField()
    owner = serializers.CharField()
    review_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()


class FoundSerializer(serializers.Serializer[Plain]):
    """What somebody found of a duty; ``part`` is empty where it is of the whole."""

    id = serializers.IntegerField()
    part = serializers.CharField()
    is_met = serializers.BooleanField()
    words = serializers.CharField()
    rests_on = serializers.CharField()
    address = serializers.CharField()
    found_on = serializers.DateField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()


class OwnerSerializer(serializers.Serializer[Plain]):
    """Who answers for a duty or for a part of it."""

    id = serializers.IntegerField()
    part = serializers.CharField()
    name = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)


class PartSerializer(serializers.Serializer[Plain]):
    """One thing of a checklist."""

    key = serializers.CharField()
    words = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    why = serializers.CharField()


class DutySerializer(serializers.Serializer[Plain]):
    """One duty of one body; ``body_id`` is null where no body has it on the day.

    ``evidence`` are documents in force, ``found`` what somebody found; ``covered`` counts
    the parts that are there.
    """

    key = serializers.CharField()
    title = serializers.CharField()
    asked = serializers.CharField()
    requirements = serializers.CharField()
    sources = serializers.CharField()
    subject = serializers.ChoiceField(choices=Subject.choices)
    level = serializers.ChoiceField(choices=Level.choices)
    due_on = serializers.DateField(allow_null=True)
    body_id = serializers.IntegerField(allow_null=True)
    body = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    words = serializers.CharField()
    covered = serializers.IntegerField()
    parts = PartSerializer(many=True)
    owners = OwnerSerializer(many=True)
    evidence = ProofSerializer(many=True)
    found = FoundSerializer(many=True)


class DutiesSerializer(serializers.Serializer[Plain]):
    """Every duty of a system on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    duties = DutySerializer(many=True)


class DutiesViewSet(ViewSet):
    """What law and framework require, on a day."""

    verdicts = {"list": None}

    @extend_schema(
        parameters=[
            OpenApiParameter("on", OpenApiTypes.DATE, description="The day; today."),
            OpenApiParameter(
                "system", OpenApiTypes.INT, description="The system; one's own."
            ),
        ],
        responses=DutiesSerializer,
    )
    def list(self, request: Request) -> Response:
        """Every duty with its finding and evidence, what is not met first."""
        form = DayForm(request.query_params, several=True)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        system = form.cleaned_data.get("system") or home_system(
            actor_of(request), list(IntegratedCareSystem.objects.all())
        )
        if system is None:
            raise serializers.ValidationError(
                {"system": ["There is no integrated care system yet."]}
            )
        day = form.day()
        found = findings_on(system, duties_of(system, day), day)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "duties": duty_rows(found, documents_on(system, day), {}, day),
        }
        return Response(DutiesSerializer(plain).data)
