"""Schemes of delegation, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.bodies.enums import HeldBy
from boards.bodies.rules import BodyFact, Verdict
from boards.bodies.rules.scheme import Scheme, scheme_outcome
from boards.bodies.selectors.scheme import schemes_on

Plain = dict[str, Any]


class NamedSerializer(serializers.Serializer[Plain]):
    """A function or a partner."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class SchemeLineSerializer(serializers.Serializer[Plain]):
    """Who has a function of a partner. ``limit`` is in pounds, null without one."""

    function_id = serializers.IntegerField()
    partner_id = serializers.IntegerField()
    held_by = serializers.ChoiceField(choices=HeldBy.choices)
    limit = serializers.DecimalField(14, 2, allow_null=True)
    note = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class SchemeGapSerializer(serializers.Serializer[Plain]):
    """A function of a partner that has not exactly one line."""

    function_id = serializers.IntegerField(source="function.id")
    partner_id = serializers.IntegerField(source="partner.id")
    lines = serializers.IntegerField()


class SchemeSerializer(serializers.Serializer[Plain]):
    """The scheme of one place."""

    body_id = serializers.IntegerField()
    body = serializers.CharField()
    verdict = serializers.ChoiceField(choices=[str(verdict) for verdict in Verdict])
    words = serializers.CharField()
    functions = NamedSerializer(many=True)
    partners = NamedSerializer(many=True)
    lines = SchemeLineSerializer(many=True)
    gaps = SchemeGapSerializer(many=True)


class SchemesSerializer(serializers.Serializer[Plain]):
    """The schemes of a system's places on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    schemes = SchemeSerializer(many=True)


class SchemesViewSet(ViewSet):
    """What partners keep and what places manage, on a day."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=SchemesSerializer)
    def list(self, request: Request) -> Response:
        """Every place in force on the day with its scheme of delegation."""
        system, day = asked_for(request)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "schemes": [
                _plain(place, scheme) for place, scheme in schemes_on(system, day)
            ],
        }
        return Response(SchemesSerializer(plain).data)


def _plain(place: BodyFact, scheme: Scheme) -> Plain:
    outcome = scheme_outcome(scheme)
    return {
        "body_id": place.id,
        "body": place.name,
        "verdict": str(outcome.verdict),
        "words": outcome.words,
        "functions": scheme.functions,
        "partners": scheme.partners,
        "lines": [
            line
            for partner in scheme.partners
            for function in scheme.functions
            for line in scheme.lines.get((function.id, partner.id), ())
        ],
        "gaps": scheme.gaps,
    }
