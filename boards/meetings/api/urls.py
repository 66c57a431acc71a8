from rest_framework.routers import BaseRouter

from boards.meetings.api.viewsets import DecisionViewSet, MeetingViewSet


def register(router: BaseRouter) -> None:
    router.register("meetings", MeetingViewSet, basename="meeting")
    router.register("decisions", DecisionViewSet, basename="decision")
