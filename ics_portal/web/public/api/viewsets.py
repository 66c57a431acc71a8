from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from boards.meetings.models import Decision, Meeting, Publication
from ics_portal.web.public.addresses import (
    days_of,
    file_url,
    meeting_url,
    publication_url,
)
from ics_portal.web.public.api.serializers import (
    PublicationSerializer,
    PublicDecisionSerializer,
    PublicMeetingSerializer,
)
from ics_portal.web.public.frame import CACHED
from ics_portal.web.public.presenters.common import said
from ics_portal.web.public.selectors import (
    decisions_listed,
    hold_files_back,
    meetings_listed,
    names_on,
    watched_online,
)


class PublicThrottle(SimpleRateThrottle):
    """So many requests from one address, whoever sends them."""

    scope = "public"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        ident = self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}


class OpenViewSet(ListModelMixin, GenericViewSet[Any]):
    """A list that anybody reads: no sign-in is looked at, so no answer differs by reader.

    ``plain`` gives the rows of one page as values, in a fixed number of queries.
    """

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    verdicts = {"list": None}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        found = self.plain(rows or [], request)
        answer = self.get_paginated_response(self.get_serializer(found, many=True).data)
        answer["Cache-Control"] = CACHED
        return answer

    def plain(self, rows: Sequence[Any], request: Request) -> list[dict[str, Any]]:
        raise NotImplementedError


class PublicMeetingFilter(filters.FilterSet):
    body = filters.CharFilter(field_name="body__slug")

    class Meta:
        model = Meeting
        fields = {"held_on": ["exact", "gte", "lte"]}


class PublicationFilter(filters.FilterSet):
    body = filters.CharFilter(field_name="body__slug")
    held_on = filters.DateFilter(field_name="meeting__held_on")

    class Meta:
        model = Publication
        fields = {"kind": ["exact"]}


class PublicDecisionFilter(filters.FilterSet):
    body = filters.CharFilter(field_name="body__slug")

    class Meta:
        model = Decision
        fields = {"decided_on": ["exact", "gte", "lte"], "number": ["exact"]}


class PublicMeetingViewSet(OpenViewSet):
    """Meetings held in public, the latest first. Needs no token."""

    serializer_class = PublicMeetingSerializer
    queryset = Meeting.objects.none()
    filterset_class = PublicMeetingFilter

    def get_queryset(self) -> Any:
        return meetings_listed()

    def plain(self, rows: Sequence[Meeting], request: Request) -> list[dict[str, Any]]:
        days = days_of(rows)
        names = names_on((row.body, row.held_on) for row in rows)
        return [
            {
                "key": f"{row.body.slug}/{days[row.pk]}",
                "body": row.body.slug,
                "body_name": names[row.body_id, row.held_on],
                "held_on": row.held_on,
                "starts_at": row.starts_at,
                "ends_at": row.ends_at,
                "place": row.place,
                "stream_link": watched_online(row),
                "state": row.state,
                "url": request.build_absolute_uri(
                    meeting_url(row.body.slug, days[row.pk])
                ),
            }
            for row in rows
        ]


class PublicationViewSet(OpenViewSet):
    """What was published, the newest first, with its words. Needs no token."""

    serializer_class = PublicationSerializer
    queryset = Publication.objects.none()
    filterset_class = PublicationFilter

    def get_queryset(self) -> Any:
        return (
            Publication.objects.public(timezone.now())
            .select_related("meeting__body", "body", "stored")
            .order_by("-published_at", "-pk")
        )

    def plain(
        self, rows: Sequence[Publication], request: Request
    ) -> list[dict[str, Any]]:
        days = days_of(row.meeting for row in rows)
        hold_files_back(rows)
        return [self._plain(row, days[row.meeting_id], request) for row in rows]

    def _plain(self, row: Publication, day: str, request: Request) -> dict[str, Any]:
        slug = row.meeting.body.slug
        is_there = row.withdrawn_at is None
        stored = row.stored if is_there else None
        words = said(row, object)
        href = request.build_absolute_uri(file_url(row, slug, day))
        return {
            "key": row.key,
            "kind": row.kind,
            "meeting": f"{slug}/{day}",
            "body": row.body.slug,
            "item_number": row.item_number,
            "title": row.title,
            "published_at": row.published_at,
            "due_on": row.due_on,
            "late_reason": row.late_reason,
            "page_count": row.page_count if is_there else None,
            "size": stored.size if stored else None,
            "sha256": stored.sha256 if stored else None,
            "withdrawn_at": row.withdrawn_at,
            "withdrawn_reason": row.withdrawn_reason,
            "url": request.build_absolute_uri(publication_url(row, slug, day)),
            "file_url": href if stored else None,
            # Made anew from what the classes know: nothing else that lies there goes out.
            "words": words.to_json() if hasattr(words, "to_json") else {},
        }


class PublicDecisionViewSet(OpenViewSet):
    """The public register of decisions, the latest first. Needs no token."""

    serializer_class = PublicDecisionSerializer
    queryset = Decision.objects.none()
    filterset_class = PublicDecisionFilter

    def get_queryset(self) -> Any:
        return decisions_listed()

    def plain(self, rows: Sequence[Decision], request: Request) -> list[dict[str, Any]]:
        days = days_of(row.meeting for row in rows if row.meeting)
        names = names_on((row.body, row.decided_on) for row in rows)
        return [
            {
                "number": row.number,
                "body": row.body.slug,
                "body_name": names[row.body_id, row.decided_on],
                "meeting": (
                    f"{row.meeting.body.slug}/{days[row.meeting.pk]}"
                    if row.meeting
                    else ""
                ),
                "decided_on": row.decided_on,
                "wording": row.wording,
                "method": row.method,
                "votes_for": row.votes_for,
                "votes_against": row.votes_against,
                "votes_abstained": row.votes_abstained,
            }
            for row in rows
        ]
