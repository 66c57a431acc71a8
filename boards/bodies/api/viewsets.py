from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.bodies.api.serializers import BodyRoleSerializer, BodySerializer
from boards.bodies.models import Body, BodyRole
from boards.bodies.querysets import BodyQuerySet, BodyRoleQuerySet
from ics_portal.core.api.permissions import actor_of


class BodyViewSet(ReadOnlyModelViewSet[Body]):
    """The bodies in which one holds a role."""

    serializer_class = BodySerializer
    queryset = Body.objects.none()
    filterset_fields = ["kind", "slug", "code"]
    verdicts = {"list": None, "retrieve": None}

    def get_queryset(self) -> BodyQuerySet:
        bodies = Body.objects.visible_to(actor_of(self.request))
        return bodies.prefetch_related("purposes")


class BodyRoleViewSet(ReadOnlyModelViewSet[BodyRole]):
    """Who holds which role in one's bodies."""

    serializer_class = BodyRoleSerializer
    queryset = BodyRole.objects.none()
    filterset_fields = ["body", "person", "role"]
    verdicts = {"list": None, "retrieve": None}

    def get_queryset(self) -> BodyRoleQuerySet:
        roles = BodyRole.objects.visible_to(actor_of(self.request))
        return roles.select_related("person")
