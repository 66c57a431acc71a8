"""Registers of interests without a token: what their public pages print."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from boards.bodies.models import Body
from declarations.presenters.registers import Register
from declarations.presenters.whole_register import page_of_gifts, page_of_interests
from declarations.rules.registers import check_day
from declarations.selectors.as_on import Asked
from declarations.selectors.registers import bodies_with_registers
from ics_portal.web.public.api.viewsets import OpenViewSet
from ics_portal.web.public.frame import CACHED
from ics_portal.web.public.selectors import public_bodies


class RegisterBodySerializer(serializers.Serializer[dict[str, Any]]):
    """A body with a register."""

    slug = serializers.SlugField()
    name = serializers.CharField()


class RegisterInterestSerializer(serializers.Serializer[dict[str, Any]]):
    """One entry. Days are empty where they are not known or still open."""

    name = serializers.CharField()
    position = serializers.CharField()
    member_from = serializers.CharField()
    member_to = serializers.CharField()
    organisation = serializers.CharField()
    business = serializers.CharField()
    type = serializers.CharField()
    direct = serializers.CharField()
    relationship = serializers.CharField()
    underlying = serializers.CharField()
    nature = serializers.CharField()
    starts = serializers.CharField()
    ends = serializers.CharField()
    mitigation = serializers.CharField()
    declared = serializers.CharField()
    confirmed = serializers.CharField()


class RegisterGiftSerializer(serializers.Serializer[dict[str, Any]]):
    """Something offered; ``value`` in pounds. Who is no supplier is not named."""

    name = serializers.CharField()
    position = serializers.CharField()
    offered = serializers.CharField()
    what = serializers.CharField()
    description = serializers.CharField()
    value = serializers.CharField()
    is_estimate = serializers.BooleanField()
    giver = serializers.CharField()
    outcome = serializers.CharField()
    reason = serializers.CharField()
    approved_by = serializers.CharField()
    received = serializers.CharField()
    done_with = serializers.CharField()


class RegisterBreachSerializer(serializers.Serializer[dict[str, Any]]):
    """A breach, without names."""

    happened = serializers.CharField()
    what = serializers.CharField()
    impact = serializers.CharField()
    action = serializers.CharField()


class RegisterSerializer(serializers.Serializer[dict[str, Any]]):
    """The register of a body as on a day: one page of its interests, and what it says of
    entries that are not in it. ``unlisted`` are those of whom no entry is published."""

    body = serializers.CharField()
    as_on = serializers.DateField()
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RegisterInterestSerializer(many=True)
    withheld = serializers.IntegerField()
    unlisted = serializers.ListField(child=serializers.CharField())
    return_year = serializers.CharField()
    no_return = serializers.ListField(child=serializers.CharField())
    breaches = RegisterBreachSerializer(many=True)


class RegisterGiftsSerializer(serializers.Serializer[dict[str, Any]]):
    """One page of the gifts and hospitality of a year."""

    body = serializers.CharField()
    as_on = serializers.DateField()
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RegisterGiftSerializer(many=True)


class DaySerializer(serializers.Serializer[dict[str, Any]]):
    on = serializers.DateField(required=False)
    q = serializers.CharField(required=False, default="", max_length=100)


PARAMETERS = [
    OpenApiParameter("on", str, description="The day, today if none is given"),
    OpenApiParameter("q", str, description="A name or an organisation"),
    OpenApiParameter("limit", int, description="Entries of a page"),
    OpenApiParameter("offset", int, description="Entries before it"),
]


class RegisterViewSet(OpenViewSet):
    """Registers of interests of bodies that meet in public. Needs no token."""

    serializer_class = RegisterBodySerializer
    queryset = Body.objects.none()
    lookup_field = "slug"
    verdicts = {"list": None, "retrieve": None, "gifts": None}

    def get_queryset(self) -> QuerySet[Body]:
        ids = [body.pk for body in bodies_with_registers(public_bodies())]
        return public_bodies().filter(pk__in=ids)

    def plain(self, rows: Any, request: Request) -> list[dict[str, Any]]:
        return [{"slug": body.slug, "name": body.name} for body in rows]

    @extend_schema(parameters=PARAMETERS, responses=RegisterSerializer)
    def retrieve(self, request: Request, slug: str) -> Response:
        """The register as on a day, its interests a page at a time."""
        register = self._register(request, page_of_interests)
        return self._answer(
            RegisterSerializer,
            register,
            register.to_public()["interests"],
            withheld=register.withheld,
            unlisted=register.unlisted,
            return_year=register.return_year,
            no_return=register.no_return,
            breaches=register.to_public()["breaches"],
        )

    @extend_schema(parameters=PARAMETERS, responses=RegisterGiftsSerializer)
    @action(detail=True)
    def gifts(self, request: Request, slug: str) -> Response:
        """Gifts and hospitality of the year before the day."""
        register = self._register(request, page_of_gifts)
        rows = register.to_public()["gifts"]
        return self._answer(RegisterGiftsSerializer, register, rows)

    def _register(self, request: Request, cut: Any) -> Register:
        read = DaySerializer(data=request.query_params)
        read.is_valid(raise_exception=True)
        body = self.get_object()
        now = timezone.now()
        today = timezone.localdate(now)
        day = read.validated_data.get("on", today)
        check_day(day, today=today)
        asked = Asked(
            body_ids=frozenset({body.pk}),
            day=day,
            now=now,
            words=read.validated_data["q"],
        )
        page = lambda rows: SimpleNamespace(items=self.paginate_queryset(rows) or [])  # noqa: E731
        register, _ = cut(asked, body=body.name, page=page)
        found: Register = register
        return found

    def _answer(
        self, serializer: Any, register: Register, rows: Any, **more: Any
    ) -> Response:
        pages = self.get_paginated_response(rows).data
        plain = {"body": register.body, "as_on": register.as_on, **pages, **more}
        answer = Response(serializer(plain).data)
        answer["Cache-Control"] = CACHED
        return answer
