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
from boards.duties.importers import shipped_duties
from boards.duties.presenters.duties import duty_rows
from boards.duties.rules.duties import State
from boards.duties.selectors.duties import evidence_on, findings_on
from ics_portal.core.api.permissions import actor_of

Plain = dict[str, Any]


class ProofSerializer(serializers.Serializer[Plain]):
    """A version in force that is evidence."""

    title = serializers.CharField()
    approved = serializers.CharField()
    owner = serializers.CharField()
    review_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()


class DutySerializer(serializers.Serializer[Plain]):
    """One duty of one body; ``body_id`` is null where no body has it on the day."""

    key = serializers.CharField()
    title = serializers.CharField()
    asked = serializers.CharField()
    requirements = serializers.CharField()
    sources = serializers.CharField()
    body_id = serializers.IntegerField(allow_null=True)
    body = serializers.CharField()
    state = serializers.ChoiceField(choices=[str(state) for state in State])
    words = serializers.CharField()
    evidence = ProofSerializer(many=True)


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
        found = findings_on(system, shipped_duties(), day)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "duties": duty_rows(found, evidence_on(system, day), {}, day),
        }
        return Response(DutiesSerializer(plain).data)
