from rest_framework.routers import BaseRouter

from boards.duties.api.duties import DutiesViewSet
from boards.duties.api.involvement import InvolvementViewSet
from boards.duties.api.transition import MilestonesViewSet, WorkstreamsViewSet


def register(router: BaseRouter) -> None:
    router.register("duties", DutiesViewSet, basename="duty")
    router.register("milestones", MilestonesViewSet, basename="milestone")
    router.register("workstreams", WorkstreamsViewSet, basename="workstream")
    router.register("involvement", InvolvementViewSet, basename="involvement")
