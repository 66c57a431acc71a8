from rest_framework.routers import BaseRouter

from boards.duties.api.duties import DutiesViewSet


def register(router: BaseRouter) -> None:
    router.register("duties", DutiesViewSet, basename="duty")
