from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.directory.api.serializers import (
    OrganisationSerializer,
    PersonSerializer,
    SystemSerializer,
)
from boards.directory.models import IntegratedCareSystem, Organisation, Person


class SystemViewSet(ReadOnlyModelViewSet[IntegratedCareSystem]):
    """Integrated care systems; anyone signed in may read the directory."""

    serializer_class = SystemSerializer
    queryset = IntegratedCareSystem.objects.all()
    verdicts = {"list": None, "retrieve": None}


class OrganisationViewSet(ReadOnlyModelViewSet[Organisation]):
    """Organisations of the directory."""

    serializer_class = OrganisationSerializer
    queryset = Organisation.objects.prefetch_related("systems")
    filterset_fields = ["kind", "ods_code"]
    verdicts = {"list": None, "retrieve": None}


class PersonViewSet(ReadOnlyModelViewSet[Person]):
    """People of the directory."""

    serializer_class = PersonSerializer
    queryset = Person.objects.all()
    filterset_fields = ["organisation"]
    verdicts = {"list": None, "retrieve": None}
