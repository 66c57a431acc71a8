from rest_framework.routers import BaseRouter

from boards.bodies.api.findings import FindingsViewSet
from boards.bodies.api.functions import FunctionsViewSet
from boards.bodies.api.routes import RoutesViewSet
from boards.bodies.api.schemes import SchemesViewSet
from boards.bodies.api.viewsets import BodyRoleViewSet, BodyViewSet


def register(router: BaseRouter) -> None:
    router.register("bodies", BodyViewSet, basename="body")
    router.register("roles", BodyRoleViewSet, basename="role")
    router.register("findings", FindingsViewSet, basename="finding")
    router.register("functions", FunctionsViewSet, basename="function")
    router.register("schemes", SchemesViewSet, basename="scheme")
    router.register("routes", RoutesViewSet, basename="route")
