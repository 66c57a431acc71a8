"""What the rules of composition say, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.forms.day import DayForm
from boards.bodies.rules import Finding, Level, Verdict
from boards.bodies.rules.sources import source_words
from boards.bodies.selectors import findings_on
from boards.bodies.selectors.compliance import home_system
from boards.directory.models import IntegratedCareSystem
from ics_portal.core.api.permissions import actor_of

Plain = dict[str, Any]


class FindingSerializer(serializers.Serializer[Plain]):
    """One rule, one body, one day. ``body_id`` is null for the system as a whole."""

    rule_id = serializers.CharField()
    text = serializers.CharField()
    level = serializers.ChoiceField(choices=[str(level) for level in Level])
    verdict = serializers.ChoiceField(choices=[str(verdict) for verdict in Verdict])
    is_breach = serializers.BooleanField()
    body_id = serializers.IntegerField(allow_null=True)
    body = serializers.CharField()
    words = serializers.CharField()
    vacant_seats = serializers.ListField(child=serializers.CharField())
    sources = serializers.ListField(child=serializers.CharField())


class FindingsSerializer(serializers.Serializer[Plain]):
    """Every finding of a system on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    findings = FindingSerializer(many=True)


class FindingsViewSet(ViewSet):
    """The rules of composition on a day."""

    verdicts = {"list": None}

    @extend_schema(
        parameters=[
            OpenApiParameter("on", OpenApiTypes.DATE, description="The day; today."),
            OpenApiParameter(
                "system", OpenApiTypes.INT, description="The system; one's own."
            ),
        ],
        responses=FindingsSerializer,
    )
    def list(self, request: Request) -> Response:
        """Findings of every rule that binds on the day, in the order of the rules."""
        systems = list(IntegratedCareSystem.objects.all())
        form = DayForm(request.query_params, several=True)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        system = form.cleaned_data.get("system") or home_system(
            actor_of(request), systems
        )
        if system is None:
            raise serializers.ValidationError(
                {"system": ["There is no integrated care system yet."]}
            )
        day = form.day()
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "findings": [_plain(one) for one in findings_on(system, day)],
        }
        return Response(FindingsSerializer(plain).data)


def _plain(finding: Finding) -> Plain:
    return {
        "rule_id": finding.rule_id,
        "text": finding.text,
        "level": str(finding.level),
        "verdict": str(finding.verdict),
        "is_breach": finding.is_breach,
        "body_id": finding.body_id,
        "body": finding.body,
        "words": finding.words,
        "vacant_seats": list(finding.seats),
        "sources": [source_words(source) for source in finding.sources],
    }
