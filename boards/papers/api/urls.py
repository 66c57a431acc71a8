from rest_framework.routers import BaseRouter

from boards.papers.api.viewsets import PaperViewSet


def register(router: BaseRouter) -> None:
    router.register("papers", PaperViewSet, basename="paper")
