"""What the rules of composition say, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.bodies.rules import Finding, Level, Verdict
from boards.bodies.rules.sources import source_words
from boards.bodies.selectors import findings_on

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
        parameters=PARAMETERS,
        responses=FindingsSerializer,
    )
    def list(self, request: Request) -> Response:
        """Findings of every rule that binds on the day, in the order of the rules."""
        system, day = asked_for(request)
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
