"""Routes of approval, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from boards.bodies.api.asked import PARAMETERS, asked_for
from boards.bodies.selectors.routes import RouteOn, routes_on

Plain = dict[str, Any]


class RouteStepSerializer(serializers.Serializer[Plain]):
    """A body of a route; ``position`` counts from 1."""

    position = serializers.IntegerField()
    body_id = serializers.IntegerField()
    body = serializers.CharField()
    decides = serializers.BooleanField()


class RouteSerializer(serializers.Serializer[Plain]):
    """Over which bodies something goes, in order. ``trouble`` says what is wrong with the
    route on the day; empty where nothing is."""

    id = serializers.IntegerField()
    subject = serializers.CharField()
    source = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    steps = RouteStepSerializer(many=True)
    trouble = serializers.CharField()


class RoutesSerializer(serializers.Serializer[Plain]):
    """The routes of a system on a day."""

    system_id = serializers.IntegerField()
    system = serializers.CharField()
    on = serializers.DateField()
    routes = RouteSerializer(many=True)


class RoutesViewSet(ViewSet):
    """Over which bodies things go before they are decided."""

    verdicts = {"list": None}

    @extend_schema(parameters=PARAMETERS, responses=RoutesSerializer)
    def list(self, request: Request) -> Response:
        """The routes in force on the day, by subject."""
        system, day = asked_for(request)
        plain = {
            "system_id": system.pk,
            "system": system.name,
            "on": day,
            "routes": [_plain(one) for one in routes_on(system, day)],
        }
        return Response(RoutesSerializer(plain).data)


def _plain(found: RouteOn) -> Plain:
    route, last = found.route, len(found.bodies)
    return {
        "id": route.pk,
        "subject": route.subject,
        "source": route.source,
        "starts_on": route.starts_on,
        "ends_on": route.ends_on,
        "steps": [
            {
                "position": position,
                "body_id": body.pk,
                "body": body.name,
                "decides": position == last,
            }
            for position, body in enumerate(found.bodies, start=1)
        ],
        "trouble": found.trouble.sentence if found.trouble else "",
    }
