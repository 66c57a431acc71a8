"""Assessments of places, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.duties.enums import AssessmentKind, JointArea
from boards.duties.models import MaturityAssessment, MaturityScore
from boards.duties.selectors.maturity import assessments_of, places_of

Plain = dict[str, Any]


class ScoreSerializer(serializers.Serializer[MaturityScore]):
    """One of the eight areas; ``level`` counts from 1, null where it was not assessed."""

    area = serializers.ChoiceField(choices=JointArea.choices)
    level = serializers.IntegerField(allow_null=True)
    words = serializers.CharField()


class AssessmentSerializer(serializers.Serializer[MaturityAssessment]):
    """One look at a place; ``levels`` are those of its scale, the lowest first."""

    id = serializers.IntegerField()
    body_id = serializers.IntegerField()
    body = serializers.CharField(source="body.name")
    kind = serializers.ChoiceField(choices=AssessmentKind.choices)
    assessed_on = serializers.DateField()
    assessors = serializers.CharField()
    note = serializers.CharField()
    scale = serializers.CharField(source="scale.name")
    levels = serializers.ListField(child=serializers.CharField(), source="scale.levels")
    scores = ScoreSerializer(many=True)


class AssessmentsSerializer(serializers.Serializer[Plain]):
    """The assessments of a system's places up to a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    assessments = AssessmentSerializer(many=True)


class MaturityAssessmentsViewSet(ViewSet):
    """How far places have come, by their own eyes and their peers', up to a day."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=AssessmentsSerializer)
    def list(self, request: Request) -> Response:
        """Every assessment, by place, the latest first."""
        system, day = asked_for(request)
        places = places_of(system).in_force_on(day)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "assessments": assessments_of(places, day),
        }
        return Response(AssessmentsSerializer(plain).data)
