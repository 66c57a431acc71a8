from rest_framework.routers import BaseRouter

from boards.packs.api.viewsets import MeetingPackViewSet, PackViewSet


def register(router: BaseRouter) -> None:
    router.register("packs", PackViewSet, basename="pack")
    router.register(
        r"meetings/(?P<meeting_id>[0-9]+)/packs",
        MeetingPackViewSet,
        basename="meeting-pack",
    )
