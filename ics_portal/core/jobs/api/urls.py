from rest_framework.routers import BaseRouter

from ics_portal.core.jobs.api.viewsets import JobViewSet


def register(router: BaseRouter) -> None:
    router.register("jobs", JobViewSet, basename="job")
