from rest_framework.routers import BaseRouter

from boards.sittings.api.outcomes import OutcomeViewSet


def register(router: BaseRouter) -> None:
    router.register("outcomes", OutcomeViewSet, basename="outcome")
