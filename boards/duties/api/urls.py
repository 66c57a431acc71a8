from rest_framework.routers import BaseRouter

from boards.duties.api.duties import DutiesViewSet
from boards.duties.api.involvement import InvolvementViewSet
from boards.duties.api.maturity import MaturityAssessmentsViewSet
from boards.duties.api.oversight import (
    OversightRatingsViewSet,
    RegulatoryActionsViewSet,
)
from boards.duties.api.transition import MilestonesViewSet, WorkstreamsViewSet


def register(router: BaseRouter) -> None:
    router.register("duties", DutiesViewSet, basename="duty")
    router.register("milestones", MilestonesViewSet, basename="milestone")
    router.register("workstreams", WorkstreamsViewSet, basename="workstream")
    router.register("involvement", InvolvementViewSet, basename="involvement")
    router.register(
        "oversight-ratings", OversightRatingsViewSet, basename="oversight-rating"
    )
    router.register(
        "regulatory-actions", RegulatoryActionsViewSet, basename="regulatory-action"
    )
    router.register(
        "maturity-assessments",
        MaturityAssessmentsViewSet,
        basename="maturity-assessment",
    )
