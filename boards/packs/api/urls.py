from rest_framework.routers import BaseRouter

from boards.packs.api.viewsets import MeetingPackViewSet, PackViewSet
from ics_portal.core.numbers import WHOLE


def register(router: BaseRouter) -> None:
    router.register("packs", PackViewSet, basename="pack")
    router.register(
        rf"meetings/(?P<meeting_id>{WHOLE})/packs",
        MeetingPackViewSet,
        basename="meeting-pack",
    )
