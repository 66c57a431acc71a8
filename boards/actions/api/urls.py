from rest_framework.routers import BaseRouter

from boards.actions.api.viewsets import ActionViewSet


def register(router: BaseRouter) -> None:
    router.register("actions", ActionViewSet, basename="action")
