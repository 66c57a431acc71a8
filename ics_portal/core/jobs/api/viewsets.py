from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from ics_portal.core.api.permissions import actor_of
from ics_portal.core.jobs.api.serializers import JobSerializer
from ics_portal.core.jobs.models import Job
from ics_portal.core.jobs.permissions import may_cancel_job, may_see_job
from ics_portal.core.jobs.querysets import JobQuerySet
from ics_portal.core.jobs.services import request_cancel


class JobViewSet(ReadOnlyModelViewSet[Job]):
    """Long tasks: watch one, or cancel it."""

    serializer_class = JobSerializer
    queryset = Job.objects.none()
    filterset_fields = ["kind", "state", "body_id"]
    verdicts = {"list": None, "retrieve": may_see_job, "cancel": may_cancel_job}

    def get_queryset(self) -> JobQuerySet:
        return Job.objects.visible_to(actor_of(self.request))

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str | None = None) -> Response:
        """Cancel a waiting job at once; a running one stops at its next step."""
        job = request_cancel(
            job=self.get_object(), actor=actor_of(request), at=timezone.now()
        )
        return Response(self.get_serializer(job).data)
