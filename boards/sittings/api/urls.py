from rest_framework.routers import BaseRouter

from boards.sittings.api.outcomes import OutcomeViewSet
from boards.sittings.api.sittings import (
    AttendanceViewSet,
    MeetingRulingViewSet,
    QuorumViewSet,
)


def register(router: BaseRouter) -> None:
    router.register("outcomes", OutcomeViewSet, basename="outcome")
    of_meeting = r"meetings/(?P<meeting_id>[0-9]+)"
    router.register(
        f"{of_meeting}/attendance", AttendanceViewSet, basename="meeting-attendance"
    )
    router.register(
        f"{of_meeting}/rulings", MeetingRulingViewSet, basename="meeting-ruling"
    )
    router.register(f"{of_meeting}/quorum", QuorumViewSet, basename="meeting-quorum")
