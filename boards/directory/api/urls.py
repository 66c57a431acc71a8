from rest_framework.routers import BaseRouter

from boards.directory.api.viewsets import (
    OrganisationViewSet,
    PersonViewSet,
    SystemViewSet,
)


def register(router: BaseRouter) -> None:
    router.register("systems", SystemViewSet, basename="system")
    router.register("organisations", OrganisationViewSet, basename="organisation")
    router.register("people", PersonViewSet, basename="person")
