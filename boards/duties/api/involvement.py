"""How people were involved, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.duties.presenters.involvement import involvement_row
from boards.duties.selectors.involvement import involvements_on, readable_decisions
from ics_portal.core.api.permissions import actor_of

Plain = dict[str, Any]


class InvolvementSerializer(serializers.Serializer[Plain]):
    """A proposal. ``decision`` is the number of the decision it led to, as far as the
    reader may read it; ``warnings`` say what should be otherwise."""

    id = serializers.IntegerField()
    body = serializers.CharField()
    proposal = serializers.CharField()
    raised_on = serializers.DateField()
    is_service_change = serializers.BooleanField()
    level = serializers.CharField()
    how = serializers.CharField()
    groups = serializers.CharField()
    consultees = serializers.ListField(child=serializers.CharField())
    needs_consultation = serializers.BooleanField(allow_null=True)
    consultation_starts_on = serializers.DateField(source="starts_on", allow_null=True)
    consultation_ends_on = serializers.DateField(source="ends_on", allow_null=True)
    decision = serializers.CharField()
    insight = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField())


class InvolvementsSerializer(serializers.Serializer[Plain]):
    """The proposals raised by a day in the bodies of a system."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    involvement = InvolvementSerializer(many=True)


class InvolvementViewSet(ViewSet):
    """How people were involved in what was decided."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=InvolvementsSerializer)
    def list(self, request: Request) -> Response:
        """Every proposal raised by the day, the latest first."""
        system, day = asked_for(request)
        found = list(involvements_on(system, day))
        readable = readable_decisions(actor_of(request), found)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "involvement": [
                asdict(involvement_row(one, day, readable)) for one in found
            ],
        }
        return Response(InvolvementsSerializer(plain).data)
