"""Who decides what, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.bodies.models import Delegation, Function
from boards.bodies.presenters.functions import plain_map
from boards.bodies.selectors.functions import map_on, published_maps

Plain = dict[str, Any]


class FunctionDecisionSerializer(serializers.Serializer[Plain]):
    """Who decides, or advises. ``limit`` is in pounds, null without one. ``chain`` leads
    from the accountable board down to the decider; empty where it is not recorded."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Delegation.Kind.choices)
    holder_id = serializers.IntegerField(allow_null=True)
    decider = serializers.CharField()
    is_officer = serializers.BooleanField()
    limit = serializers.DecimalField(14, 2, allow_null=True)
    accountable = serializers.CharField()
    assurance_route = serializers.CharField()
    instrument = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    chain = serializers.ListField(child=serializers.CharField())


class FunctionSerializer(serializers.Serializer[Plain]):
    """A function. ``is_gap``: nobody decides. ``lacks_reason``: it sits at system level
    and nobody said why."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    level = serializers.ChoiceField(choices=Function.Level.choices)
    reason = serializers.CharField()
    lead = serializers.CharField()
    is_gap = serializers.BooleanField()
    lacks_reason = serializers.BooleanField()
    decisions = FunctionDecisionSerializer(many=True)


class PublishedMapSerializer(serializers.Serializer[Plain]):
    """A version of the map."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    approved_by = serializers.CharField()
    approved_on = serializers.DateField(allow_null=True)
    published_on = serializers.DateField(allow_null=True)


class FunctionsMapSerializer(serializers.Serializer[Plain]):
    """The functions and decisions map of a system on a day. ``depth`` is the number of
    levels of the longest chain of decision; 0 where none is known."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    functions = FunctionSerializer(many=True)
    gaps = serializers.ListField(child=serializers.CharField())
    depth = serializers.IntegerField()
    unknown_chains = serializers.IntegerField()
    published = PublishedMapSerializer(many=True)


class FunctionsViewSet(ViewSet):
    """The functions and decisions map on a day."""

    verdicts = {"list": None}

    @extend_schema(
        parameters=PARAMETERS,
        responses=FunctionsMapSerializer,
    )
    def list(self, request: Request) -> Response:
        """Functions in force on the day, each with who decides, and the versions."""
        system, day = asked_for(request)
        plain = plain_map(map_on(system, day)) | {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "published": list(published_maps(system)),
        }
        return Response(FunctionsMapSerializer(plain).data)
