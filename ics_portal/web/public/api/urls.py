from rest_framework.routers import BaseRouter

from ics_portal.web.public.api.registers import RegisterViewSet
from ics_portal.web.public.api.viewsets import (
    PublicationViewSet,
    PublicDecisionViewSet,
    PublicMeetingViewSet,
)


def register(router: BaseRouter) -> None:
    router.register("public/meetings", PublicMeetingViewSet, basename="public-meeting")
    router.register("public/publications", PublicationViewSet, basename="publication")
    router.register("registers", RegisterViewSet, basename="register")
    router.register(
        "public/decisions", PublicDecisionViewSet, basename="public-decision"
    )
