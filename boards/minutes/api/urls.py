from rest_framework.routers import BaseRouter

from boards.minutes.api.viewsets import MinutesViewSet


def register(router: BaseRouter) -> None:
    router.register("minutes", MinutesViewSet, basename="minutes")
