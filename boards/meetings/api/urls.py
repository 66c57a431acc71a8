from rest_framework.routers import BaseRouter

from boards.meetings.api.publications import PublicationRecordViewSet
from boards.meetings.api.viewsets import (
    DecisionViewSet,
    ForwardPlanViewSet,
    MeetingViewSet,
    PresentedItemViewSet,
)


def register(router: BaseRouter) -> None:
    router.register("meetings", MeetingViewSet, basename="meeting")
    router.register("presented-items", PresentedItemViewSet, basename="presented-item")
    router.register("forward-plan", ForwardPlanViewSet, basename="forward-plan")
    router.register(
        "publications", PublicationRecordViewSet, basename="publication-record"
    )
    router.register("decisions", DecisionViewSet, basename="decision")
