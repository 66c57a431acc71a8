from datetime import date

from django.db.models import QuerySet
from django_filters import DateFilter, FilterSet, ModelChoiceFilter
from rest_framework.viewsets import ReadOnlyModelViewSet

from boards.directory.api.serializers import (
    OrganisationSerializer,
    PersonSerializer,
    PlaceSerializer,
    SystemSerializer,
)
from boards.directory.models import IntegratedCareSystem, Organisation, Person, Place


class OrganisationFilter(FilterSet):
    """``on`` keeps those in force on a day, ``system`` those of a system."""

    on = DateFilter(method="in_force", label="In force on this day")
    system = ModelChoiceFilter(
        field_name="systems", queryset=IntegratedCareSystem.objects.all()
    )

    class Meta:
        model = Organisation
        fields = ["kind", "ods_code", "ons_code"]

    def in_force(
        self, found: QuerySet[Organisation], name: str, day: date
    ) -> QuerySet[Organisation]:
        within = Organisation.objects.in_force_on(day).values("pk")
        return found.filter(pk__in=within)


class PlaceFilter(FilterSet):
    """``on`` keeps those in force on a day."""

    on = DateFilter(method="in_force", label="In force on this day")

    class Meta:
        model = Place
        fields = ["system", "slug"]

    def in_force(self, found: QuerySet[Place], name: str, day: date) -> QuerySet[Place]:
        return found.filter(pk__in=Place.objects.in_force_on(day).values("pk"))


class SystemViewSet(ReadOnlyModelViewSet[IntegratedCareSystem]):
    """Integrated care systems; anyone signed in may read the directory."""

    serializer_class = SystemSerializer
    queryset = IntegratedCareSystem.objects.all()
    verdicts = {"list": None, "retrieve": None}


class PlaceViewSet(ReadOnlyModelViewSet[Place]):
    """Places of the systems."""

    serializer_class = PlaceSerializer
    queryset = Place.objects.all()
    filterset_class = PlaceFilter
    verdicts = {"list": None, "retrieve": None}


class OrganisationViewSet(ReadOnlyModelViewSet[Organisation]):
    """Organisations of the directory with what they provide, what they followed and what
    followed them."""

    serializer_class = OrganisationSerializer
    queryset = Organisation.objects.prefetch_related(
        "systems", "services", "precessions", "successions"
    )
    filterset_class = OrganisationFilter
    verdicts = {"list": None, "retrieve": None}


class PersonViewSet(ReadOnlyModelViewSet[Person]):
    """People of the directory."""

    serializer_class = PersonSerializer
    queryset = Person.objects.all()
    filterset_fields = ["organisation"]
    verdicts = {"list": None, "retrieve": None}
