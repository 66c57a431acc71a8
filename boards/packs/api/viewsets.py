from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet, ViewSet

from boards.meetings.selectors import meeting_or_404
from boards.packs import services
from boards.packs.api.serializers import (
    PackDetailSerializer,
    PackSerializer,
    ReaderCopySerializer,
)
from boards.packs.enums import Edition
from boards.packs.models import Pack, ReaderCopyFor
from boards.packs.permissions import (
    may_cancel_build,
    may_retry_build,
    may_see_builds,
    may_see_copies_of,
    may_see_pack,
)
from boards.packs.presenters.copies import readers_view
from boards.packs.presenters.reading import is_readable
from boards.packs.querysets import PackQuerySet
from boards.packs.selectors import (
    file_or_404,
    packs_of,
    packs_withheld,
    readable_files,
)
from boards.packs.selectors.copies import (
    copies_of,
    own_copies,
    own_copy_or_404,
)
from ics_portal.core.api.permissions import actor_of
from ics_portal.core.files.download import file_response

EDITION = OpenApiParameter("edition", str, OpenApiParameter.PATH, enum=Edition.values)


class PackViewSet(ReadOnlyModelViewSet[Pack]):
    """Packs: the office sees every build, members those that were issued."""

    serializer_class = PackSerializer
    queryset = Pack.objects.none()
    filterset_fields = ["meeting_id", "state"]
    verdicts = {
        "list": None,
        "retrieve": may_see_pack,
        "cancel": may_cancel_build,
        "retry": may_retry_build,
        # The file has a gate of its own, narrower than seeing the pack.
        "download": may_see_pack,
        "manifest": may_see_pack,
        # One's own copy has its own gate too; the others' are the office's.
        "copy": may_see_pack,
        "copy_manifest": may_see_pack,
        "copies": may_see_copies_of,
    }

    def get_queryset(self) -> PackQuerySet:
        packs = Pack.objects.visible_to(actor_of(self.request))
        if self.action != "retry":
            packs = packs.defer("snapshot")
        return packs.select_related("meeting__body")

    def get_serializer_context(self) -> dict[str, Any]:
        actor = actor_of(self.request)
        return {**super().get_serializer_context(), "withheld": packs_withheld(actor)}

    @extend_schema(responses=PackDetailSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A build with its files, and for the office its entries and how far each is."""
        pack = self.get_object()
        actor = actor_of(request)
        context = {
            **self.get_serializer_context(),
            "files": readable_files(actor, pack),
            "own_copies": [
                row for row in own_copies(actor, [pack.pk]) if is_readable(row)
            ],
            "entries": pack.entries.all()
            if may_see_builds(actor, pack.meeting)
            else [],
        }
        return Response(PackDetailSerializer(pack, context=context).data)

    @extend_schema(request=None, responses=PackSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str | None = None) -> Response:
        """Stop a build: at once while it waits, else before its next entry."""
        pack = services.cancel_build(
            pack=self.get_object(), actor=actor_of(request), at=timezone.now()
        )
        return Response(self.get_serializer(pack).data)

    @extend_schema(request=None, responses={202: PackSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str | None = None) -> Response:
        """Build the same version again from the meeting as it is now."""
        pack = services.retry_build(
            pack=self.get_object(), actor=actor_of(request), at=timezone.now()
        )
        return Response(self.get_serializer(pack).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(
        parameters=[EDITION],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    @action(detail=True, url_path="download/(?P<edition>[a-z]+)")
    def download(
        self, request: Request, pk: str | None = None, edition: str = ""
    ) -> HttpResponseBase:
        """A finished PDF; a range of it may be asked for."""
        pack = self.get_object()
        actor = actor_of(request)
        file = file_or_404(actor, pack.meeting_id, pack.version, _edition(edition))
        services.note_reading(
            file=file,
            actor=actor,
            at=timezone.now(),
            wanted_range=request.headers.get("Range", ""),
        )
        return file_response(
            file.stored, filename=file.stored.original_name, request=request
        )

    @extend_schema(parameters=[EDITION], responses=OpenApiTypes.OBJECT)
    @action(detail=True, url_path="manifest/(?P<edition>[a-z]+)")
    def manifest(
        self, request: Request, pk: str | None = None, edition: str = ""
    ) -> Response:
        """What the file holds: agenda, entries with pages and SHA-256, what changed."""
        pack = self.get_object()
        file = file_or_404(
            actor_of(request), pack.meeting_id, pack.version, _edition(edition)
        )
        return Response(file.manifest)

    @extend_schema(
        parameters=[EDITION],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    @action(detail=True, url_path="copy/(?P<edition>[a-z]+)")
    def copy(
        self, request: Request, pk: str | None = None, edition: str = ""
    ) -> HttpResponseBase:
        """The reader's own copy, without what is withheld; a range may be asked for."""
        row = self._own_copy(request, edition)
        stored = row.stored or row.copy.stored
        if stored is None:
            raise Http404
        services.note_copy_reading(
            row=row,
            actor=actor_of(request),
            at=timezone.now(),
            wanted_range=request.headers.get("Range", ""),
        )
        return file_response(stored, filename=stored.original_name, request=request)

    @extend_schema(parameters=[EDITION], responses=OpenApiTypes.OBJECT)
    @action(detail=True, url_path="copy/(?P<edition>[a-z]+)/manifest")
    def copy_manifest(
        self, request: Request, pk: str | None = None, edition: str = ""
    ) -> Response:
        """What the reader's own copy holds, what is left out and by whose ruling."""
        return Response(readers_view(self._own_copy(request, edition).copy.manifest))

    def _own_copy(self, request: Request, edition: str) -> ReaderCopyFor:
        pack = self.get_object()
        return own_copy_or_404(
            actor_of(request), pack.meeting_id, pack.version, _edition(edition)
        )

    @extend_schema(responses=ReaderCopySerializer(many=True))
    @action(detail=True)
    def copies(self, request: Request, pk: str | None = None) -> Response:
        """For the office: every copy of the pack, with its readers and its proof."""
        rows = copies_of(actor_of(request), self.get_object())
        return Response(ReaderCopySerializer(rows, many=True).data)


class MeetingPackViewSet(ViewSet):
    """The packs of one meeting, and asking for the next."""

    verdicts = {"list": None, "create": None}

    @extend_schema(responses=PackSerializer(many=True))
    def list(self, request: Request, meeting_id: int) -> Response:
        """The builds of a meeting, newest first; not paged, since there are few."""
        actor = actor_of(request)
        meeting = meeting_or_404(actor, meeting_id)
        context = {"withheld": packs_withheld(actor)}
        packs = packs_of(actor, meeting)
        return Response(PackSerializer(packs, many=True, context=context).data)

    @extend_schema(request=None, responses={202: PackSerializer})
    def create(self, request: Request, meeting_id: int) -> Response:
        """Ask for the next version. While a build runs, that build is the answer."""
        actor = actor_of(request)
        meeting = meeting_or_404(actor, meeting_id)
        pack = services.start_build(meeting=meeting, actor=actor, at=timezone.now())
        return Response(PackSerializer(pack).data, status=status.HTTP_202_ACCEPTED)


def _edition(value: str) -> Edition:
    try:
        return Edition(value)
    except ValueError as error:
        raise Http404 from error
