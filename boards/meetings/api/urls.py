from rest_framework.routers import BaseRouter

from boards.meetings.api.viewsets import MeetingViewSet


def register(router: BaseRouter) -> None:
    router.register("meetings", MeetingViewSet, basename="meeting")
