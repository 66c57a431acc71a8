from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.papers import services
from boards.papers.api.serializers import PaperDetailSerializer, PaperSerializer
from boards.papers.models import Paper
from boards.papers.querysets import PaperQuerySet
from boards.papers.selectors import (
    as_given_to,
    file_of,
    number_and_presenters,
    sheet_given_to,
    version_or_404,
    versions_readable_by,
    with_sheet_and_people,
)
from ics_portal.core.api.permissions import actor_of
from ics_portal.core.files import file_response
from ics_portal.core.numbers import whole


class PaperViewSet(ReadOnlyModelViewSet[Paper]):
    """Papers the reader may open: the same gate as the pages and the files."""

    serializer_class = PaperSerializer
    queryset = Paper.objects.none()
    filterset_fields = ["item", "item__meeting", "state", "kind", "confidential"]
    verdicts = {"list": None, "retrieve": None, "file": None}

    def get_queryset(self) -> PaperQuerySet:
        papers = Paper.objects.readable_by(actor_of(self.request))
        return with_sheet_and_people(papers).order_by(
            "-item__meeting__held_on", "item_id", "position", "pk"
        )

    def get_object(self) -> Paper:
        return as_given_to(actor_of(self.request), [super().get_object()])[0]

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return None if page is None else as_given_to(actor_of(self.request), page)

    @extend_schema(responses=PaperDetailSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A paper with its cover sheet as it prints, and its versions."""
        paper = self.get_object()
        actor = actor_of(request)
        number, owners = number_and_presenters(paper)
        context = {
            **self.get_serializer_context(),
            "sheet": sheet_given_to(actor, paper, item_number=number, owners=owners),
            "versions": versions_readable_by(actor, paper),
        }
        return Response(PaperDetailSerializer(paper, context=context).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("number", int, OpenApiParameter.PATH),
            OpenApiParameter(
                "which", str, OpenApiParameter.PATH, enum=["original", "part"]
            ),
        ],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, url_path="versions/(?P<number>[0-9]+)/(?P<which>[a-z]+)")
    def file(
        self, request: Request, pk: str, number: str = "", which: str = ""
    ) -> HttpResponseBase:
        """The file as it was sent, or the PDF as the pack sets it; ranges are served."""
        actor = actor_of(request)
        version = version_or_404(actor, _whole(pk), _whole(number))
        stored, name = file_of(actor, version, which)
        services.read_by(version=version, actor=actor, at=timezone.now(), what=which)
        return file_response(stored, filename=name, request=request)


def _whole(text: str) -> int:
    number = whole(text)
    if number is None:
        raise Http404
    return number
