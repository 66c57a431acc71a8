"""Ratings and actions of regulators, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.duties.enums import ActionKind, RatingStatus
from boards.duties.models import OversightRating, RegulatoryAction
from boards.duties.selectors.oversight import actions_on, oversight_on

Plain = dict[str, Any]


class RatingSerializer(serializers.Serializer[OversightRating]):
    """A segment from 1 to 4; ``organisation_id`` is null for the system as a whole."""

    id = serializers.IntegerField()
    organisation_id = serializers.IntegerField(allow_null=True)
    scheme = serializers.CharField()
    segment = serializers.IntegerField()
    status = serializers.ChoiceField(choices=RatingStatus.choices)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    source = serializers.CharField()
    note = serializers.CharField()


class RatedSerializer(serializers.Serializer[Plain]):
    """The system or one of its organisations; no ratings mean that they are not known."""

    organisation_id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    ratings = RatingSerializer(many=True)


class RatingsSerializer(serializers.Serializer[Plain]):
    """The ratings of a system on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    subjects = RatedSerializer(many=True)


class OversightRatingsViewSet(ViewSet):
    """How regulators rate the system and its organisations, on a day."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=RatingsSerializer)
    def list(self, request: Request) -> Response:
        """The system, then its organisations, each with its ratings of the day."""
        system, day = asked_for(request)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "subjects": [
                {
                    "organisation_id": one.organisation.pk
                    if one.organisation
                    else None,
                    "name": one.organisation.name if one.organisation else system.name,
                    "ratings": one.ratings,
                }
                for one in oversight_on(system, day)
            ],
        }
        return Response(RatingsSerializer(plain).data)


class RegulatoryActionSerializer(serializers.Serializer[RegulatoryAction]):
    """What NHS England did about an organisation."""

    id = serializers.IntegerField()
    about_id = serializers.IntegerField()
    about = serializers.CharField(source="about.name")
    taken_by_id = serializers.IntegerField()
    taken_by = serializers.CharField(source="taken_by.name")
    kind = serializers.ChoiceField(choices=ActionKind.choices)
    words = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class ActionsSerializer(serializers.Serializer[Plain]):
    """The regulatory actions in a system on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    actions = RegulatoryActionSerializer(many=True)


class RegulatoryActionsViewSet(ViewSet):
    """What NHS England does about the organisations of a system, on a day."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=ActionsSerializer)
    def list(self, request: Request) -> Response:
        """The actions in force on the day, the latest first."""
        system, day = asked_for(request)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "actions": actions_on(system, day),
        }
        return Response(ActionsSerializer(plain).data)
