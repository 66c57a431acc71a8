from rest_framework.routers import BaseRouter

from boards.directory.api.viewsets import (
    OrganisationViewSet,
    PersonViewSet,
    PlaceViewSet,
    SystemViewSet,
)


def register(router: BaseRouter) -> None:
    router.register("systems", SystemViewSet, basename="system")
    router.register("places", PlaceViewSet, basename="place")
    router.register("organisations", OrganisationViewSet, basename="organisation")
    router.register("people", PersonViewSet, basename="person")
